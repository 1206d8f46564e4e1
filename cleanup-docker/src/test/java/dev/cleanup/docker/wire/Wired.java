package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupServiceBuilder;
import dev.cleanup.CleanupTask;
import dev.cleanup.RunRequest;
import dev.cleanup.TaskRun;
import dev.cleanup.docker.AsIfOutside;
import dev.cleanup.docker.ContainersBuilder;
import dev.cleanup.docker.DockerBuilder;
import dev.cleanup.docker.DockerCleanup;
import dev.cleanup.docker.DockerEngine;
import dev.cleanup.docker.DockerEngineBuilder;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.testkit.MutableClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An engine in memory on a wire of its own, with tasks and services that talk to it one request after the other. After each test all of it is
 * closed; a request that nobody expected fails the test, and the log is shown when it failed.
 */
final class Wired implements BeforeEachCallback, AfterEachCallback {
    final FakeDocker docker = new FakeDocker();
    final FakeEngine engine = FakeEngine.unix(docker);
    final MutableClock clock = MutableClock.at(FakeDocker.NOW);

    private final List<FakeEngine> engines = new ArrayList<>(List.of(engine));
    private final Deque<AutoCloseable> open = new ArrayDeque<>(List.of(engine));
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    /** Closed after the test. */
    <T extends AutoCloseable> T open(T closeable) {
        open.push(closeable);
        return closeable;
    }

    /** Another engine, whose answers are held to the same. */
    FakeEngine open(FakeEngine another) {
        engines.add(another);
        open.push(another);
        return another;
    }

    /** Talks to the engine; a call may take a second, and there is one at a time. */
    DockerEngineBuilder client() {
        return client(engine);
    }

    DockerEngineBuilder client(FakeEngine to) {
        return DockerEngine.builder()
                .host(to.host())
                .concurrency(1)
                .callTimeout(Duration.ofSeconds(5))
                .deadline(Duration.ofSeconds(20));
    }

    /** A task for the containers labelled {@code app=bot}, once they have been stopped for an hour. */
    ContainersBuilder containers() {
        return containers(client());
    }

    ContainersBuilder containers(DockerEngineBuilder client) {
        return AsIfOutside.of(DockerCleanup.containers(open(client.build())))
                .label("app", "bot")
                .policy(RetentionPolicy.keepFor("1h"));
    }

    /** Tasks for other kinds than containers, over the same wire. */
    <B extends DockerBuilder<B>> B other(Function<DockerEngine, B> kind) {
        return AsIfOutside.of(kind.apply(open(client().build()))).policy(RetentionPolicy.keepFor("1h"));
    }

    CleanupServiceBuilder service(CleanupTask... tasks) {
        CleanupServiceBuilder builder =
                CleanupService.builder().clock(clock).retry(3, Duration.ofMillis(1), Duration.ofMillis(2));
        for (CleanupTask task : tasks) {
            builder.task(task);
        }
        return builder;
    }

    CleanupService open(CleanupServiceBuilder builder) {
        return open(builder.build());
    }

    /** One run that removes. */
    TaskRun execute(CleanupTask task) {
        return run(task, RunRequest.execute());
    }

    TaskRun dryRun(CleanupTask task) {
        return run(task, RunRequest.dryRun());
    }

    private TaskRun run(CleanupTask task, RunRequest request) {
        CleanupRun run = open(service(task)).run(request);
        return run.task(task.name()).orElseThrow();
    }

    /** The requests so far, to the letter. */
    List<String> lines() {
        return lines(engine);
    }

    static List<String> lines(FakeEngine engine) {
        return engine.asked().stream().map(Asked::line).toList();
    }

    /** Those of them that are no GET. */
    List<String> changing() {
        return engine.asked().stream().filter(Asked::removes).map(Asked::line).toList();
    }

    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        try {
            while (!open.isEmpty()) {
                open.pop().close();
            }
            assertThat(docker.unexpected()).as("requests that nobody expected").isEmpty();
            assertThat(engines.stream().flatMap(one -> one.failures().stream()))
                    .as("what answers threw")
                    .isEmpty();
        } finally {
            System.setErr(before);
            context.getExecutionException().ifPresent(failure -> System.err.println(log()));
        }
    }
}
