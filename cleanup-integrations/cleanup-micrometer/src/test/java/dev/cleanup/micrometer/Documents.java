package dev.cleanup.micrometer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the project ships beside its jars. */
final class Documents {
    static final Path RULES = docs("prometheus/cleanup-alerts.yml");
    static final Path RULES_TEST = docs("prometheus/cleanup-alerts.test.yml");
    static final Path DASHBOARD = docs("grafana/cleanup.json");
    static final Path MONITORING = docs("monitoring.md");

    private static final Pattern METRIC = Pattern.compile("\\bcleanup_[a-z_]+\\b");

    private Documents() {}

    private static Path docs(String file) {
        return Path.of("..", "..", "docs").resolve(file).toAbsolutePath().normalize();
    }

    static String read(Path file) throws IOException {
        return Files.readString(file);
    }

    /** The metrics that an expression or a text speaks of. */
    static Set<String> metricsIn(String text) {
        Set<String> names = new TreeSet<>();
        METRIC.matcher(text).results().forEach(match -> names.add(match.group()));
        return names;
    }
}
