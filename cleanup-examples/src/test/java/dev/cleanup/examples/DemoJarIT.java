package dev.cleanup.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar, as a user starts it. */
class DemoJarIT {
    private static final Path JAR = Path.of("target", "cleanup-demo.jar").toAbsolutePath();
    private static final Pattern ADDRESS = Pattern.compile("address\\s+(http://\\S+)/admin/cleanup");
    private static final Pattern TOKEN = Pattern.compile("token\\s+(\\S+)");

    @TempDir
    File directory;

    @Test
    void it_starts_prints_a_token_and_keeps_its_data_when_it_is_started_again() throws Exception {
        try (Running first = start(Map.of("PORT", "0"))) {
            assertThat(first.client().post("?dry_run=false").getString("status"))
                    .isEqualTo("SUCCEEDED");
        }
        try (Running second = start(Map.of("PORT", "0"))) {
            var run = second.client().post("?dry_run=true");

            assertThat(run.getJsonArray("tasks").getJsonObject(0).getInt("eligible"))
                    .isZero();
            assertThat(run.getJsonArray("tasks").getJsonObject(0).getInt("population"))
                    .isPositive();
        }
    }

    @Test
    void it_says_in_one_line_why_it_does_not_start() throws Exception {
        Process process = process(Map.of("CLEANUP_RETENTION_DAYS", "7d"));

        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(output.strip().lines()).hasSize(1);
        assertThat(output).contains("CLEANUP_RETENTION_DAYS is '7d'", "without a unit");
    }

    @Test
    void it_has_nothing_of_the_example_for_spring() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(JarEntry::getName)).noneMatch(name -> name.contains("spring"));
        }
    }

    private Process process(Map<String, String> environment) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(java, "-Xmx128m", "-jar", JAR.toString())
                .directory(directory)
                .redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.contains("CLEANUP") || name.startsWith("DATABASE") || name.startsWith("DOCKER"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private Running start(Map<String, String> environment) throws IOException {
        Process process = process(environment);
        Map<Pattern, String> seen = new HashMap<>();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null && seen.size() < 2; line = output.readLine()) {
            for (Pattern wanted : new Pattern[] {ADDRESS, TOKEN}) {
                Matcher match = wanted.matcher(line);
                if (match.find()) {
                    seen.putIfAbsent(wanted, match.group(1));
                }
            }
        }
        assertThat(seen).as("address and token in the output").hasSize(2);
        return new Running(process, new DemoClient(seen.get(ADDRESS), seen.get(TOKEN)));
    }

    private record Running(Process process, DemoClient client) implements AutoCloseable {
        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }
}
