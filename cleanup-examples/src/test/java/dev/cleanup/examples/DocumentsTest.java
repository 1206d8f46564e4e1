package dev.cleanup.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static String source(String path) throws IOException {
        return Files.readString(EXAMPLES.resolve(path));
    }
}
