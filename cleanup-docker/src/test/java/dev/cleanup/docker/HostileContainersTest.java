package dev.cleanup.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupTask;
import dev.cleanup.Finding;
import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Names and labels are text from outside, and the engine takes nearly everything for a label. */
@NeedsDocker
class HostileContainersTest {
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}]");
    private static final List<String> TEXTS = List.of(
            "line\r\nbreak \u0000 \u001b[31mred \u0007",
            "\u202egnp.exe \u2066isolated\u2069 \ufeff",
            "x".repeat(100_000),
            "a=b&filters={\"label\":[]}#?%2F../..",
            "\"}]} ' OR 1=1 -- <script>alert(1)</script>",
            "ключ.日本語.🐳",
            " ");

    private final Docker docker;

    HostileContainersTest(Docker docker) {
        this.docker = docker;
    }

    @Test
    void hostile_values_are_shown_clean_and_the_containers_go() {
        TEXTS.forEach(text -> docker.created(container -> container.withLabels(docker.labels("text", text))));

        TaskRun run = Runs.execute(docker.containers().build());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tally().removed()).isEqualTo(TEXTS.size());
        assertThat(run.findings()).allSatisfy(HostileContainersTest::assertClean);
        assertThat(docker.there()).isEmpty();
    }

    @Test
    void hostile_names_of_labels_are_shown_clean_and_the_containers_go() {
        TEXTS.forEach(text -> docker.created(container -> container.withLabels(docker.labels(text, "value"))));

        TaskRun run = Runs.execute(docker.containers().build());

        assertThat(run.tally().removed()).isEqualTo(TEXTS.size());
        assertThat(run.findings()).allSatisfy(HostileContainersTest::assertClean);
        assertThat(docker.there()).isEmpty();
    }

    @Test
    void a_task_for_a_hostile_value_finds_that_one_only() {
        for (String text : TEXTS) {
            docker.created(container -> container.withLabels(docker.labels("text", text)));
        }
        for (String text : TEXTS) {
            CleanupTask task = docker.containers().label("text", text).build();

            assertThat(Runs.execute(task).tally().removed()).as(head(text)).isEqualTo(1);
        }
        assertThat(docker.there()).isEmpty();
    }

    @Test
    void the_longest_name_that_an_engine_takes_is_cut() {
        String name = "n" + "-.".repeat(500);
        docker.created(container -> container.withName(name));

        TaskRun run = Runs.execute(docker.containers().nameMatching("n[-.]+").build());

        assertThat(run.findings()).singleElement().satisfies(HostileContainersTest::assertClean);
        assertThat(docker.there()).isEmpty();
    }

    private static void assertClean(Finding finding) {
        assertThat(finding.label()).hasSizeLessThanOrEqualTo(300).doesNotContainPattern(UNPRINTABLE);
        finding.tags().forEach((name, value) -> assertThat(List.of(name, value))
                .allSatisfy(
                        text -> assertThat(text).hasSizeLessThanOrEqualTo(300).doesNotContainPattern(UNPRINTABLE)));
    }

    private static String head(String text) {
        return text.substring(0, Math.min(20, text.length()));
    }
}
