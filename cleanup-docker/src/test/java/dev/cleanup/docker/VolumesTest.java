package dev.cleanup.docker;

import static com.github.dockerjava.transport.DockerHttpClient.Request.Method.DELETE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleanup.CleanupTask;
import dev.cleanup.TaskRun;
import dev.cleanup.retention.RetentionPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;

@NeedsDocker
class VolumesTest {
    private final Docker docker;

    VolumesTest(Docker docker) {
        this.docker = docker;
    }

    @Test
    void volumes_without_a_name_of_their_own_go_and_named_ones_stay() {
        String anonymous = docker.volume();
        String named = docker.volume("named-" + docker.mark());

        TaskRun run = Runs.execute(known(volumes()));

        assertThat(Runs.found(run)).containsExactly(anonymous);
        assertThat(docker.volumes()).containsExactly(named);
    }

    @Test
    void what_the_first_look_of_a_process_finds_counts_as_having_come_then() {
        String volume = docker.volume();
        CleanupTask task = volumes().build();

        assertThat(Runs.execute(task).eligible()).isZero();
        assertThat(Runs.found(Runs.execute(task))).containsExactly(volume);
    }

    @Test
    void named_volumes_go_on_request() {
        docker.volume();
        docker.volume("named-" + docker.mark());

        TaskRun run = Runs.execute(known(volumes().includeNamed()));

        assertThat(run.tally().removed()).isEqualTo(2);
        assertThat(docker.volumes()).isEmpty();
    }

    @Test
    void a_volume_stays_while_a_container_has_it_stopped_or_not() {
        String used = docker.volume();
        String container = docker.createdWith(used);
        String unused = docker.volume();

        TaskRun run = Runs.execute(known(volumes()));

        assertThat(Runs.found(run)).containsExactly(unused);
        assertThat(docker.volumes()).containsExactly(used);
        docker.client().removeContainerCmd(container).exec();
        Runs.execute(known(volumes()));
        assertThat(docker.volumes()).isEmpty();
    }

    @Test
    void volumes_without_the_label_or_with_another_value_stay() {
        String goes = docker.client()
                .createVolumeCmd()
                .withLabels(docker.labels("app", "bot"))
                .exec()
                .getName();
        String other = docker.client()
                .createVolumeCmd()
                .withLabels(docker.labels("app", "bots"))
                .exec()
                .getName();
        String without = docker.volume();

        TaskRun run = Runs.execute(known(volumes().label("app", "bot")));

        assertThat(Runs.found(run)).containsExactly(goes);
        assertThat(run.survey().orElseThrow().population()).as("population").hasValue(1);
        assertThat(docker.volumes()).containsExactlyInAnyOrder(other, without);
    }

    @Test
    void young_volumes_stay() {
        docker.volume();

        assertThat(Runs.execute(known(volumes().policy(RetentionPolicy.keepFor("1h"))))
                        .eligible())
                .isZero();
        assertThat(docker.volumes()).hasSize(1);
    }

    @Test
    void a_volume_that_a_container_gets_right_before_its_removal_stays() {
        String volume = docker.volume();
        DockerEngine engine = docker.engineBefore(DELETE, path -> docker.createdWith(volume));

        TaskRun run = Runs.execute(known(docker.volumesTask(engine)));

        assertThat(docker.volumes()).containsExactly(volume);
        assertThat(run.tally().skipped()).isEqualTo(1);
        assertThat(Runs.reason(run, volume)).startsWith("the engine answered 409: ");
    }

    @Test
    void a_volume_that_was_made_anew_under_the_same_name_stays() {
        String name = "named-" + docker.mark();
        docker.volume(name);

        TaskRun run = Runs.planThenApply(known(volumes().includeNamed()), () -> {
            // The engine dates volumes to the second.
            long planned = docker.engine().check().getEpochSecond();
            await().until(() -> docker.engine().check().getEpochSecond() > planned);
            docker.client().removeVolumeCmd(name).exec();
            docker.client()
                    .createVolumeCmd()
                    .withName(name)
                    .withLabels(Map.of(Docker.LABEL, docker.mark(), "hold", "true"))
                    .exec();
        });

        assertThat(run.tally().removed()).isZero();
        assertThat(docker.volumes()).containsExactly(name);
    }

    @Test
    void a_volume_gives_back_the_room_of_its_files() {
        String volume = docker.volume();
        docker.startAndWait(docker.createdWith(volume, Docker::writing));
        docker.removeContainers();

        TaskRun run = Runs.execute(known(volumes()));

        assertThat(docker.volumes()).isEmpty();
        assertThat(run.tally().bytes()).isGreaterThanOrEqualTo(Docker.WRITTEN);
    }

    private static CleanupTask known(VolumesBuilder builder) {
        return new LookedBefore(builder.build());
    }

    private VolumesBuilder volumes() {
        return docker.volumesTask(docker.engine());
    }
}
