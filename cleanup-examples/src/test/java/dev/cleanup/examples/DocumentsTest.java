package dev.cleanup.examples;

import static dev.cleanup.retention.RetentionPolicy.allOf;
import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepDaily;
import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static dev.cleanup.retention.RetentionPolicy.keepMonthly;
import static dev.cleanup.retention.RetentionPolicy.keepTagged;
import static dev.cleanup.retention.RetentionPolicy.keepWeekly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.retention.RetentionPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** The code that the documents show is the code that is compiled and tested here. */
class DocumentsTest {
    private static final Path EXAMPLES = Path.of("src");
    private static final Path DOCUMENTS = Path.of("..", "docs");

    @Test
    void the_task_in_writing_a_task_is_the_one_that_is_tested() throws IOException {
        String document = Files.readString(DOCUMENTS.resolve("writing-a-task.md"));

        assertThat(document)
                .contains(source("main/java/dev/cleanup/examples/StaleUploads.java"))
                .contains(source("test/java/dev/cleanup/examples/StaleUploadsTest.java"));
    }

    /** The policy that docs/retention.md begins with, and its text there. */
    @Test
    void the_text_of_the_policy_in_the_retention_language_is_its_text() throws IOException {
        RetentionPolicy policy = anyOf(
                        keepFor("7d"),
                        keepLatest(3).per("bot_type"),
                        keepDaily(14),
                        keepWeekly(8),
                        keepMonthly(12),
                        keepTagged("hold"),
                        allOf(keepTagged("env", "prod"), keepFor("90d")))
                .in(ZoneId.of("Europe/Berlin"));

        assertThat(Files.readString(DOCUMENTS.resolve("retention.md"))).contains("\n    " + policy.describe() + "\n");
        assertThat(RetentionPolicy.parse(policy.describe())).isEqualTo(policy);
    }

    @Test
    void the_tasks_in_docker_are_tasks_that_can_be_built() throws IOException {
        String document = dense(Files.readString(DOCUMENTS.resolve("docker.md")));

        for (String statement :
                source("test/java/dev/cleanup/examples/DockerTasks.java").split("\n\n", -1)) {
            if (statement.contains("DockerCleanup.")) {
                assertThat(document).contains(dense(statement));
            }
        }
    }

    private static String dense(String code) {
        return code.replaceAll("\\s+", "");
    }

    private static String source(String path) throws IOException {
        return Files.readString(EXAMPLES.resolve(path));
    }
}
