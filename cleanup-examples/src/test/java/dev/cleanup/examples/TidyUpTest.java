package dev.cleanup.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TidyUpTest {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    private int tidyUp(String... arguments) {
        return TidyUp.run(List.of(arguments), new PrintStream(output, true, StandardCharsets.UTF_8));
    }

    private void upload(String name, int days) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "content");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(days))));
    }

    @Test
    void shows_what_would_go_and_removes_it_only_when_told_to() throws IOException {
        for (int days : new int[] {1, 8, 9, 10, 11}) {
            upload("upload-" + days, days);
        }

        assertThat(tidyUp(directory.toString())).isZero();
        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains("upload-10: uploaded 10 d ago", "upload-11: ", "DRY_RUN SUCCEEDED: 2 may go, 0 removed");
        assertThat(directory.toFile().list()).hasSize(5);

        assertThat(tidyUp(directory.toString(), "--apply")).isZero();
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("APPLY SUCCEEDED: 2 may go, 2 removed");
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("upload-1", "upload-8", "upload-9");
    }

    @Test
    void says_how_it_is_called() {
        assertThat(tidyUp()).isEqualTo(2);
        assertThat(tidyUp(directory.toString(), "--aply")).isEqualTo(2);
        assertThat(tidyUp(directory.resolve("missing").toString())).isEqualTo(2);
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("usage: TidyUp DIRECTORY [--apply]");
    }
}
