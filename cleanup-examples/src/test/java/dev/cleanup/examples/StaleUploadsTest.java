package dev.cleanup.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.Finding;
import dev.cleanup.RunRequest;
import dev.cleanup.retention.RetentionPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleUploadsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path directory;

    private CleanupService cleanup;

    @BeforeEach
    void upload_two_files() throws IOException {
        upload("old.zip", Duration.ofDays(9));
        upload("new.zip", Duration.ofDays(2));
        cleanup = CleanupService.builder()
                .task(StaleUploads.in(directory, RetentionPolicy.keepFor("7d")))
                .clock(() -> NOW)
                .build();
    }

    @AfterEach
    void close() {
        cleanup.close();
    }

    @Test
    void a_dry_run_says_what_would_go_and_why() {
        CleanupRun plan = cleanup.run(RunRequest.dryRun());

        assertThat(plan.tasks().get(0).findings())
                .extracting(Finding::id, Finding::reason)
                .containsExactly(tuple("old.zip", "uploaded 9 d ago, kept 7 d"));
        assertThat(directory).isDirectoryContaining("glob:**old.zip");
    }

    @Test
    void an_execute_removes_exactly_that() {
        cleanup.run(RunRequest.execute());

        assertThat(directory).isDirectoryNotContaining("glob:**old.zip").isDirectoryContaining("glob:**new.zip");
    }

    @Test
    void a_file_that_was_uploaded_again_after_the_plan_stays() throws IOException {
        CleanupRun plan = cleanup.run(RunRequest.dryRun());
        upload("old.zip", Duration.ZERO);

        CleanupRun applied = cleanup.run(RunRequest.apply(plan.id()));

        assertThat(applied.tasks().get(0).tally().skipped()).isEqualTo(1);
        assertThat(directory).isDirectoryContaining("glob:**old.zip");
    }

    private void upload(String name, Duration age) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, "content");
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    }
}
