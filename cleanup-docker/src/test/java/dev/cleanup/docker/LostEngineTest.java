package dev.cleanup.docker;

import static com.github.dockerjava.transport.DockerHttpClient.Request.Method.DELETE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An engine that ends, or hangs, while a run is under way. No run lasts much longer than its calls may. */
@NeedsOwnEngine
@Timeout(120)
class LostEngineTest {
    private static final int MANY = 20;
    private static final int SOME = 10;

    /** A removal, the look at what became of it, and the look at all of them, each with some time to spare. */
    private static final Duration LONGEST = OwnEngine.CALL_TIMEOUT.multipliedBy(10);

    private final OwnEngine engine;
    private final Docker docker;

    LostEngineTest(OwnEngine engine) {
        this.engine = engine;
        this.docker = engine.docker();
    }

    @BeforeEach
    void make() {
        IntStream.range(0, MANY).forEach(index -> docker.created());
    }

    @AfterEach
    void restore() {
        engine.restore();
        docker.close();
    }

    @Test
    void an_engine_that_crashes_in_the_middle_of_a_removal_fails_the_task_with_true_counts() {
        CleanupRun run = run(docker.containers(afterSomeRemovals(engine::crash)).build());

        engine.start();
        assertTrueCounts(run);
        assertNextRunSucceeds();
    }

    @Test
    void an_engine_that_hangs_in_the_middle_of_a_removal_fails_the_task_with_true_counts() {
        CleanupRun run = run(docker.containers(afterSomeRemovals(engine::pause)).build());

        engine.resume();
        assertTrueCounts(run);
        assertNextRunSucceeds();
    }

    @Test
    void an_engine_that_hangs_from_the_beginning_fails_its_task_only() {
        engine.pause();
        CleanupRun run = run(docker.containers().build());

        engine.resume();
        assertFailed(run, "did not answer GET /_ping within 1000 ms");
        assertNextRunSucceeds();
    }

    @Test
    void an_engine_that_is_not_there_fails_its_task_only() {
        engine.crash();
        CleanupRun run = run(docker.containers().build());

        engine.start();
        assertFailed(run, "no answer from a Docker engine at unix://");
        assertNextRunSucceeds();
    }

    @Test
    void a_run_after_the_engine_was_started_anew_succeeds() {
        Runs.plan(docker.containers().build());
        engine.crash();
        engine.start();

        assertNextRunSucceeds();
    }

    private DockerEngine afterSomeRemovals(Runnable happens) {
        AtomicInteger removals = new AtomicInteger();
        return docker.engineBefore(DELETE, path -> {
            if (removals.incrementAndGet() == SOME) {
                happens.run();
            }
        });
    }

    /** Beside it there is a task for something else. */
    private CleanupRun run(CleanupTask task) {
        CleanupTask other = CleanupTask.ofResources("other", List::of, RetentionPolicy.keepFor("1h"), resource -> null);
        long start = System.nanoTime();
        try (CleanupService service = CleanupService.builder()
                .task(task)
                .task(other)
                .retry(1, Duration.ofMillis(1), Duration.ofMillis(2))
                .build()) {
            return service.run(RunRequest.execute());
        } finally {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
        }
    }

    private void assertTrueCounts(CleanupRun run) {
        TaskRun part = assertFailed(run, "");
        long gone = (long) MANY - docker.there().size();
        assertThat(gone)
                .as("gone, where %s", part.tally())
                .isBetween(
                        part.tally().removed(),
                        part.tally().removed() + part.tally().unknown());
    }

    private static TaskRun assertFailed(CleanupRun run, String reason) {
        TaskRun part = run.task("containers").orElseThrow();
        assertThat(part.status()).isEqualTo(RunStatus.FAILED);
        assertThat(part.reason()).contains(reason);
        assertThat(run.task("other").orElseThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
        return part;
    }

    private void assertNextRunSucceeds() {
        TaskRun next = Runs.execute(docker.containers().build());

        assertThat(next.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(docker.there()).isEmpty();
    }
}
