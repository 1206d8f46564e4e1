package dev.cleanup.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.Explanation;
import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** One container in each state that an engine can be made to show at will. */
@NeedsDocker
class ContainerStatesTest {
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
