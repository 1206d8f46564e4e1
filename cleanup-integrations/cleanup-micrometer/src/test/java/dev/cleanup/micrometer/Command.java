package dev.cleanup.micrometer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A command that ran, with what it said. */
record Command(int exit, String said) {

    /** Runs it with this on its standard input. */
    static Command run(String input, String... words) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(words)).redirectErrorStream(true).start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Command(process.waitFor(), said);
    }
}
