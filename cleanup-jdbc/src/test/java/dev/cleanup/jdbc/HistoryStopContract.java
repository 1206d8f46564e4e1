package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.RunHandle;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two services on two connections share a history. */
@Timeout(120)
abstract class HistoryStopContract extends HistoryContract {
    private final Semaphore steps = new Semaphore(0);

    private static CleanupService service(JdbcHistoryStore history, Steps.Step step) {
        return CleanupService.builder().task(new Steps(step)).history(history).build();
    }

    @Test
    void a_stop_that_another_node_asks_for_is_heeded_before_the_next_batch() {
        try (CleanupService runs = service(store(), () -> steps.tryAcquire(60, TimeUnit.SECONDS));
                CleanupService asks = service(another(), () -> {})) {
            RunHandle run = runs.begin(RunRequest.execute());
            String id = run.current().id();
            steps.release(2);
            await().until(() -> removed(run.current()) == 2);

            assertThat(asks.stop(id, "on-call")).isTrue();
            assertThat(asks.find(id)).map(CleanupRun::status).contains(RunStatus.STOPPING);
            await().atMost(Duration.ofSeconds(30)).until(() -> run.current().status() == RunStatus.STOPPING);
            steps.release(10);

            assertThat(run.await().status()).isEqualTo(RunStatus.STOPPED);
            assertThat(run.await().reason()).isEqualTo("steps: stopped by on-call");
            assertThat(removed(run.await())).isEqualTo(3);
            assertThat(asks.find(id).orElseThrow().status()).isEqualTo(RunStatus.STOPPED);
            assertThat(asks.stop(id, "on-call")).isFalse();
        }
    }

    private static long removed(CleanupRun run) {
        return run.tasks().stream().mapToLong(task -> task.tally().removed()).sum();
    }

    @Test
    void a_plan_outlives_the_service_that_made_it_and_is_applied_once() {
        CleanupRun plan;
        try (CleanupService before = service(store(), () -> {})) {
            plan = before.run(RunRequest.dryRun());
        }
        try (CleanupService after = service(another(), () -> {})) {
            assertThat(after.latest(1)).extracting(CleanupRun::id).containsExactly(plan.id());

            CleanupRun done = after.run(RunRequest.apply(plan.id()));

            assertThat(done.reason()).isEmpty();
            assertThat(removed(done)).isEqualTo(Steps.ITEMS);
            assertThat(after.run(RunRequest.apply(plan.id())).reason())
                    .isEqualTo("the plan has been applied already; take a new dry run");
        }
    }
}
