package dev.cleanup.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@NeedsDocker
class ManyContainersTest {
    private static final int MANY = 500;

    private final Docker docker;

    ManyContainersTest(Docker docker) {
        this.docker = docker;
    }

    @Test
    void a_plan_of_hundreds_of_containers_is_applied_to_each_of_them_and_no_other() {
        IntStream.range(0, MANY).parallel().forEach(index -> docker.created());
        String later = docker.created(container -> container);

        TaskRun run = Runs.planThenApply(
                docker.containers().build(),
                () -> docker.client().startContainerCmd(later).exec());

        assertThat(run.eligible()).isEqualTo(MANY + 1);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tally().removed()).isEqualTo(MANY);
        assertThat(docker.there()).containsExactly(later);
    }
}
