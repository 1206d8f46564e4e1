package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cleanup.CleanupService;
import dev.cleanup.Removal;
import dev.cleanup.RunInProgressException;
import dev.cleanup.RunRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Nodes in processes of their own, on PostgreSQL. With {@code -Dcleanup.test.defaults} at the default heartbeat, which takes a minute. */
class DyingNodeTest {
    private static final Duration HEARTBEAT = Boolean.getBoolean("cleanup.test.defaults")
            ? ClusterSchedulerBuilder.DEFAULT_HEARTBEAT
            : Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final TestDatabase db = TestDatabase.postgres();
    private final AtomicInteger removed = new AtomicInteger();

    private CleanupService here() {
        return NodeProcess.service(db.url, "here", HEARTBEAT, item -> {
            removed.incrementAndGet();
            return Removal.removed();
        });
    }

    private void makeDue() {
        db.execute("UPDATE cleanup_schedule SET execution_time = " + db.ago("1 MINUTE"));
    }

    @Test
    void what_a_killed_node_was_running_another_node_runs_within_a_minute() throws Exception {
        try (NodeProcess other = NodeProcess.start(db.url, "other", HEARTBEAT);
                CleanupService service = here()) {
            await().atMost(PATIENCE).until(() -> other.said("started"));
            makeDue();
            await().atMost(PATIENCE).until(() -> other.said("removing"));
            service.start();
            assertThatThrownBy(() -> service.run(RunRequest.execute()))
                    .isInstanceOf(RunInProgressException.class)
                    .hasMessageContaining("on node other");

            long killed = System.nanoTime();
            other.signal("KILL");

            await().atMost(A_MINUTE).until(() -> removed.get() == 3);
            System.out.printf(
                    "taken over after %d ms at a heartbeat of %s%n",
                    (System.nanoTime() - killed) / 1_000_000, HEARTBEAT);
            await().atMost(PATIENCE)
                    .until(() -> service.latest(1).get(0).status().ended());
            assertThat(service.latest(1).get(0).requestedBy()).isEqualTo(CleanupService.SCHEDULE);
        }
    }

    @Test
    void a_node_that_was_stopped_for_too_long_ends_its_run_when_it_wakes() throws Exception {
        try (NodeProcess other = NodeProcess.start(db.url, "other", HEARTBEAT);
                CleanupService service = here()) {
            await().atMost(PATIENCE).until(() -> other.said("started"));
            makeDue();
            await().atMost(PATIENCE).until(() -> other.said("removing"));
            service.start();

            other.signal("STOP");
            await().atMost(A_MINUTE).until(() -> removed.get() == 3);
            other.signal("CONT");

            String awake = "SELECT node FROM cleanup_nodes WHERE node = 'other' AND alive_until > clock_timestamp()";
            await().atMost(PATIENCE).until(() -> !db.texts(awake).isEmpty());
            await().atMost(PATIENCE).until(() -> {
                other.goOn();
                return other.said("STOPPED");
            });
            assertThat(other.lines())
                    .anyMatch(line -> line.contains("another node has taken over") || line.contains("was not reached"));
            assertThat(db.texts("SELECT picked FROM cleanup_schedule")).containsExactly("f");
        }
    }
}
