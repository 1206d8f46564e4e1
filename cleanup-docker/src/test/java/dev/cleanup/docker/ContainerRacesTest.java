package dev.cleanup.docker;

import static com.github.dockerjava.transport.DockerHttpClient.Request.Method.DELETE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupTask;
import dev.cleanup.Leftover;
import dev.cleanup.RunStatus;
import dev.cleanup.SurveyRequest;
import dev.cleanup.TaskRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What others do to a container between the look at it and its removal. */
@NeedsDocker
class ContainerRacesTest {
    private static final String OWNER = "owner";

    private final Docker docker;

    ContainerRacesTest(Docker docker) {
        this.docker = docker;
    }

    @Test
    void a_container_that_ran_again_since_the_plan_stays() {
        String again = docker.created();
        String still = docker.created();

        TaskRun run = Runs.planThenApply(docker.containers().build(), () -> docker.startAndWait(again));

        assertThat(docker.there()).containsExactly(again);
        assertThat(run.tally().removed()).isEqualTo(1);
        assertThat(run.tally().skipped()).isEqualTo(1);
        assertThat(Runs.reason(run, again)).startsWith("changed meanwhile");
        assertThat(Runs.reason(run, still)).isEmpty();
    }

    @Test
    void a_new_container_of_the_same_name_stays() {
        String name = "name-" + docker.mark();
        String old = docker.created(container -> container.withName(name));
        AtomicReference<String> young = new AtomicReference<>();

        TaskRun run = Runs.planThenApply(docker.containers().build(), () -> {
            docker.client().removeContainerCmd(old).exec();
            young.set(docker.created(container -> container.withName(name)));
        });

        assertThat(docker.there()).containsExactly(young.get());
        assertThat(run.tally().removed()).isZero();
        assertThat(Runs.reason(run, old)).isEqualTo("gone meanwhile");
    }

    @Test
    void a_container_that_somebody_else_removed_since_the_plan_is_not_counted() {
        String other = docker.created();
        docker.created();

        TaskRun run = Runs.planThenApply(
                docker.containers().build(),
                () -> docker.client().removeContainerCmd(other).exec());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tally().removed()).isEqualTo(1);
        assertThat(run.tally().skipped()).isEqualTo(1);
        assertThat(docker.there()).isEmpty();
    }

    @Test
    void a_container_that_ran_again_since_the_batch_looked_stays() throws Exception {
        String again = docker.created(container -> container.withLabels(docker.labels(OWNER, "1")));

        BatchResult result = removeAfterLook(again, () -> docker.startAndWait(again));

        assertSparedAsChanged(result, again);
    }

    /** By another name it may be no longer one of the task's. */
    @Test
    void a_container_that_was_renamed_since_the_batch_looked_stays() throws Exception {
        String renamed = docker.created(container -> container.withLabels(docker.labels(OWNER, "1")));

        BatchResult result = removeAfterLook(renamed, () -> docker.client()
                .renameContainerCmd(renamed)
                .withName("hold-" + docker.mark())
                .exec());

        assertSparedAsChanged(result, renamed);
    }

    /** The owners are asked after each container was inspected: what happens then, only the second look can see. */
    private BatchResult removeAfterLook(String id, Runnable change) throws Exception {
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        CleanupTask task = docker.containers()
                .ownerLabel(OWNER)
                .allowNoOwners()
                .activeOwners(ids -> {
                    meanwhile.getAndSet(() -> {}).run();
                    return Set.of();
                })
                .build();
        Instant asOf = task.survey(new SurveyRequest(Instant.now(), 1)).asOf();
        meanwhile.set(change);
        return task.removeBatch(new BatchRequest(asOf, 1, Optional.empty(), Optional.of(List.of(id))));
    }

    private void assertSparedAsChanged(BatchResult result, String id) {
        assertThat(docker.there()).containsExactly(id);
        assertThat(result.removed()).isZero();
        assertThat(result.leftovers()).containsExactly(Leftover.skipped(id, "changed meanwhile"));
    }

    /** The last moment of all: only the engine can say no, and does so as long as nothing is forced. */
    @Test
    void a_container_that_is_started_right_before_its_removal_stays() {
        String started = docker.created(container -> container.withCmd("sleep", "3600"));
        DockerEngine engine = docker.engineBefore(
                DELETE, path -> docker.client().startContainerCmd(started).exec());

        TaskRun run = Runs.execute(docker.containers(engine).build());

        assertThat(docker.state(started)).isEqualTo("running");
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tally().skipped()).isEqualTo(1);
        assertThat(Runs.reason(run, started))
                .startsWith("the engine answered 409: ")
                .contains("running");
    }

    @Test
    void a_container_that_is_gone_right_before_its_removal_is_no_failure() {
        String gone = docker.created();
        DockerEngine engine = docker.engineBefore(
                DELETE, path -> docker.client().removeContainerCmd(gone).exec());

        TaskRun run = Runs.execute(docker.containers(engine).build());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tally().failed()).isZero();
        assertThat(docker.there()).isEmpty();
    }
}
