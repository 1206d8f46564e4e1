package dev.cleanup.servlet.query;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL, which anybody may log in to, with databases and roles of its own for each test. */
final class Postgres {
    /** A role that fits. Its name is that of the document, whose DDL makes it. */
    static final String READER = "cleanup_reader";

    static final String OWNER = "table_owner";
    static final String BOSS = "second_superuser";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Pattern SQL_BLOCK = Pattern.compile("(?s)```sql\n(.*?)```");

    private final String database;

    private Postgres(String database) {
        this.database = database;
    }

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .start();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private static final class Shop {
        static final Postgres DATABASE = create();

        private static Postgres create() {
            Postgres shop = empty();
            shop.execute("CREATE ROLE " + OWNER + " LOGIN", "CREATE ROLE " + BOSS + " SUPERUSER LOGIN");
            shop.execute(Fixture.SHOP);
            shop.execute(Postgres.documentedRole());
            shop.execute("REVOKE SELECT ON hidden FROM " + READER);
            return shop;
        }
    }

    /** The database with tables, functions, a foreign server and the three roles; tests must leave it as it is. */
    static Postgres shop() {
        return Shop.DATABASE;
    }

    /** A new database. */
    static Postgres empty() {
        String name = "d" + COUNT.incrementAndGet();
        new Postgres("postgres").execute("CREATE DATABASE " + name);
        return new Postgres(name);
    }

    /** A name for a role that no other test has. */
    static String newRole() {
        return "r" + COUNT.incrementAndGet();
    }

    /** The DDL of docs/query-endpoint.md. */
    static String documentedRole() {
        try {
            Matcher block = SQL_BLOCK.matcher(Files.readString(Path.of("../docs/query-endpoint.md")));
            if (!block.find()) {
                throw new IllegalStateException("the document has no block of SQL");
            }
            return block.group(1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    PGSimpleDataSource as(String role) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(Server.POSTGRES.getJdbcUrl(role, database));
        return dataSource;
    }

    String name() {
        return database;
    }

    /** The server's major version. */
    int version() {
        return Integer.parseInt(texts("SELECT current_setting('server_version_num')::int / 10000")
                .get(0));
    }

    int port() {
        return Server.POSTGRES.getPort();
    }

    void execute(String... scripts) {
        try (Connection connection = as("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : scripts) {
                statement.execute(sql);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The first column of all rows, as the first superuser sees it. */
    List<String> texts(String sql) {
        try (Connection connection = as("postgres").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Waits until the server has no session of a role any more, nor any advisory lock or temporary relation. */
    void awaitNothingLeft(String role) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .until(() -> texts(Fixture.LEFTOVERS.formatted(role)).isEmpty());
    }

    void awaitGone(String pid) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .until(() -> texts("SELECT pid FROM pg_stat_activity WHERE pid = " + pid)
                        .isEmpty());
    }

    /** Everything that an attack could change, in one text. */
    String fingerprint() {
        return texts(Fixture.FINGERPRINT).toString();
    }
}
