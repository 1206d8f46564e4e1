package dev.cleanup.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Thirty containers on a real engine, as the script makes them, and one run of the demo. */
@EnabledIfEnvironmentVariable(named = "DOCKER_HOST", matches = ".+", disabledReason = "DOCKER_HOST names no engine")
@EnabledIfEnvironmentVariable(
        named = "CLEANUP_TEST_IMAGE",
        matches = ".+",
        disabledReason = "CLEANUP_TEST_IMAGE names no image with sh and sleep that is there")
class DemoContainersTest {
    private static final String TOKEN = "a-token-of-the-test-with-48-letters-and-hyphens-";
    private static final String PREFIX = "cleanup-demo-test";

    @TempDir
    Path directory;

    @AfterEach
    void remove_what_is_left() throws Exception {
        Set<String> left = names();
        if (!left.isEmpty()) {
            List<String> command = new ArrayList<>(List.of("docker", "rm", "--force"));
            command.addAll(left);
            run(command.toArray(String[]::new));
        }
    }

    @Test
    void one_run_removes_the_stopped_containers_of_bots_that_are_gone_and_no_other() throws Exception {
        run("../cleanup-examples/bot-containers", System.getenv("CLEANUP_TEST_IMAGE"), PREFIX);
        Set<String> expected = new TreeSet<>(names());
        assertThat(expected).hasSize(30);
        IntStream.rangeClosed(13, 22).forEach(bot -> expected.remove(PREFIX + "-deleted-" + bot));

        try (Demo demo = new Demo(settings())) {
            DemoClient client = new DemoClient(demo.start().service(), TOKEN);
            await().until(() -> containers(client.post("?dry_run=true")).getInt("eligible") == 10);

            JsonObject run = client.post("?dry_run=false");

            assertThat(run.getString("status")).as(run.toString()).isEqualTo("SUCCEEDED");
            assertThat(containers(run).getInt("removed")).isEqualTo(10);
            assertThat(names()).isEqualTo(expected);
            assertThat(containers(client.post("?dry_run=false")).getInt("removed"))
                    .isZero();
        }
    }

    private static JsonObject containers(JsonObject run) {
        return run.getJsonArray("tasks").getValuesAs(JsonObject.class).stream()
                .filter(task -> task.getString("task").equals("containers"))
                .findFirst()
                .orElseThrow();
    }

    private DemoSettings settings() {
        return DemoSettings.fromEnvironment(Map.of(
                "PORT",
                "0",
                "CLEANUP_TOKEN",
                TOKEN,
                "DATABASE_URL",
                "jdbc:h2:file:" + directory.resolve("demo"),
                "DATABASE_USER",
                "sa",
                "DOCKER_HOST",
                System.getenv("DOCKER_HOST"),
                "CONTAINER_RETENTION",
                "1s"));
    }

    private static Set<String> names() throws Exception {
        String names = run("docker", "ps", "--all", "--filter", "name=^" + PREFIX + "-", "--format", "{{.Names}}");
        return new HashSet<>(names.lines().toList());
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
