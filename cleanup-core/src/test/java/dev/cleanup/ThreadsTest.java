package dev.cleanup;

import static dev.cleanup.fixtures.Services.runAside;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.Gate;
import dev.cleanup.fixtures.Services;
import dev.cleanup.schedule.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class ThreadsTest {
    private static final String NAME = "threads-test";

    @RegisterExtension
    final Services services = new Services();

    private final FakeTask bots = FakeTask.of("bots", 25);

    @Test
    void a_service_has_no_threads_before_it_runs() {
        services.open(services.builder(bots).name(NAME).schedule(Schedule.every(Duration.ofHours(6))));

        assertThat(threads()).isEmpty();
    }

    @Test
    void a_run_has_two_daemon_threads_however_many_batches_and_tasks_it_has() {
        Gate gate = new Gate();
        FakeTask results = FakeTask.of("results", 1);
        results.removing(gate.atBatch(results::take));
        CleanupService service =
                services.open(services.builder(bots.batchSize(1), results).name(NAME));
        CompletableFuture<CleanupRun> run = runAside(service, RunRequest.execute());
        gate.awaitArrival();

        assertThat(threads())
                .hasSize(2)
                .allMatch(Thread::isDaemon)
                .extracting(Thread::getName)
                .containsExactlyInAnyOrder(NAME + "-run", NAME + "-recorder");
        gate.open();
        run.join();
    }

    @Test
    void many_runs_use_the_same_threads() {
        CleanupService service = services.open(services.builder(bots).name(NAME));
        for (int i = 0; i < 50; i++) {
            service.run(RunRequest.dryRun());
        }

        assertThat(threads()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void the_threads_end_with_the_service() {
        CleanupService service = services.open(services.builder(bots).name(NAME));
        service.run(RunRequest.execute());

        service.close();

        Awaitility.await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void the_threads_end_also_when_the_service_is_closed_by_its_own_run() {
        AtomicReference<CleanupService> service = new AtomicReference<>();
        service.set(services.open(services.builder(bots).name(NAME).listener(new CleanupListener() {
            @Override
            public void runEnded(CleanupRun run) {
                service.get().close();
            }
        })));

        service.get().run(RunRequest.execute());

        Awaitility.await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(NAME))
                .toList();
    }
}
