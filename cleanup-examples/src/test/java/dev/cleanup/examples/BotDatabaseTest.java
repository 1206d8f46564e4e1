package dev.cleanup.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.cleanup.ConfigurationException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two demos that are started on an empty database at the same moment. */
@Timeout(120)
class BotDatabaseTest {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private EmbeddedPostgres postgres;
    private CompletableFuture<HikariDataSource> opened =
            CompletableFuture.failedFuture(new IllegalStateException("not begun"));

    @BeforeEach
    void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterEach
    void stop() throws IOException {
        if (!opened.isCompletedExceptionally()) {
            opened.join().close();
        }
        postgres.close();
    }

    private HikariDataSource open() {
        return BotDatabase.open(DemoSettings.fromEnvironment(
                Map.of("DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"), "DATABASE_USER", "postgres")));
    }

    /** Another demo that has found the database empty, and waits for what this one has begun. */
    private CompletableFuture<HikariDataSource> openWhile(Statement begun) throws SQLException {
        begun.getConnection().setAutoCommit(false);
        begun.execute("CREATE TABLE bots (id VARCHAR(40) PRIMARY KEY)");
        CompletableFuture<HikariDataSource> other = CompletableFuture.supplyAsync(this::open);
        opened = other;
        await().atMost(A_MINUTE).until(() -> other.isDone() || isWaiting());
        assertThat(other).isNotDone();
        return other;
    }

    private boolean isWaiting() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet waiting = statement.executeQuery(
                        "SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'")) {
            return waiting.next();
        }
    }

    @Test
    void the_one_that_is_late_uses_the_tables_of_the_other() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement first = connection.createStatement()) {
            CompletableFuture<HikariDataSource> other = openWhile(first);
            first.execute("CREATE TABLE results (id BIGINT PRIMARY KEY)");
            connection.commit();

            assertThat(other).succeedsWithin(A_MINUTE);
            try (ResultSet count = first.executeQuery("SELECT count(*) FROM bots, results")) {
                count.next();
                assertThat(count.getInt(1)).isZero();
            }
        }
    }

    @Test
    void tables_of_somebody_else_that_come_meanwhile_are_no_tables_of_a_demo() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement first = connection.createStatement()) {
            CompletableFuture<HikariDataSource> other = openWhile(first);
            connection.commit();

            assertThat(other)
                    .failsWithin(A_MINUTE)
                    .withThrowableThat()
                    .withCauseInstanceOf(ConfigurationException.class)
                    .withMessageContaining("its schema has tables, but not both bots and results");
        }
    }
}
