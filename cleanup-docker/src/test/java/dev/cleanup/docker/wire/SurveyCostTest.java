package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a survey of many containers takes of the application: in a process of its own, beside an engine whose memory does not count. */
@Timeout(300)
class SurveyCostTest {
    private static final int ROUNDS = 5;

    /** Lines of {@link SurveyJvm}: status, eligible, population, milliseconds by the clock and of the processors. */
    private static List<String[]> survey(FakeEngine engine, String heap) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SurveyJvm.class.getName(),
                        engine.host(),
                        String.valueOf(ROUNDS))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        System.out.println(heap + " " + output.replace('\n', ';'));
        return Stream.of(output.split("\n", 0))
                .filter(line -> line.matches("[A-Z]+ [0-9-]+ [0-9-]+ [0-9]+ [0-9]+"))
                .map(line -> line.split(" ", 0))
                .toList();
    }

    @Test
    void five_thousand_stopped_containers_are_surveyed_within_64_megabytes() throws Exception {
        try (FakeEngine engine = FakeEngine.unix(new LargeDocker(5_000, 5_000))) {
            List<String[]> rounds = survey(engine, "-Xmx64m");

            assertThat(rounds).hasSize(ROUNDS).allSatisfy(round -> assertThat(round)
                    .startsWith("SUCCEEDED", "5000", "5000"));
            assertThat(rounds.stream()
                            .mapToInt(round -> Integer.parseInt(round[3]))
                            .min()
                            .orElseThrow())
                    .isLessThan(2_000);
        }
    }

    @Test
    void a_list_of_a_hundred_thousand_is_read_piece_by_piece() throws Exception {
        try (FakeEngine engine = FakeEngine.unix(new LargeDocker(100_000, 100))) {
            assertThat(survey(engine, "-Xmx256m")).hasSize(ROUNDS).allSatisfy(round -> assertThat(round)
                    .startsWith("SUCCEEDED", "100", "100000"));
        }
    }
}
