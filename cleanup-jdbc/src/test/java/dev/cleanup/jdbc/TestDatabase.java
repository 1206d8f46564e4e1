package dev.cleanup.jdbc;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** A real database of its own for a test: a schema on a shared PostgreSQL, or an H2 in memory. */
final class TestDatabase {
    private static final AtomicInteger COUNT = new AtomicInteger();

    final String url;
    final DataSource dataSource;
    final boolean postgres;
    final String schema;

    private TestDatabase(String url, boolean postgres, String schema) {
        this.url = url;
        this.dataSource = new UrlDataSource(url);
        this.postgres = postgres;
        this.schema = schema;
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

    static TestDatabase postgres() {
        String schema = "s" + COUNT.incrementAndGet();
        String url = Server.POSTGRES.getJdbcUrl("postgres", "postgres");
        new TestDatabase(url, true, schema).execute("CREATE SCHEMA " + schema);
        return new TestDatabase(url + "&currentSchema=" + schema, true, schema);
    }

    /** On a server of one's own. */
    static TestDatabase on(EmbeddedPostgres server) {
        return new TestDatabase(server.getJdbcUrl("postgres", "postgres"), true, "public");
    }

    static TestDatabase h2() {
        String url = "jdbc:h2:mem:t" + COUNT.incrementAndGet() + ";DB_CLOSE_DELAY=-1";
        return new TestDatabase(url, false, "PUBLIC");
    }

    /**
     * In a file of this folder, where another process can open it when nobody here has a connection. What is committed is written
     * at once; left to itself H2 writes twice a second, and a process that is killed takes the commits since with it.
     */
    static TestDatabase h2In(Path folder) {
        return new TestDatabase("jdbc:h2:file:" + folder.resolve("t") + ";WRITE_DELAY=0", false, "PUBLIC");
    }

    /** A pool of connections, for whoever closes it. */
    JdbcConnectionPool pool() {
        if (postgres) {
            PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
            source.setUrl(url);
            return JdbcConnectionPool.create(source);
        }
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        return JdbcConnectionPool.create(source);
    }

    /** The same in another database of the server, in a schema of the same name. */
    TestDatabase in(String database) {
        TestDatabase other = new TestDatabase(url.replace("/postgres?", "/" + database + "?"), postgres, schema);
        other.execute("CREATE SCHEMA " + schema);
        return other;
    }

    void execute(String... statements) {
        try (Connection connection = dataSource.getConnection()) {
            execute(connection, statements);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The number in the first column of the first row. */
    static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The first column of all rows as text. */
    List<String> texts(String query) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    long count(String table) {
        return Long.parseLong(texts("SELECT count(*) FROM " + table).get(0));
    }

    /** Waits until another session waits for a lock. */
    void awaitBlockedSession() {
        await().atMost(Duration.ofSeconds(20)).until(this::hasBlockedSession);
    }

    boolean hasBlockedSession() {
        String query = postgres
                ? "SELECT pid FROM pg_locks WHERE NOT granted"
                : "SELECT SESSION_ID FROM INFORMATION_SCHEMA.SESSIONS WHERE BLOCKER_ID IS NOT NULL";
        return !texts(query).isEmpty();
    }

    /** An expression of the timestamp with time zone so long ago. */
    String ago(String span) {
        String[] parts = span.split(" ", 2);
        return "CURRENT_TIMESTAMP - INTERVAL '" + parts[0] + "' " + parts[1];
    }

    /** A table of the numbers x from one to the other. */
    String series(int from, int to) {
        return (postgres ? "generate_series(" : "SYSTEM_RANGE(") + from + ", " + to + ") "
                + (postgres ? "AS t(x)" : "");
    }

    String timestamptz() {
        return "TIMESTAMP WITH TIME ZONE";
    }
}
