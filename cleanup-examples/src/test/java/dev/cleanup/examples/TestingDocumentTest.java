package dev.cleanup.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The tests that docs/testing-your-rules.md shows are the ones that run here. */
class TestingDocumentTest {
    private static final Path TESTS = Path.of("src/test/java/dev/cleanup/examples");
    private static final Path DOCUMENT = Path.of("../docs/testing-your-rules.md");

    @Test
    void shows_the_tests_as_they_are() throws IOException {
        assertThat(Files.readString(DOCUMENT))
                .contains(Files.readString(TESTS.resolve("BotRulesTest.java")))
                .contains(Files.readString(TESTS.resolve("StaleUploadsContractTest.java")));
    }
}
