package dev.cleanup.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Link;
import dev.cleanup.TaskRun;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which containers a task is for: by label, by name, or by both. */
@NeedsDocker
class SelectedContainersTest {
    private final Docker docker;

    SelectedContainersTest(Docker docker) {
        this.docker = docker;
    }

    @Test
    void only_containers_with_every_label_go() {
        String both = labelled("app", "bot", "env", "test");
        labelled("app", "bot", "env", "prod");
        labelled("app", "bots", "env", "test");
        labelled("env", "test");
        labelled();

        TaskRun run = Runs.execute(
                docker.containers().label("app", "bot").label("env", "test").build());

        assertThat(Runs.found(run)).containsExactly(both);
        assertThat(docker.there()).hasSize(4).doesNotContain(both);
    }

    @Test
    void a_label_without_a_value_stands_for_any() {
        labelled("app", "");
        labelled("app", "bot");
        String other = labelled("apps", "bot");

        Runs.execute(docker.containers().label("app").build());

        assertThat(docker.there()).containsExactly(other);
    }

    @Test
    void a_value_is_compared_as_it_is() {
        String exact = labelled("app", "a=b");
        labelled("app", "a");
        labelled("app", "a=b=c");
        labelled("app", "A=B");
        labelled("app", "a=b ");

        assertThat(Runs.found(Runs.plan(docker.containers().label("app", "a=b").build())))
                .containsExactly(exact);
    }

    @Test
    void a_name_has_to_match_as_a_whole() {
        String mark = docker.mark();
        String whole = named("bot-1-" + mark);
        named("robot-1-" + mark);
        named("bot-x-" + mark);
        named("bot-1-" + mark + "-copy");

        TaskRun run = Runs.execute(DockerCleanup.containers(docker.engine())
                .nameMatching("bot-[0-9]+-" + Pattern.quote(mark))
                .policy(Docker.NOTHING_KEPT)
                .build());

        assertThat(Runs.found(run)).containsExactly(whole);
        assertThat(run.survey().orElseThrow().population()).hasValue(1);
        assertThat(docker.there()).hasSize(3).doesNotContain(whole);
    }

    /** Whoever links to a container gives it another name, and the engine tells both. */
    @Test
    void a_container_goes_by_its_own_name_also_where_others_link_to_it() {
        String name = "bot-" + docker.mark();
        String linked = docker.running(container -> {
            Docker.hostConfig(container).withNetworkMode("bridge");
            return container.withName(name);
        });
        String linking = docker.created(container -> {
            Docker.hostConfig(container).withNetworkMode("bridge").withLinks(new Link(name, "friend"));
            return container.withName("a-" + docker.mark());
        });
        docker.client().killContainerCmd(linked).exec();
        docker.awaitState(linked, "exited");

        TaskRun run = Runs.plan(docker.containers().nameMatching("bot-.*").build());

        assertThat(run.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo(linked);
            assertThat(finding.label()).isEqualTo(name);
        });
        assertThat(docker.there()).isEqualTo(Set.of(linked, linking));
    }

    private String labelled(String... labels) {
        return docker.created(container -> container.withLabels(docker.labels(labels)));
    }

    private String named(String name) {
        return docker.created(container -> container.withName(name));
    }
}
