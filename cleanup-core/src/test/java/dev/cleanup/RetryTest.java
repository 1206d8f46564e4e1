package dev.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupStatus.BreakerState;
import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.Services;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class RetryTest {
    @RegisterExtension
    final Services services = new Services();

    private final FakeTask bots = FakeTask.of("bots", 25);
    private final FakeTask results = FakeTask.of("results", 3);

    @Test
    void a_batch_that_fails_for_a_passing_reason_is_tried_again() {
        bots.removing(request -> {
            if (bots.batches.size() < 3) {
                throw passing("lock not granted");
            }
            return bots.take(request);
        });

        CleanupRun run = services.of(bots).run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.task("bots").orElseThrow().tally().removed()).isEqualTo(25);
        assertThat(bots.batches).hasSize(5);
        assertThat(bots.batches.get(0)).isEqualTo(bots.batches.get(2));
    }

    @Test
    void a_batch_is_tried_as_often_as_configured_and_no_more() {
        bots.removing(request -> {
            throw passing("connection lost");
        });

        CleanupRun run = services.open(
                        services.builder(bots, results).retry(4, Duration.ofMillis(1), Duration.ofMillis(2)))
                .run(RunRequest.execute());

        assertThat(bots.batches).hasSize(4);
        assertThat(run.task("bots").orElseThrow().status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).isEqualTo("bots: connection lost");
        assertThat(run.task("results").orElseThrow().tally().removed()).isEqualTo(3);
    }

    @Test
    void one_attempt_means_no_second() {
        bots.removing(request -> {
            throw passing("connection lost");
        });

        services.open(services.builder(bots).retry(1, Duration.ofMillis(1), Duration.ofMillis(2)))
                .run(RunRequest.execute());

        assertThat(bots.batches).hasSize(1);
    }

    @Test
    void a_survey_is_tried_again_also_after_an_io_failure() {
        bots.surveying(request -> {
            if (bots.surveys.size() == 1) {
                throw new IOException("connection reset");
            }
            if (bots.surveys.size() == 2) {
                throw passing("connection lost");
            }
            return bots.look(request);
        });

        assertThat(services.of(bots).run(RunRequest.execute()).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bots.surveys).hasSize(3);
    }

    static Stream<Throwable> lastingFailures() {
        return Stream.of(
                new Exception("permission denied"),
                new IllegalStateException("bug"),
                new CleanupException("refused by the task"),
                new StackOverflowError("deep"),
                new NoClassDefFoundError("gone"),
                new AssertionError("wrong"));
    }

    @ParameterizedTest
    @MethodSource("lastingFailures")
    void a_survey_that_fails_for_good_is_not_tried_again(Throwable failure) {
        bots.surveying(request -> {
            throw sneaky(failure);
        });

        CleanupRun run = services.of(bots, results).run(RunRequest.execute());

        assertThat(bots.surveys).hasSize(1);
        assertThat(run.task("bots").orElseThrow().status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).contains(failure.getMessage());
        assertThat(results.items).isEmpty();
    }

    @ParameterizedTest
    @MethodSource({"lastingFailures", "ioFailure"})
    void a_batch_that_fails_for_good_is_not_tried_again(Throwable failure) {
        bots.removing(request -> {
            throw sneaky(failure);
        });

        CleanupService service = services.of(bots, results);
        CleanupRun run = service.run(RunRequest.execute());

        assertThat(bots.batches).hasSize(1);
        assertThat(run.task("bots").orElseThrow().status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.task("bots").orElseThrow().tally()).isEqualTo(Tally.NONE);
        assertThat(run.reason()).contains(failure.getMessage());
        assertThat(results.items).isEmpty();
        assertThat(service.status().tasks().get(0).breaker()).isEqualTo(BreakerState.CLOSED);
    }

    static Stream<Throwable> ioFailure() {
        return Stream.of(new IOException("nobody knows how far it got"));
    }

    @Test
    void the_breaker_opens_and_the_next_run_probes_once_and_fails() {
        CleanupService service = services.of(bots, results);
        bots.surveying(request -> {
            throw passing("database is down");
        });

        service.run(RunRequest.execute());
        assertThat(bots.surveys).hasSize(3);
        assertThat(service.status().tasks())
                .extracting(CleanupStatus.TaskStatus::breaker)
                .containsExactly(BreakerState.OPEN, BreakerState.CLOSED);

        CleanupRun second = service.run(RunRequest.execute());
        assertThat(bots.surveys).hasSize(4);
        assertThat(second.reason()).isEqualTo("bots: circuit breaker open after database is down");
        assertThat(service.status().tasks().get(0).breaker()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void the_breaker_closes_when_the_probe_of_the_next_run_works() {
        CleanupService service = services.of(bots);
        bots.surveying(request -> {
            if (bots.surveys.size() <= 3) {
                throw passing("database is down");
            }
            return bots.look(request);
        });
        assertThat(service.run(RunRequest.execute()).status()).isEqualTo(RunStatus.FAILED);

        CleanupRun second = service.run(RunRequest.execute());

        assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bots.items).isEmpty();
        assertThat(service.status().tasks().get(0).breaker()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void a_plan_probes_an_open_breaker_too() {
        CleanupService service = services.of(bots);
        CleanupRun plan = service.run(RunRequest.dryRun());
        bots.removing(request -> {
            throw passing("database is down");
        });
        service.run(RunRequest.execute());
        bots.removing(bots::take);

        assertThat(service.run(RunRequest.apply(plan.id())).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bots.items).isEmpty();
    }

    @Test
    void failures_with_successes_in_between_do_not_open_the_breaker() {
        bots.batchSize(1).removing(request -> {
            if (bots.batches.size() % 3 != 0) {
                throw passing("lock not granted");
            }
            return bots.take(request);
        });

        CleanupRun run = services.of(bots).run(RunRequest.execute());

        assertThat(run.task("bots").orElseThrow().tally().removed()).isEqualTo(25);
        assertThat(bots.batches).hasSize(75);
    }

    @Test
    void a_survey_that_hangs_is_interrupted_and_the_next_task_is_still_cleaned() {
        CountDownLatch never = new CountDownLatch(1);
        bots.surveying(request -> {
            never.await();
            return bots.look(request);
        });

        CleanupRun run = services.open(services.builder(bots, results).callTimeout(Duration.ofMillis(100)))
                .run(RunRequest.execute());

        assertThat(run.task("bots").orElseThrow().status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.task("bots").orElseThrow().reason()).startsWith("no answer within");
        assertThat(run.task("results").orElseThrow().tally().removed()).isEqualTo(3);
        assertThat(bots.surveys).hasSize(1);
    }

    private static TransientFailureException passing(String message) {
        return new TransientFailureException(message, new IOException("cause"));
    }

    private static Exception sneaky(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (Exception) failure;
    }
}
