package dev.cleanup;

import static dev.cleanup.fixtures.Services.runAside;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.Gate;
import dev.cleanup.fixtures.Services;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two services share a history, as on two nodes; the one that is asked to stop a run is not the one that does it. */
@Timeout(30)
class StopElsewhereTest {
    @RegisterExtension
    final Services services = new Services();

    private final Gate gate = new Gate();
    private final FakeTask bots = FakeTask.of("bots", 25);
    private final CleanupService service = services.of(bots);
    private final CleanupService other = services.of(FakeTask.of("bots", 25));

    private String underWay() {
        return service.status().current().orElseThrow().id();
    }

    private void awaitStopping() {
        while (service.status().current().orElseThrow().status() != RunStatus.STOPPING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_stop_reaches_the_service_that_runs_before_its_next_batch() {
        bots.removing(gate.atBatch(bots::take));
        CompletableFuture<CleanupRun> run = runAside(service, RunRequest.execute());
        gate.awaitArrival();

        assertThat(other.stop(underWay(), "on-call\n")).isTrue();
        awaitStopping();
        gate.open();

        assertThat(run.join().status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run.join().reason()).isEqualTo("bots: stopped by on-call");
        assertThat(bots.batches).hasSize(1);
    }

    @Test
    void a_stop_during_the_survey_is_heeded_before_the_first_removal() {
        bots.surveying(request -> {
            assertThat(other.stop(underWay(), "on-call")).isTrue();
            return bots.look(request);
        });

        CleanupRun run = service.run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(bots.batches).isEmpty();
    }

    @Test
    void a_run_that_was_given_up_for_dead_stops_when_its_node_learns_of_it() {
        bots.removing(gate.atBatch(bots::take));
        CompletableFuture<CleanupRun> run = runAside(service, RunRequest.execute());
        gate.awaitArrival();

        services.history.stopRequested(() -> Optional.of("given up"));
        awaitStopping();
        gate.open();

        assertThat(run.join().status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run.join().task("bots").orElseThrow().reason()).isEqualTo("given up");
        assertThat(run.join().task("bots").orElseThrow().tally().removed()).isEqualTo(10);
        assertThat(bots.batches).hasSize(1);
    }

    @Test
    void a_store_that_cannot_say_whether_to_stop_before_the_first_removal_means_that_nothing_is_removed() {
        bots.surveying(request -> {
            services.history.stopRequested(() -> {
                throw new IllegalStateException("database is down");
            });
            return bots.look(request);
        });

        CleanupRun run = service.run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).contains("database is down");
        assertThat(bots.batches).isEmpty();
        assertThat(services.history.find(run.id())).contains(run);
    }

    @Test
    void a_run_that_has_ended_or_that_nobody_knows_cannot_be_stopped() {
        CleanupRun ended = service.run(RunRequest.dryRun());

        assertThat(other.stop(ended.id(), "on-call")).isFalse();
        assertThat(other.stop("nowhere", "on-call")).isFalse();
    }

    @Test
    void a_stop_of_one_run_lets_others_be() {
        bots.surveying(request -> {
            services.history.save(new CleanupRun(
                    "elsewhere",
                    RunMode.EXECUTE,
                    RunStatus.RUNNING,
                    Optional.empty(),
                    "test",
                    "",
                    services.clock.instant(),
                    services.clock.instant(),
                    Optional.empty(),
                    List.of()));
            assertThat(other.stop("elsewhere", "on-call")).isTrue();
            return bots.look(request);
        });

        assertThat(service.run(RunRequest.execute()).status()).isEqualTo(RunStatus.SUCCEEDED);
    }
}
