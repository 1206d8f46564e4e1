package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import dev.cleanup.jdbc.CrashingNode.Step;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A node is killed with SIGKILL at each step of a batch, and the next run goes on from there. */
@Timeout(300)
class KilledInABatchTest {
    private static final int SIZE = 2_400;

    @TempDir
    private Path folder;

    private static Stream<Arguments> steps() {
        return Stream.of(true, false).flatMap(postgres -> Herd.TABLES.stream()
                .flatMap(table -> Stream.of(Step.values()).map(step -> Arguments.of(postgres, table, step))));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void nothing_alive_is_lost_and_the_next_run_does_the_rest(boolean postgres, String table, Step step)
            throws Exception {
        TestDatabase db = postgres ? TestDatabase.postgres() : TestDatabase.h2In(folder);
        Herd herd = Herd.of(db, SIZE);

        Process node = start(db.url, table, step);
        String said = heard(node, "at ");
        node.destroyForcibly().waitFor();

        assertThat(said).isEqualTo("at " + step);
        herd.assertTheLivingAreThere();
        long gone = herd.gone(table);
        assertThat(gone).isBetween(1L, SIZE / 2L - 1);
        assertThat(abandoned(db, table)).isLessThanOrEqualTo(gone);
        herd.assertTheRestGoes(table);
    }

    private static Process start(String url, String table, Step step) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingNode.class.getName(),
                        url,
                        table,
                        step.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The next line that begins so. */
    private static String heard(Process node, String begin) throws IOException {
        BufferedReader says = node.inputReader(StandardCharsets.UTF_8);
        String line = says.readLine();
        while (line != null && !line.startsWith(begin)) {
            line = says.readLine();
        }
        return String.valueOf(line);
    }

    /** What the run of the dead node had saved; as if it had died long ago. */
    private static long abandoned(TestDatabase db, String table) {
        db.execute("UPDATE cleanup_runs SET saved_at = saved_at - INTERVAL '1' HOUR");
        CleanupRun run = Herd.history(db.dataSource).latest(1).get(0);
        assertThat(run.status()).isEqualTo(RunStatus.ABANDONED);
        return run.task(table).map(TaskRun::tally).orElseThrow().removed();
    }
}
