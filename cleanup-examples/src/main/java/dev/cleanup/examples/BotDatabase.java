package dev.cleanup.examples;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bot system's database. Tables that are there are used as they are; an empty database gets the demo's. */
final class BotDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(BotDatabase.class);
    private static final int CONNECTIONS = 4;

    private BotDatabase() {}

    static HikariDataSource open(DemoSettings settings) {
        HikariDataSource database = pool(settings);
        try {
            prepare(database);
            return database;
        } catch (RuntimeException failure) {
            database.close();
            throw failure;
        }
    }

    private static HikariDataSource pool(DemoSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("cleanup-demo");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(5_000);
        try {
            config.setJdbcUrl(settings.databaseUrl());
            config.setUsername(settings.databaseUser());
            config.setPassword(settings.databasePassword());
            return new HikariDataSource(config);
        } catch (PoolInitializationException | IllegalArgumentException | IllegalStateException failure) {
            throw new ConfigurationException(
                    "DATABASE_URL", withoutSecrets(settings.databaseUrl()), "no connection: " + why(failure));
        } catch (RuntimeException failure) {
            // Hikari wraps "no suitable driver" in a bare RuntimeException.
            throw new ConfigurationException(
                    "DATABASE_URL",
                    withoutSecrets(settings.databaseUrl()),
                    "accepted is a JDBC URL of PostgreSQL or H2");
        }
    }

    private static String why(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause instanceof SQLException refused
                ? String.valueOf(refused.getMessage()).lines().findFirst().orElse("") + " (SQLSTATE "
                        + refused.getSQLState() + ")"
                : "accepted is a JDBC URL of PostgreSQL or H2";
    }

    /** Without what stands behind a question mark or a semicolon, and without a user before an at sign. */
    private static String withoutSecrets(String url) {
        return url.replaceAll("[?;].*", "").replaceAll("//[^/@]*@", "//");
    }

    private static void prepare(HikariDataSource database) {
        try (Connection connection = database.getConnection()) {
            boolean bots = exists(connection, "bots");
            boolean results = exists(connection, "results");
            if (bots != results) {
                throw new ConfigurationException(
                        "DATABASE_URL",
                        withoutSecrets(database.getJdbcUrl()),
                        "the database has only one of the tables bots and results; accepted is both, or none to start with demo data");
            }
            if (bots) {
                LOG.info("using the tables bots and results as they are");
            } else {
                BotData.create(connection);
                LOG.info("created the tables bots and results with demo data");
            }
        } catch (SQLException failure) {
            throw new CleanupException(
                    "the demo's tables cannot be prepared, SQLSTATE " + failure.getSQLState(), failure);
        }
    }

    private static boolean exists(Connection connection, String table) throws SQLException {
        String name = connection.getMetaData().storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
        try (ResultSet tables =
                connection.getMetaData().getTables(connection.getCatalog(), connection.getSchema(), name, null)) {
            return tables.next();
        }
    }
}
