package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleanup.CleanupRun;
import dev.cleanup.RunStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A node that really dies, and one that really sleeps. */
@Timeout(180)
class KilledNodeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestDatabase db = TestDatabase.postgres();
    private final JdbcHistoryStore history = JdbcHistoryStore.builder(db.dataSource)
            .createTables()
            .abandonAfter(Duration.ofSeconds(5))
            .build();
    private Process child;
    private BufferedReader says;
    private String run;

    @BeforeEach
    void startANodeThatHasRemovedTwoItems() throws IOException {
        child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildNode.class.getName(),
                        db.url)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        says = child.inputReader(StandardCharsets.UTF_8);
        run = heard("run ").substring(4);
        step();
        step();
        await().atMost(PATIENCE).until(() -> removed() == 2);
    }

    @AfterEach
    void endIt() {
        child.destroyForcibly();
    }

    /** The next line that begins so. */
    private String heard(String begin) throws IOException {
        String line = says.readLine();
        while (line != null && !line.startsWith(begin)) {
            line = says.readLine();
        }
        return String.valueOf(line);
    }

    private void step() throws IOException {
        child.getOutputStream().write('.');
        child.getOutputStream().flush();
    }

    private CleanupRun run() {
        return history.find(run).orElseThrow();
    }

    private long removed() {
        return run().tasks().stream().mapToLong(task -> task.tally().removed()).sum();
    }

    @Test
    void a_run_whose_node_was_killed_is_abandoned_with_what_it_had_saved() {
        assertThat(run().status()).isEqualTo(RunStatus.RUNNING);
        child.destroyForcibly();

        await().atMost(PATIENCE).until(() -> run().status() == RunStatus.ABANDONED);

        assertThat(removed()).isEqualTo(2);
        assertThat(run().reason()).startsWith("the node that ran it died");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_node_that_slept_too_long_stops_before_its_next_batch_and_writes_what_it_did() throws Exception {
        signal("STOP");
        await().atMost(PATIENCE).until(() -> run().status() == RunStatus.ABANDONED);

        signal("CONT");
        assertThat(heard("stopping")).isEqualTo("stopping");
        step();
        step();

        assertThat(heard("ended ")).isEqualTo("ended STOPPED");
        assertThat(run().status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run().reason()).contains("the run was given up as abandoned");
        assertThat(removed()).isEqualTo(3);
    }

    private void signal(String name) throws Exception {
        int result = new ProcessBuilder(List.of("kill", "-" + name, String.valueOf(child.pid())))
                .start()
                .waitFor();
        assertThat(result).isZero();
    }
}
