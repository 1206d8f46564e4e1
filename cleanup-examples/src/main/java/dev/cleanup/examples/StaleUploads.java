package dev.cleanup.examples;

import dev.cleanup.CleanupTask;
import dev.cleanup.Removal;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A task of one's own: uploads that nobody fetched, as files of one directory. */
final class StaleUploads {
    private StaleUploads() {}

    static CleanupTask in(Path directory, RetentionPolicy policy) {
        return CleanupTask.ofResources(
                "stale-uploads",
                () -> list(directory),
                policy,
                upload -> remove(directory.resolve(upload.id()), upload));
    }

    private static List<Resource> list(Path directory) throws IOException {
        List<Resource> uploads = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                uploads.add(Resource.of(file.getFileName().toString(), changedAt(file))
                        .event("uploaded"));
            }
        }
        return uploads;
    }

    private static Removal remove(Path file, Resource upload) throws IOException {
        if (!upload.since().orElseThrow().equals(changedAt(file))) {
            return Removal.skipped("uploaded again");
        }
        Files.delete(file);
        return Removal.removed();
    }

    private static Instant changedAt(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
    }
}
