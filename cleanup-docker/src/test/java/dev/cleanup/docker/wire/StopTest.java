package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.RunHandle;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.Tally;
import dev.cleanup.docker.AsIfOutside;
import dev.cleanup.docker.DockerCleanup;
import dev.cleanup.docker.DockerEngine;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Stop, close and interrupts in the middle of a batch: once close has returned, no removal reaches the engine. */
@Timeout(60)
class StopTest {
    private static final Duration A_WHILE = Duration.ofMillis(500);

    @RegisterExtension
    final Wired wired = new Wired();

    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    private static Thread runThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("wire-stop-run"))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until the run's thread has taken notice of the interrupt and waits for its batch again. */
    private static void interrupt(Thread thread) {
        thread.interrupt();
        while (thread.isInterrupted() || thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private Answer gate(Asked asked) {
        arrived.countDown();
        try {
            opened.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return wired.docker.itself(asked);
    }

    private CleanupService service() {
        return wired.open(wired.service(wired.containers().build()).name("wire-stop"));
    }

    private static CompletableFuture<CleanupRun> ended(RunHandle run) {
        return CompletableFuture.supplyAsync(run::await);
    }

    @Test
    void close_waits_for_the_batch_and_after_it_returned_no_removal_arrives() throws Exception {
        List<FakeContainer> containers = wired.docker.add(10);
        wired.docker.on("DELETE /containers/" + containers.get(2).id(), this::gate);
        CleanupService service = service();
        CompletableFuture<CleanupRun> run = ended(service.begin(RunRequest.execute()));
        arrived.await();

        CompletableFuture<Integer> atReturn = CompletableFuture.supplyAsync(() -> {
            service.close();
            return wired.changing().size();
        });
        Awaitility.await().until(() -> service.status().current().orElseThrow().status() == RunStatus.STOPPING);
        assertThat(atReturn).isNotDone();
        opened.countDown();

        assertThat(atReturn.join()).isEqualTo(10);
        assertThat(run.join().task("containers").orElseThrow().tally()).isEqualTo(new Tally(10, 0, 0, 0));
        Awaitility.await().during(A_WHILE).until(() -> wired.changing().size() == 10);
    }

    @Test
    void an_interrupt_lets_the_removal_under_way_end_and_begins_no_other() throws Exception {
        List<FakeContainer> containers = wired.docker.add(10);
        wired.docker.on("DELETE /containers/" + containers.get(2).id(), this::gate);
        CompletableFuture<CleanupRun> run = ended(service().begin(RunRequest.execute()));
        arrived.await();
        Thread thread = runThread();

        interrupt(thread);
        assertThat(run).isNotDone();
        opened.countDown();

        CleanupRun ended = run.join();
        assertThat(ended.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(ended.task("containers").orElseThrow().tally()).isEqualTo(new Tally(3, 7, 0, 0));
        assertThat(ended.task("containers").orElseThrow().leftovers())
                .allSatisfy(left -> assertThat(left.reason()).isEqualTo("not tried: interrupted"));
        assertThat(wired.docker.removed()).hasSize(3);
        Awaitility.await().during(A_WHILE).until(() -> wired.changing().size() == 3);
    }

    @Test
    void an_interrupt_during_the_last_look_at_a_container_spares_it() throws Exception {
        String id = wired.docker.add(1).get(0).id();
        wired.docker.on("GET /containers/" + id + "/json", wired.docker::itself);
        wired.docker.on("GET /containers/" + id + "/json", this::gate);
        CompletableFuture<CleanupRun> run = ended(service().begin(RunRequest.execute()));
        arrived.await();

        interrupt(runThread());
        opened.countDown();

        assertThat(run.join().status()).isEqualTo(RunStatus.STOPPED);
        assertThat(wired.changing()).isEmpty();
    }

    @Test
    void an_interrupt_during_the_survey_stops_the_run() throws Exception {
        wired.docker.add(3);
        wired.docker.on("GET /containers/json", this::gate);
        CompletableFuture<CleanupRun> run = ended(service().begin(RunRequest.execute()));
        arrived.await();

        runThread().interrupt();

        assertThat(run.join().status()).isEqualTo(RunStatus.STOPPED);
        opened.countDown();
        assertThat(wired.changing()).isEmpty();
    }

    @Test
    void a_stop_takes_effect_before_the_next_batch() throws Exception {
        List<FakeContainer> containers = wired.docker.add(250);
        String first =
                containers.stream().map(FakeContainer::id).sorted().findFirst().orElseThrow();
        wired.docker.on("DELETE /containers/" + first, this::gate);
        CleanupService service = service();
        RunHandle handle = service.begin(RunRequest.execute());
        CompletableFuture<CleanupRun> run = ended(handle);
        arrived.await();

        service.stop(handle.current().id(), "on-call");
        opened.countDown();

        assertThat(run.join().status()).isEqualTo(RunStatus.STOPPED);
        assertThat(wired.docker.removed()).hasSize(200);
    }

    @Test
    void an_engine_that_was_closed_by_the_application_is_not_asked_any_more() {
        wired.docker.add(1);
        DockerEngine client = wired.client().build();
        CleanupTask task = AsIfOutside.of(DockerCleanup.containers(client))
                .label("app", "bot")
                .policy(RetentionPolicy.keepFor("1h"))
                .build();
        client.close();

        assertThat(wired.execute(task).reason()).contains("was closed by the application");
        assertThat(wired.lines()).isEmpty();
    }
}
