package dev.cleanup.jdbc;

import dev.cleanup.CleanupRun;
import dev.cleanup.Finding;
import dev.cleanup.Leftover;
import dev.cleanup.RunMode;
import dev.cleanup.RunStatus;
import dev.cleanup.Survey;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Runs as the engine would save them. */
final class Runs {
    static final Instant START = Instant.parse("2026-03-10T12:00:00.123456Z");

    private Runs() {}

    static CleanupRun of(String id, RunStatus status, TaskRun... tasks) {
        return of(id, RunMode.EXECUTE, status, tasks);
    }

    static CleanupRun of(String id, RunMode mode, RunStatus status, TaskRun... tasks) {
        return new CleanupRun(
                id,
                mode,
                status,
                mode == RunMode.DRY_RUN ? Optional.of(id) : Optional.empty(),
                "test",
                "",
                START,
                START.plusSeconds(1),
                status.ended() ? Optional.of(START.plusSeconds(1)) : Optional.empty(),
                List.of(tasks));
    }

    /** A task that is removing what it found. */
    static TaskRun task(String name, List<Finding> findings, int removed, Leftover... leftovers) {
        Survey survey = new Survey(START, findings.size(), OptionalLong.empty(), 0, findings, List.of("seen"));
        return new TaskRun(
                name,
                "keep 7d",
                RunStatus.RUNNING,
                "",
                Optional.of(survey),
                new Tally(removed, 0, leftovers.length, 0),
                List.of(leftovers));
    }

    static List<Finding> findings(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Finding(
                        "id-" + number,
                        "label " + number,
                        Optional.of(START.minusSeconds(number)),
                        Map.of("env", "prod"),
                        "9 d old"))
                .toList();
    }
}
