package dev.cleanup.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two demos that are started at the same moment on one empty PostgreSQL: they share the schedule, the history and the plans, and one carries on when
 * the other dies.
 */
@Timeout(300)
class TwoNodesIT {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final List<CompletableFuture<DemoProcess>> nodes = new ArrayList<>();

    @TempDir
    File directory;

    private EmbeddedPostgres postgres;

    @BeforeEach
    void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterEach
    void stop() throws IOException {
        nodes.forEach(node ->
                node.handle((up, failure) -> Optional.ofNullable(up)).join().ifPresent(DemoProcess::close));
        postgres.close();
    }

    private CompletableFuture<DemoProcess> node(String name, String url) {
        Map<String, String> environment =
                Map.of("NODE", name, "PORT", "0", "DATABASE_URL", url, "DATABASE_USER", "postgres");
        CompletableFuture<DemoProcess> node = CompletableFuture.supplyAsync(() -> {
            try {
                return DemoProcess.start(directory, environment);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
        nodes.add(node);
        return node;
    }

    private static void makeDue(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE cleanup_schedule SET execution_time = now()");
        }
    }

    /** The newest run of the schedule that has ended, as this node tells it; empty when there is none. */
    private static String nodeOfScheduledRun(DemoProcess asked) throws Exception {
        return asked.client().get("/admin/cleanup/history").getJsonArray("runs").getValuesAs(JsonObject.class).stream()
                .filter(run -> run.getString("requestedBy").equals("schedule"))
                .filter(run -> run.getString("status").equals("SUCCEEDED"))
                .map(run -> run.getString("node"))
                .findFirst()
                .orElse("");
    }

    @Test
    void one_is_killed_and_the_other_carries_on() throws Exception {
        String url = postgres.getJdbcUrl("postgres", "postgres");
        CompletableFuture<DemoProcess> first = node("one", url);
        CompletableFuture<DemoProcess> second = node("two", url);
        DemoProcess one = first.join();
        DemoProcess two = second.join();
        assertThat(one.client().status().getString("nextRun"))
                .isEqualTo(two.client().status().getString("nextRun"));

        String plan = one.client().post("?dry_run=true").getString("id");
        JsonObject applied = two.client().post("?dry_run=false&plan=" + plan);
        assertThat(applied.getString("status")).isEqualTo("SUCCEEDED");
        assertThat(applied.getString("node")).isEqualTo("two");

        one.process().destroyForcibly().waitFor();
        makeDue(url);

        await().atMost(A_MINUTE).until(() -> nodeOfScheduledRun(two).equals("two"));
        assertThat(two.client().status().getString("nextRun")).isNotBlank();
    }
}
