package dev.cleanup;

import static dev.cleanup.fixtures.MutableClock.START;
import static dev.cleanup.fixtures.Services.runAside;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.Gate;
import dev.cleanup.fixtures.RecordingHistory;
import dev.cleanup.fixtures.Services;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class RecordTest {
    @RegisterExtension
    final Services services = new Services();

    private final FakeTask bots = FakeTask.of("bots", 25);
    private final CleanupService service = services.of(bots);

    @Test
    void a_record_with_cutoff_and_counts_is_saved_before_the_first_removal() {
        bots.removing(request -> {
            CleanupRun saved = services.history.latest(1).get(0);
            assertThat(saved.status()).isEqualTo(RunStatus.RUNNING);
            assertThat(saved.requestedBy()).isEqualTo("on-call");
            assertThat(saved.mode()).isEqualTo(RunMode.EXECUTE);
            assertThat(saved.task("bots").orElseThrow().eligible()).isEqualTo(25);
            assertThat(saved.task("bots").orElseThrow().survey().orElseThrow().asOf())
                    .isEqualTo(START);
            return bots.take(request);
        });

        CleanupRun run = service.run(RunRequest.execute().requestedBy("on-call"));

        assertThat(run.reason()).isEmpty();
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void an_end_that_cannot_be_saved_is_saved_when_the_history_is_back() {
        RecordingHistory history = new RecordingHistory();
        AtomicInteger attempts = new AtomicInteger();
        history.beforeSave(run -> {
            if (run.status().ended() && attempts.incrementAndGet() <= 4) {
                throw new IllegalStateException("away");
            }
        });
        try (CleanupService other =
                CleanupService.builder().task(bots).history(history).build()) {
            CleanupRun run = other.run(RunRequest.execute());

            await().atMost(Duration.ofSeconds(20)).until(() -> history.latest(1).equals(List.of(run)));
            assertThat(attempts).hasValue(5);
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void the_record_tells_the_whole_run() {
        bots.stuck.add("item-0002");
        bots.removing(request -> {
            services.clock.advance(Duration.ofSeconds(3));
            return bots.take(request);
        });

        CleanupRun run = service.run(RunRequest.execute().requestedBy("on-call"));

        assertThat(service.find(run.id())).contains(run);
        assertThat(service.latest(1)).containsExactly(run);
        assertThat(run.startedAt()).isEqualTo(START);
        assertThat(run.finishedAt()).contains(START.plusSeconds(9));
        assertThat(run.updatedAt()).isEqualTo(START.plusSeconds(9));
        assertThat(run.plan()).isEmpty();
        assertThat(run.task("bots").orElseThrow().tally()).isEqualTo(new Tally(24, 0, 1, 0));
        assertThat(run.task("bots").orElseThrow().rule()).isEqualTo("fake items");
    }

    @Test
    void a_history_that_fails_at_the_start_means_that_nothing_is_removed() {
        services.history.beforeSave(run -> {
            throw new IllegalStateException("database is down");
        });

        assertThatThrownBy(() -> service.run(RunRequest.execute()))
                .isInstanceOf(CleanupException.class)
                .hasMessage("the run cannot be recorded: IllegalStateException: database is down");
        assertThat(bots.surveys).isEmpty();
        assertThat(bots.batches).isEmpty();

        services.history.beforeSave(run -> {});
        assertThat(service.run(RunRequest.execute()).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_history_that_fails_before_the_first_removal_means_that_nothing_is_removed() {
        services.history.beforeSave(run -> {
            if (!run.tasks().isEmpty() && !run.status().ended()) {
                throw new IllegalStateException("database is down");
            }
        });

        CleanupRun run = service.run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).contains("the run cannot be recorded");
        assertThat(bots.batches).isEmpty();
        assertThat(services.history.find(run.id())).contains(run);
    }

    @Test
    void a_history_that_fails_at_the_end_does_not_lose_the_answer() {
        services.history.beforeSave(run -> {
            if (run.status().ended()) {
                throw new IllegalStateException("database is down");
            }
        });

        CleanupRun run = service.run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.task("bots").orElseThrow().tally().removed()).isEqualTo(25);
        assertThat(services.log()).contains("its end was not saved");
    }

    @Test
    void the_end_of_a_run_is_saved_at_the_second_attempt_too() {
        CountDownLatch attempts = new CountDownLatch(2);
        services.history.beforeSave(run -> {
            if (run.status().ended()) {
                attempts.countDown();
                if (attempts.getCount() > 0) {
                    throw new StackOverflowError("deep");
                }
            }
        });

        CleanupRun run = service.run(RunRequest.execute());

        assertThat(services.history.find(run.id())).contains(run);
    }

    @Test
    void a_run_is_saved_again_and_again_while_it_goes_on_also_when_a_save_fails() throws Exception {
        CountDownLatch savesDuringTheBatch = new CountDownLatch(3);
        bots.removing(request -> {
            if (bots.batches.size() == 2) {
                services.history.beforeSave(run -> {
                    savesDuringTheBatch.countDown();
                    if (savesDuringTheBatch.getCount() == 2) {
                        throw new StackOverflowError("the store fails once");
                    }
                });
                assertThat(savesDuringTheBatch.await(20, TimeUnit.SECONDS)).isTrue();
            }
            return bots.take(request);
        });

        CleanupRun run = service.run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(services.history.saves)
                .filteredOn(saved -> !saved.status().ended())
                .anyMatch(saved -> saved.task("bots")
                        .map(task -> task.tally().removed() == 10)
                        .orElse(false));
        assertThat(services.history.find(run.id())).contains(run);
    }

    @Test
    void a_run_is_saved_also_while_the_service_is_closing() throws Exception {
        CountDownLatch saved = new CountDownLatch(1);
        Gate gate = new Gate();
        bots.removing(gate.atBatch(request -> {
            services.history.beforeSave(run -> saved.countDown());
            assertThat(saved.await(20, TimeUnit.SECONDS)).isTrue();
            return bots.take(request);
        }));
        CompletableFuture<CleanupRun> run = runAside(service, RunRequest.execute());
        gate.awaitArrival();

        CompletableFuture<Void> close = CompletableFuture.runAsync(service::close);
        while (service.status().current().orElseThrow().status() != RunStatus.STOPPING) {
            Thread.onSpinWait();
        }
        gate.open();

        assertThat(run.join().status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run.join().task("bots").orElseThrow().tally().removed()).isEqualTo(10);
        close.get(20, TimeUnit.SECONDS);
    }

    @Test
    void a_run_under_way_can_be_watched() {
        Gate gate = new Gate();
        bots.removing(request -> {
            if (bots.batches.size() == 2) {
                gate.pass();
            }
            return bots.take(request);
        });
        CompletableFuture<CleanupRun> run = runAside(service, RunRequest.execute());
        gate.awaitArrival();

        CleanupRun now = service.status().current().orElseThrow();
        assertThat(now.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(now.finishedAt()).isEmpty();
        assertThat(now.task("bots").orElseThrow().tally().removed()).isEqualTo(10);
        assertThat(service.find(now.id())).map(CleanupRun::id).contains(now.id());
        gate.open();

        assertThat(run.join().id()).isEqualTo(now.id());
        assertThat(service.status().current()).isEmpty();
    }
}
