package dev.cleanup;

import static dev.cleanup.fixtures.Services.runAside;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.Gate;
import dev.cleanup.fixtures.Services;
import dev.cleanup.schedule.Schedule;
import dev.cleanup.schedule.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class CloseTest {
    @RegisterExtension
    final Services services = new Services();

    private final Gate gate = new Gate();
    private final FakeTask bots = FakeTask.of("bots", 25);
    private final CleanupService service = services.of(bots);

    @Test
    void close_waits_for_the_batch_under_way_and_nothing_is_removed_after_it_returned() {
        bots.removing(gate.atBatch(bots::take));
        CompletableFuture<CleanupRun> run = runAside(service, RunRequest.execute());
        gate.awaitArrival();
        CompletableFuture<Integer> leftAfterClose = CompletableFuture.supplyAsync(() -> {
            service.close();
            return bots.items.size();
        });
        Awaitility.await().until(() -> service.status().current().orElseThrow().status() == RunStatus.STOPPING);
        assertThat(leftAfterClose).isNotDone();

        gate.open();

        assertThat(leftAfterClose.join()).isEqualTo(15);
        assertThat(run.join().status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run.join().task("bots").orElseThrow().reason()).isEqualTo("the service was closed");
        assertThat(bots.items).hasSize(15);
    }

    @Test
    void an_interrupted_close_interrupts_the_batch_and_keeps_the_flag() throws Exception {
        bots.removing(gate.atBatch(bots::take));
        CompletableFuture<CleanupRun> run = runAside(service, RunRequest.execute());
        gate.awaitArrival();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread closer = new Thread(() -> {
            service.close();
            flag.complete(Thread.currentThread().isInterrupted());
        });

        closer.start();
        closer.interrupt();
        closer.join();

        assertThat(flag.join()).isTrue();
        assertThat(run.join().status()).isEqualTo(RunStatus.STOPPED);
        assertThat(bots.items).hasSize(25);
    }

    @Test
    void an_interrupted_run_is_still_recorded_to_its_end() {
        services.history.beforeSave(run -> {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("no connection for an interrupted thread");
            }
        });
        bots.removing(request -> {
            Thread.currentThread().interrupt();
            return bots.take(request);
        });

        CleanupRun run = service.run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(services.history.find(run.id())).contains(run);
    }

    @Test
    void a_close_from_a_listener_stops_the_run_without_a_deadlock() {
        AtomicReference<CleanupService> closed = new AtomicReference<>();
        FakeTask results = FakeTask.of("results", 3);
        CleanupListener closer = new CleanupListener() {
            @Override
            public void taskEnded(CleanupRun run, TaskRun task) {
                closed.get().close();
            }
        };
        closed.set(services.open(services.builder(bots, results).listener(closer)));

        CleanupRun run = closed.get().run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(bots.items).isEmpty();
        assertThat(results.items).hasSize(3);
        assertThat(services.history.find(run.id())).contains(run);
    }

    @Test
    void a_close_while_the_run_is_being_recorded_first_does_not_leave_it_running_for_ever() {
        services.history.beforeSave(run -> service.close());

        CleanupRun run = service.run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(services.history.find(run.id())).contains(run);
        assertThat(bots.items).hasSize(25);
    }

    @Test
    void a_closed_service_runs_nothing() {
        service.close();
        service.close();

        assertThatThrownBy(() -> service.run(RunRequest.execute()))
                .isInstanceOf(CleanupException.class)
                .hasMessage("the service cleanup is closed");
        assertThat(bots.surveys).isEmpty();
        assertThat(service.status().nextRun()).isEmpty();
    }

    @Test
    void close_ends_the_schedule() {
        CleanupService scheduled = services.open(services.builder(bots).schedule(Schedule.every(Duration.ofHours(6))));
        scheduled.start();
        assertThat(scheduled.status().nextRun()).isPresent();

        scheduled.close();

        assertThat(scheduled.status().nextRun()).isEmpty();
    }

    @Test
    void a_scheduler_that_cannot_be_closed_does_not_keep_the_engine_open() {
        Scheduler broken = new Scheduler() {
            @Override
            public void start(Schedule schedule, Instant from, Runnable job) {}

            @Override
            public Optional<Instant> nextRun() {
                return Optional.empty();
            }

            @Override
            public void close() {
                throw new IllegalStateException("scheduler");
            }
        };
        CleanupService half = services.builder(bots).scheduler(broken).build();

        assertThatThrownBy(half::close).hasMessage("scheduler");

        assertThatThrownBy(() -> half.run(RunRequest.execute())).hasMessageContaining("is closed");
    }
}
