package dev.cleanup.examples;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.cleanup.ConfigurationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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

    /** Without what stands behind a question mark or a semicolon, and without a user before the last at sign. */
    private static String withoutSecrets(String url) {
        return url.replaceAll("//.*@", "//").replaceAll("[?;].*", "");
    }

    private static void prepare(HikariDataSource database) {
        try (Connection connection = database.getConnection()) {
            if (areThere(connection)) {
                LOG.info("using the tables bots and results as they are");
            } else {
                create(connection);
            }
        } catch (SQLException failure) {
            throw new ConfigurationException(
                    "DATABASE_URL",
                    withoutSecrets(database.getJdbcUrl()),
                    "the tables bots and results cannot be looked up or created there, SQLSTATE "
                            + failure.getSQLState() + "; accepted is a schema that exists, and a user who may do that");
        }
    }

    /** Whether both tables are there; in a schema that has others, they have to be. */
    private static boolean areThere(Connection connection) throws SQLException {
        List<String> tables = tables(connection);
        boolean both = tables.contains("bots") && tables.contains("results");
        if (!both && !tables.isEmpty()) {
            throw new ConfigurationException(
                    "DATABASE_URL",
                    withoutSecrets(connection.getMetaData().getURL()),
                    "its schema has tables, but not both bots and results; accepted is one with both, or an empty one for demo data");
        }
        return both;
    }

    /** Of two demos that are started at the same moment on an empty PostgreSQL one fails to; then the other has. */
    private static void create(Connection connection) throws SQLException {
        try {
            BotData.create(connection);
            LOG.info("created the tables bots and results with demo data");
        } catch (SQLException failure) {
            if (!areThereNow(connection, failure)) {
                throw failure;
            }
            LOG.info("using the tables bots and results, which somebody else has just created");
        }
    }

    private static boolean areThereNow(Connection connection, SQLException failure) {
        try {
            connection.rollback();
            return areThere(connection);
        } catch (SQLException second) {
            failure.addSuppressed(second);
            return false;
        }
    }

    /** The tables and views of the current schema, in lower case. */
    private static List<String> tables(Connection connection) throws SQLException {
        String schema = connection.getSchema();
        if (schema == null) {
            throw new SQLException("there is no current schema", "3F000");
        }
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = connection.getMetaData().getTables(connection.getCatalog(), schema, null, null)) {
            while (rows.next()) {
                String type = rows.getString("TABLE_TYPE");
                if (type.endsWith("TABLE") || type.endsWith("VIEW")) {
                    tables.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
                }
            }
        }
        return tables;
    }
}
