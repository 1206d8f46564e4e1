package dev.cleanup.docker;

import static com.github.dockerjava.transport.DockerHttpClient.Request.Method.DELETE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.cleanup.CleanupTask;
import dev.cleanup.Explanation;
import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@NeedsDocker
class ImagesTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Docker docker;

    ImagesTest(Docker docker) {
        this.docker = docker;
    }

    @Test
    void images_without_a_name_go_and_those_with_one_stay() {
        List<String> ids = docker.images(List.of(EmptyImage.built(HOUR), named("kept:1")));

        TaskRun run = Runs.execute(images().build());

        assertThat(Runs.found(run)).containsExactly(ids.get(0));
        assertThat(docker.images()).containsExactly(ids.get(1));
    }

    @Test
    void images_with_a_name_go_on_request_except_those_with_several() {
        List<String> ids = docker.images(
                List.of(EmptyImage.built(HOUR), named("one:1"), named("two:1", "two:2"), named("three:1", "four:1")));
        Set<String> several = Set.copyOf(ids.subList(2, 4));

        TaskRun run = Runs.execute(images().unused().build());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tally().removed()).isEqualTo(2);
        assertThat(run.leftovers()).isEmpty();
        assertThat(docker.images()).isEqualTo(several);
    }

    @Test
    void images_without_the_label_stay() throws Exception {
        String base = docker.client().inspectImageCmd(Docker.IMAGE).exec().getId();
        docker.images(1, HOUR);

        TaskRun run = Runs.plan(images().unused().build());
        Explanation explanation =
                images().unused().build().explain(base, Instant.now()).orElseThrow();

        assertThat(run.eligible()).isEqualTo(1);
        assertThat(run.survey().orElseThrow().population()).as("population").hasValue(1);
        assertThat(explanation.answer()).isEqualTo(Explanation.Answer.KEPT);
        assertThat(explanation.reasons()).containsExactly("it is not selected");
    }

    @Test
    void the_newest_of_each_repository_stay() {
        List<String> ids = docker.images(List.of(
                named("a:1"), named("a:2"), named("a:3"), named("b:1"), named("b:2"), named("c/b:1"), named("b:3")));

        TaskRun run = Runs.execute(images().unused()
                .policy(RetentionPolicy.keepLatest(2).per("repository"))
                .build());

        assertThat(Runs.found(run)).containsExactlyInAnyOrder(ids.get(0), ids.get(3));
        assertThat(docker.images()).hasSize(5).doesNotContain(ids.get(0), ids.get(3));
    }

    @Test
    void the_age_of_an_image_counts_from_when_it_was_built() {
        assumeThat(docker.tellsWhenImagesCame())
                .as("the engine tells when an image came")
                .isFalse();
        String old = docker.images(1, Duration.ofDays(8)).get(0);
        String young = docker.images(1, Duration.ofDays(6)).get(0);

        Runs.execute(images().policy(RetentionPolicy.keepFor("7d")).build());

        assertThat(docker.images()).contains(young).doesNotContain(old);
    }

    @Test
    void the_age_of_an_image_counts_from_when_it_was_given_a_name() {
        String image = docker.images(1, Duration.ofDays(8)).get(0);
        docker.client().tagImageCmd(image, docker.mark() + "/named", "1").exec();

        TaskRun run = Runs.execute(
                images().unused().policy(RetentionPolicy.keepFor("7d")).build());

        assertThat(run.eligible()).isZero();
        assertThat(docker.images()).containsExactly(image);
    }

    /** An image that was built long ago may have been fetched a moment ago, which not every engine tells. */
    @Test
    void the_age_of_an_image_counts_from_when_it_came_as_far_as_the_task_saw_it() {
        assumeThat(docker.tellsWhenImagesCame())
                .as("the engine tells when an image came")
                .isFalse();
        String earlier = docker.images(1, Duration.ofDays(8)).get(0);
        CleanupTask task = images().policy(RetentionPolicy.keepFor("7d")).build();
        Runs.plan(task);
        String later = docker.images(1, Duration.ofDays(8)).get(0);

        TaskRun run = Runs.execute(task);

        assertThat(Runs.found(run)).containsExactly(earlier);
        assertThat(docker.images()).containsExactly(later);
    }

    @Test
    void an_image_stays_while_a_container_of_it_is_there_stopped_or_not() {
        List<String> ids = docker.images(2, HOUR);
        String container = docker.createdFrom(ids.get(0));

        TaskRun run = Runs.execute(images().build());

        assertThat(Runs.found(run)).containsExactly(ids.get(1));
        docker.client().removeContainerCmd(container).exec();
        Runs.execute(images().build());
        assertThat(docker.images()).isEmpty();
    }

    /** The same task, since it is the one that remembers. */
    @Test
    void the_age_of_an_image_counts_from_its_last_use_as_far_as_the_task_saw_it() {
        String image = docker.images(1, Duration.ofDays(8)).get(0);
        String container = docker.createdFrom(image);
        CleanupTask task = images().policy(RetentionPolicy.keepFor("7d")).build();
        Runs.plan(task);
        docker.client().removeContainerCmd(container).exec();

        assertThat(Runs.execute(task).eligible()).isZero();
        assertThat(docker.images()).containsExactly(image);
    }

    @Test
    void an_image_that_a_container_is_made_of_right_before_its_removal_stays() {
        String image = docker.images(1, HOUR).get(0);
        DockerEngine engine = docker.engineBefore(DELETE, path -> docker.createdFrom(image));

        TaskRun run = Runs.execute(docker.imagesTask(engine).build());

        assertThat(docker.images()).containsExactly(image);
        assertThat(run.tally().skipped()).isEqualTo(1);
        assertThat(Runs.reason(run, image)).startsWith("the engine answered 409: ");
    }

    @Test
    void an_image_that_was_given_a_name_since_the_plan_stays() {
        String image = docker.images(1, HOUR).get(0);

        TaskRun run = Runs.planThenApply(images().build(), () -> docker.client()
                .tagImageCmd(image, docker.mark() + "/named", "1")
                .exec());

        assertThat(docker.images()).containsExactly(image);
        assertThat(Runs.reason(run, image)).startsWith("changed meanwhile");
    }

    @Test
    void an_image_goes_after_those_that_are_built_on_it_and_gives_back_its_room() {
        String parent = docker.imageOf(docker.exited(Docker::writing));
        String child = docker.imageOf(docker.createdFrom(parent));
        docker.removeContainers();

        TaskRun run = Runs.execute(images().build());

        assertThat(Runs.found(run)).containsExactlyInAnyOrder(parent, child);
        assertThat(run.tally().removed()).isEqualTo(2);
        assertThat(run.leftovers()).isEmpty();
        assertThat(docker.images()).isEmpty();
        // Containerd keeps what was written packed as well.
        long most = docker.tellsWhenImagesCame() ? 3 : 2;
        assertThat(run.tally().bytes()).isBetween(Docker.WRITTEN, most * Docker.WRITTEN);
    }

    @Test
    void an_image_stays_as_long_as_one_that_is_built_on_it_does() throws Exception {
        String parent = docker.imageOf(docker.created());
        String child = docker.imageOf(docker.createdFrom(parent));
        docker.removeContainers();
        docker.createdFrom(child);

        TaskRun run = Runs.execute(images().build());

        assertThat(run.eligible()).isZero();
        assertThat(docker.images()).isEqualTo(Set.of(parent, child));
        assertThat(images().build().explain(parent, Instant.now()).orElseThrow().reasons())
                .containsExactly("needed by " + child);
    }

    private ImagesBuilder images() {
        return docker.imagesTask(docker.engine());
    }

    private EmptyImage named(String... names) {
        String[] own =
                List.of(names).stream().map(name -> docker.mark() + "/" + name).toArray(String[]::new);
        return EmptyImage.built(HOUR).named(own);
    }
}
