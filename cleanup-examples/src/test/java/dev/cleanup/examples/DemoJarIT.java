package dev.cleanup.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar, as a user starts it. */
class DemoJarIT {
    @TempDir
    File directory;

    @Test
    void it_starts_prints_a_token_and_keeps_its_data_when_it_is_started_again() throws Exception {
        try (DemoProcess first = DemoProcess.start(directory, Map.of("PORT", "0"))) {
            assertThat(first.client().post("?dry_run=false").getString("status"))
                    .isEqualTo("SUCCEEDED");
        }
        try (DemoProcess second = DemoProcess.start(directory, Map.of("PORT", "0"))) {
            var run = second.client().post("?dry_run=true");

            assertThat(run.getJsonArray("tasks").getJsonObject(0).getInt("eligible"))
                    .isZero();
            assertThat(run.getJsonArray("tasks").getJsonObject(0).getInt("population"))
                    .isPositive();
        }
    }

    @Test
    void it_says_in_one_line_why_it_does_not_start() throws Exception {
        Process process = DemoProcess.of(directory, Map.of("CLEANUP_RETENTION_DAYS", "7d"));

        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(output.strip().lines()).hasSize(1);
        assertThat(output).contains("CLEANUP_RETENTION_DAYS is '7d'", "without a unit");
    }

    @Test
    void it_has_nothing_of_the_example_for_spring() throws IOException {
        try (JarFile jar = new JarFile(DemoProcess.JAR.toFile())) {
            assertThat(jar.stream().map(JarEntry::getName)).noneMatch(name -> name.contains("spring"));
        }
    }
}
