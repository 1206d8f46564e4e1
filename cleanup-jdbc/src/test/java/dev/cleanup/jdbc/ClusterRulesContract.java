package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.Removal;
import dev.cleanup.RunHandle;
import dev.cleanup.RunInProgressException;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.history.HistoryStore;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole services on several nodes, with other rules and beside each other. */
abstract class ClusterRulesContract extends ClusterContract {
    private static final Schedule HOURLY = Schedule.every(Duration.ofHours(1));

    private final HistoryStore history = HistoryStore.inMemory();
    private final Latch gate = new Latch();

    private CleanupService service(String node, String kept) {
        return service(node, kept, InstantSource.system());
    }

    private CleanupService service(String node, String kept, InstantSource clock) {
        CleanupService service = opened(CleanupService.builder()
                .name("bots")
                .node(node)
                .clock(clock)
                .history(history)
                .task(CleanupTask.ofResources(
                        "files", List::of, RetentionPolicy.keepFor(kept), file -> Removal.removed()))
                .task(CleanupTask.ofResources(
                        "gated",
                        () -> {
                            gate.pass();
                            return List.of();
                        },
                        RetentionPolicy.keepFor("7d"),
                        file -> Removal.removed()))
                .schedule(HOURLY)
                .scheduler(builder().build())
                .build());
        service.start();
        return service;
    }

    private static List<String> disagreements(CleanupService service) {
        return service.status().tasks().get(0).disagreements();
    }

    @Test
    void nodes_with_the_same_rules_have_nothing_to_say() {
        CleanupService a = service("a", "7d");
        CleanupService b = service("b", "7d");

        CleanupRun run = b.run(RunRequest.dryRun().only("files"));

        assertThat(run.node()).isEqualTo("b");
        assertThat(run.task("files").orElseThrow().survey().orElseThrow().notices())
                .isEmpty();
        assertThat(disagreements(a)).isEmpty();
    }

    @Test
    void while_nodes_have_different_rules_runs_and_status_say_so_on_both() {
        CleanupService old = service("old", "7d");
        CleanupService upgraded = service("new", "30d");

        CleanupRun run = upgraded.run(RunRequest.dryRun().only("files"));

        assertThat(run.task("files").orElseThrow().survey().orElseThrow().notices())
                .singleElement()
                .asString()
                .startsWith("node old has another rule for this task: ")
                .contains("keep 7d");
        assertThat(disagreements(upgraded)).hasSize(1);
        await().atMost(PATIENCE).until(() -> !disagreements(old).isEmpty());
        assertThat(disagreements(old)).singleElement().asString().contains("node new", "keep 30d");
        assertThat(upgraded.status().tasks().get(1).disagreements()).isEmpty();

        old.close();

        await().atMost(PATIENCE).until(() -> disagreements(upgraded).isEmpty());
    }

    @Test
    void a_node_that_died_with_another_rule_is_forgotten() {
        CleanupService service = service("new", "30d");
        db.execute("INSERT INTO cleanup_nodes (service, instance, task, node, rule, alive_until) VALUES"
                + " ('bots', 'old/1', 'files', 'old', 'keep for ever', "
                + (db.postgres ? "clock_timestamp()" : "CURRENT_TIMESTAMP") + " + INTERVAL '4' SECOND)");
        await().atMost(PATIENCE).until(() -> !disagreements(service).isEmpty());

        await().atMost(PATIENCE).until(() -> disagreements(service).isEmpty());
    }

    @Test
    void a_node_whose_rows_were_removed_makes_itself_known_again() {
        CleanupService old = service("old", "7d");
        db.execute("DELETE FROM cleanup_nodes");
        CleanupService upgraded = service("new", "30d");

        await().atMost(PATIENCE).until(() -> !disagreements(upgraded).isEmpty());
        assertThat(disagreements(old)).isNotNull();
    }

    @Test
    void a_run_by_hand_is_refused_while_another_node_runs_one_of_its_tasks() throws Exception {
        CleanupService a = service("a", "7d");
        CleanupService b = service("b", "7d");
        RunHandle running = a.begin(RunRequest.dryRun().only("gated"));
        gate.awaitArrival();

        assertThatThrownBy(() -> b.run(RunRequest.execute()))
                .isInstanceOfSatisfying(RunInProgressException.class, busy -> assertThat(busy.runId())
                        .isEqualTo(running.current().id()))
                .hasMessageContaining("on node a");
        assertThat(b.run(RunRequest.execute().only("files")).status()).isEqualTo(RunStatus.SUCCEEDED);

        gate.open();
        running.await();
        assertThat(b.run(RunRequest.execute()).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_scheduled_run_takes_its_tasks_on_all_nodes() throws Exception {
        CleanupService a = service("a", "7d");
        CleanupService b = service("b", "7d");
        db.execute("UPDATE cleanup_schedule SET execution_time = " + db.ago("1 MINUTE"));
        gate.awaitArrival();
        boolean onA = a.status().current().isPresent();
        CleanupService idle = onA ? b : a;

        assertThatThrownBy(() -> idle.run(RunRequest.dryRun()))
                .isInstanceOf(RunInProgressException.class)
                .hasMessageContaining(onA ? "on node a" : "on node b");

        gate.open();
        await().atMost(PATIENCE).until(() -> history.latest(1).get(0).status().ended());
        assertThat(history.latest(10))
                .singleElement()
                .extracting(CleanupRun::requestedBy)
                .isEqualTo(CleanupService.SCHEDULE);
        await().atMost(PATIENCE)
                .until(() -> a.status().nextRun().equals(b.status().nextRun()));
    }

    @Test
    void nodes_whose_clocks_are_minutes_apart_run_each_time_once() {
        gate.open();
        InstantSource ahead = () -> Instant.now().plus(Duration.ofMinutes(7));
        InstantSource behind = () -> Instant.now().minus(Duration.ofMinutes(7));
        CleanupService a = service("ahead", "7d", ahead);
        CleanupService b = service("behind", "7d", behind);
        assertThat(a.status().nextRun()).isEqualTo(b.status().nextRun());

        db.execute("UPDATE cleanup_schedule SET execution_time = " + db.ago("1 MINUTE"));

        await().atMost(PATIENCE)
                .until(() -> !history.latest(1).isEmpty()
                        && history.latest(1).get(0).status().ended());
        await().during(HEARTBEAT.multipliedBy(3))
                .atMost(PATIENCE)
                .until(() -> history.latest(10).size() == 1);
        assertThat(a.run(RunRequest.dryRun()).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(b.run(RunRequest.dryRun()).status()).isEqualTo(RunStatus.SUCCEEDED);
    }
}
