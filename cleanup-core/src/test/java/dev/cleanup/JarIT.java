package dev.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The jar as it is published. */
class JarIT {
    /** Five of them are the licence. */
    private static final long MOST_BYTES = 236_000;

    @Test
    void is_small() throws IOException {
        assertThat(Files.size(jar())).isLessThan(MOST_BYTES);
    }

    @Test
    void exports_the_api_and_not_the_engine() throws IOException {
        assertThat(ModuleFinder.of(jar())
                        .find("dev.cleanup.core")
                        .orElseThrow()
                        .descriptor()
                        .exports())
                .extracting(Exports::source)
                .contains(
                        "dev.cleanup",
                        "dev.cleanup.retention",
                        "dev.cleanup.schedule",
                        "dev.cleanup.history",
                        "dev.cleanup.throttle")
                .doesNotContain("dev.cleanup.internal");
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            List<Path> jars = files.filter(file -> file.getFileName().toString().matches("cleanup-core-.*\\.jar"))
                    .filter(file -> !file.toString().matches(".*-(sources|javadoc|tests)\\.jar"))
                    .toList();
            return jars.get(0);
        }
    }
}
