package dev.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.FakeTicker;
import dev.cleanup.fixtures.Services;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(10)
class BatchListenerTest {
    @RegisterExtension
    final Services services = new Services();

    private final FakeTicker ticker = new FakeTicker(services.clock);
    private final FakeTask bots = FakeTask.of("bots", 12);
    private final List<String> told = new ArrayList<>();

    private final CleanupListener listener = new CleanupListener() {
        @Override
        public void batchEnded(CleanupRun run, String task, BatchResult batch, Duration took) {
            long soFar = run.task(task).orElseThrow().tally().removed();
            told.add(task + " " + batch.removed() + " of " + soFar + " in " + took.toMillis() + " ms");
        }

        @Override
        public void taskEnded(CleanupRun run, TaskRun task) {
            told.add(task.task() + " " + task.status());
        }
    };

    private CleanupRun run(RunRequest request) {
        return services.open(services.builder(bots)
                        .ticker(ticker)
                        .clock(services.clock)
                        .listener(listener))
                .run(request);
    }

    @Test
    void each_batch_is_told_with_its_result_and_how_long_the_task_took() {
        bots.removing(request -> {
            ticker.pass(Duration.ofMillis(30));
            return bots.take(request);
        });

        run(RunRequest.execute());

        assertThat(told).containsExactly("bots 10 of 10 in 30 ms", "bots 2 of 12 in 30 ms", "bots SUCCEEDED");
    }

    @Test
    void an_attempt_that_failed_is_not_told_and_its_time_is_not_counted() {
        bots.removing(request -> {
            ticker.pass(Duration.ofMillis(30));
            if (bots.batches.size() == 1) {
                throw new TransientFailureException("locked", new IllegalStateException());
            }
            return bots.take(request);
        });

        run(RunRequest.execute());

        assertThat(told).containsExactly("bots 10 of 10 in 30 ms", "bots 2 of 12 in 30 ms", "bots SUCCEEDED");
    }

    @Test
    void a_dry_run_has_no_batches() {
        run(RunRequest.dryRun());

        assertThat(told).containsExactly("bots SUCCEEDED");
    }

    @Test
    void a_listener_that_throws_keeps_no_batch_from_going() {
        CleanupService service = services.open(services.builder(bots).listener(new CleanupListener() {
            @Override
            public void batchEnded(CleanupRun run, String task, BatchResult batch, Duration took) {
                throw new IllegalStateException("listener");
            }
        }));

        assertThat(service.run(RunRequest.execute()).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bots.items).isEmpty();
    }
}
