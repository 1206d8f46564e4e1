package dev.cleanup;

import static dev.cleanup.fixtures.Services.runAside;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.Gate;
import dev.cleanup.fixtures.Services;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class StopTest {
    @RegisterExtension
    final Services services = new Services();

    private final Gate gate = new Gate();
    private final FakeTask bots = FakeTask.of("bots", 25);
    private final FakeTask results = FakeTask.of("results", 3);
    private final CleanupService service = services.of(bots, results);

    @Test
    void a_stop_takes_effect_before_a_batch_is_tried_again() {
        CleanupService[] service = new CleanupService[1];
        bots.removing(request -> {
            String run = service[0].status().current().orElseThrow().id();
            service[0].stop(run, "on-call");
            throw new TransientFailureException("not now", new IllegalStateException());
        });
        service[0] = services.of(bots);

        CleanupRun run = service[0].run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run.reason()).contains("stopped by on-call");
        assertThat(bots.batches).hasSize(1);
    }

    @Test
    void a_stop_takes_effect_before_the_next_batch() {
        bots.removing(gate.atBatch(bots::take));
        CompletableFuture<CleanupRun> run = runAside(service, RunRequest.execute());
        gate.awaitArrival();
        String id = service.status().current().orElseThrow().id();

        assertThat(service.stop(id, "on-call")).isTrue();
        assertThat(service.find(id)).map(CleanupRun::status).contains(RunStatus.STOPPING);
        gate.open();

        CleanupRun ended = run.join();
        assertThat(ended.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(ended.reason()).isEqualTo("bots: stopped by on-call; results: stopped by on-call");
        assertThat(ended.task("bots").orElseThrow().tally()).isEqualTo(new Tally(10, 0, 0, 0));
        assertThat(bots.batches).hasSize(1);
        assertThat(results.batches).isEmpty();
        assertThat(service.find(id)).contains(ended);
    }

    @Test
    void the_first_to_stop_a_run_stays_the_reason() {
        bots.removing(gate.atBatch(bots::take));
        CompletableFuture<CleanupRun> run = runAside(service, RunRequest.execute());
        gate.awaitArrival();
        String id = service.status().current().orElseThrow().id();

        service.stop(id, "first\n");
        service.stop(id, "second");
        gate.open();

        assertThat(run.join().task("bots").orElseThrow().reason()).isEqualTo("stopped by first");
    }

    @Test
    void a_stop_during_the_survey_removes_nothing() {
        bots.surveying(request -> {
            service.stop(service.status().current().orElseThrow().id(), "on-call");
            return bots.look(request);
        });

        CleanupRun run = service.run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(results.surveys).isEmpty();
        assertThat(bots.batches).isEmpty();
    }

    @Test
    void a_dry_run_that_was_stopped_says_so() {
        bots.surveying(request -> {
            service.stop(service.status().current().orElseThrow().id(), "on-call");
            return bots.look(request);
        });

        CleanupRun run = service.run(RunRequest.dryRun());

        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run.reason()).isEqualTo("stopped by on-call");
    }

    @Test
    void a_run_that_is_not_under_way_cannot_be_stopped() {
        CleanupRun ended = service.run(RunRequest.dryRun());

        assertThat(service.stop(ended.id(), "on-call")).isFalse();
        assertThat(service.stop("nowhere", "on-call")).isFalse();
    }

    @Test
    void a_stop_of_another_run_lets_this_one_be() {
        bots.removing(request -> {
            assertThat(service.stop("nowhere", "on-call")).isFalse();
            return bots.take(request);
        });

        assertThat(service.run(RunRequest.execute()).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_second_run_is_refused_while_one_is_under_way() {
        bots.removing(gate.atBatch(bots::take));
        CompletableFuture<CleanupRun> run = runAside(service, RunRequest.execute());
        gate.awaitArrival();
        String id = service.status().current().orElseThrow().id();

        assertThatThrownBy(() -> service.run(RunRequest.dryRun()))
                .isInstanceOf(RunInProgressException.class)
                .hasMessageContaining(id)
                .extracting(failure -> ((RunInProgressException) failure).runId())
                .isEqualTo(id);
        gate.open();

        assertThat(run.join().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(service.run(RunRequest.dryRun()).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void an_interrupt_of_the_waiting_caller_stops_the_run_and_keeps_the_flag() throws Exception {
        AtomicReference<CleanupRun> run = new AtomicReference<>();
        AtomicBoolean flag = new AtomicBoolean();
        Thread caller = new Thread(() -> {
            run.set(service.run(RunRequest.execute()));
            flag.set(Thread.currentThread().isInterrupted());
        });
        bots.removing(request -> {
            caller.interrupt();
            while (service.status().current().orElseThrow().status() != RunStatus.STOPPING) {
                Thread.onSpinWait();
            }
            return bots.take(request);
        });

        caller.start();
        caller.join();

        assertThat(flag).isTrue();
        assertThat(run.get().status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run.get().task("bots").orElseThrow().reason()).isEqualTo("interrupted");
        assertThat(run.get().task("bots").orElseThrow().tally().removed()).isEqualTo(10);
        assertThat(bots.batches).hasSize(1);
    }

    @Test
    void the_deadline_ends_a_run_before_its_next_batch() {
        CleanupService brief = services.open(services.builder(bots, results).runDeadline(Duration.ofMinutes(5)));
        bots.removing(request -> {
            services.clock.advance(Duration.ofMinutes(3));
            return bots.take(request);
        });

        CleanupRun run = brief.run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run.task("bots").orElseThrow().reason())
                .isEqualTo("the run's deadline came at 2026-03-10T12:05:00Z");
        assertThat(bots.batches).hasSize(2);
        assertThat(results.batches).isEmpty();
    }

    @Test
    void the_deadline_ends_surveys_too() {
        CleanupService brief = services.open(services.builder(bots, results).runDeadline(Duration.ofMinutes(5)));
        bots.surveying(request -> {
            services.clock.advance(Duration.ofMinutes(6));
            return bots.look(request);
        });

        assertThat(brief.run(RunRequest.execute()).status()).isEqualTo(RunStatus.STOPPED);
        assertThat(results.surveys).isEmpty();
        assertThat(bots.batches).isEmpty();
    }
}
