package dev.cleanup.micrometer;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Looks for the commands of Prometheus. */
final class PrometheusCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<String> missing = Stream.of("prometheus", "promtool")
                .filter(command -> !isThere(command))
                .toList();
        return missing.isEmpty()
                ? ConditionEvaluationResult.enabled("there is a Prometheus")
                : Required.missing(
                        "prometheus", "not on the PATH: " + missing + "; Debian's package prometheus has both");
    }

    private static boolean isThere(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
    }
}
