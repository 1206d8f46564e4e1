package dev.cleanup.docker;

import static com.github.dockerjava.transport.DockerHttpClient.Request.Method.DELETE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleanup.CleanupTask;
import dev.cleanup.Explanation;
import dev.cleanup.RunStatus;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** One container in each state that an engine can be made to show at will. */
@NeedsDocker
class ContainerStatesTest {
    private static final String[] MANY_FILES = {"sh", "-c", "cd /tmp && seq 200000 | xargs touch"};

    private final Docker docker;

    ContainerStatesTest(Docker docker) {
        this.docker = docker;
    }

    @Test
    void only_containers_that_were_never_started_or_have_ended_go() {
        String created = docker.created();
        String exited = docker.exited();
        String failed = docker.exited(container -> container.withCmd("false"));
        String running = docker.running();
        String paused = docker.running();
        docker.client().pauseContainerCmd(paused).exec();

        TaskRun run = Runs.execute(docker.containers().build());

        assertThat(Runs.found(run)).containsExactlyInAnyOrder(created, exited, failed);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tally().removed()).isEqualTo(3);
        assertThat(docker.there()).containsExactlyInAnyOrder(running, paused);
        docker.client().unpauseContainerCmd(paused).exec();
    }

    /** Between two starts it runs no more than a stopped one does. */
    @Test
    void a_container_that_is_about_to_be_started_again_stays() throws Exception {
        String restarting =
                docker.created(container -> Docker.restartedAlways(container).withCmd("false"));
        docker.client().startContainerCmd(restarting).exec();
        docker.awaitState(restarting, "restarting");

        Explanation explanation =
                docker.containers().build().explain(restarting, Instant.now()).orElseThrow();

        assertThat(explanation.answer()).isEqualTo(Explanation.Answer.KEPT);
        assertThat(Runs.execute(docker.containers().build()).eligible()).isZero();
        assertThat(docker.there()).containsExactly(restarting);
    }

    /** So many files take the engine a while to remove. */
    @Test
    void a_container_that_somebody_else_is_removing_is_left_to_that_and_not_counted() {
        String leaving = docker.exited(container -> container.withCmd(MANY_FILES));
        String other = docker.created();
        Queue<String> removals = new ConcurrentLinkedQueue<>();
        DockerEngine engine = docker.engineBefore(DELETE, path -> removals.add(path + " " + docker.state(leaving)));
        CleanupTask task = docker.containers(engine).build();
        assertThat(Runs.found(Runs.plan(task))).containsExactlyInAnyOrder(leaving, other);
        CompletableFuture<Void> removal =
                CompletableFuture.runAsync(docker.client().removeContainerCmd(leaving)::exec);
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> docker.state(leaving).equals("removing"));

        TaskRun run = Runs.execute(task);

        assertThat(Runs.found(run)).containsExactly(other);
        assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0));
        // The last thing that the run asked for, while the other was still being removed.
        assertThat(removals)
                .singleElement()
                .satisfies(line -> assertThat(line).contains(other).endsWith(" removing"));
        removal.join();
        assertThat(docker.there()).isEmpty();
    }

    /** Its removal began after it was planned; lists of newer engines go on telling what it was before. */
    @Test
    void a_container_that_somebody_else_began_to_remove_since_the_plan_is_left_to_that() {
        String leaving = docker.exited(container -> container.withCmd(MANY_FILES));
        AtomicReference<CompletableFuture<Void>> removal = new AtomicReference<>();

        TaskRun run = Runs.planThenApply(docker.containers().build(), () -> {
            removal.set(CompletableFuture.runAsync(docker.client().removeContainerCmd(leaving)::exec));
            await().pollInterval(Duration.ofMillis(10))
                    .until(() -> docker.state(leaving).equals("removing"));
        });

        assertThat(run.tally()).isEqualTo(new Tally(0, 1, 0, 0));
        assertThat(Runs.reason(run, leaving)).isEqualTo("changed meanwhile: it is removing");
        removal.get().join();
    }

    @Test
    void a_container_of_Testcontainers_stays_while_it_runs_and_goes_afterwards() {
        try (GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(Docker.IMAGE))
                .withImagePullPolicy(image -> false)
                .withLabels(docker.labels())
                .withCommand("sleep", "3600")) {
            container.start();
            String id = container.getContainerId();

            assertThat(Runs.execute(docker.containers().build()).eligible()).isZero();

            docker.client().killContainerCmd(id).exec();
            docker.awaitState(id, "exited");
            assertThat(Runs.found(Runs.execute(docker.containers().build()))).isEqualTo(Set.of(id));
            assertThat(docker.there()).isEmpty();
        }
    }
}
