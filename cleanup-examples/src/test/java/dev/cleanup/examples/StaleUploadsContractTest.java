package dev.cleanup.examples;

import dev.cleanup.CleanupTask;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.testkit.CleanupTaskContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

class StaleUploadsContractTest extends CleanupTaskContract {
    @TempDir
    Path directory;

    @Override
    protected CleanupTask task() {
        return StaleUploads.in(directory, RetentionPolicy.keepFor("7d"));
    }

    @Override
    protected Set<String> arrange(int removable, int kept) throws IOException {
        for (int i = 0; i < removable; i++) {
            upload("old-" + i, Duration.ofDays(9 + i));
        }
        Set<String> old = there();
        for (int i = 0; i < kept; i++) {
            upload("new-" + i, Duration.ofDays(i));
        }
        return old;
    }

    @Override
    protected Set<String> there() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Override
    protected void renew(String id) throws IOException {
        upload(id, Duration.ZERO);
    }

    private void upload(String name, Duration age) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, "content");
        Files.setLastModifiedTime(file, FileTime.from(now().minus(age)));
    }
}
