package dev.cleanup.servlet.internal.api;

import dev.cleanup.CleanupOperations;
import dev.cleanup.CleanupRun;
import dev.cleanup.RunMode;
import dev.cleanup.RunStatus;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import dev.cleanup.servlet.internal.http.Answer;
import dev.cleanup.servlet.internal.http.Call;
import dev.cleanup.servlet.internal.http.Problem;
import dev.cleanup.servlet.internal.http.Query;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The runs: all of them, one of them, and what became of one that somebody wants to stop. */
final class HistoryHandler {
    /** More than the in-memory history can keep; a store that keeps more shows its newest. */
    static final int MOST_RUNS = 10_000;

    private static final List<String> COLUMNS = List.of(
            "run",
            "started",
            "finished",
            "mode",
            "status",
            "requested by",
            "plan",
            "task",
            "task status",
            "eligible",
            "removed",
            "skipped",
            "failed",
            "unknown",
            "bytes",
            "dependents",
            "reason");

    private final CleanupOperations operations;

    HistoryHandler(CleanupOperations operations) {
        this.operations = operations;
    }

    Answer list(Call call) {
        Page page = Page.of(call.query());
        Predicate<CleanupRun> wanted = filter(call.query());
        List<CleanupRun> runs =
                operations.summaries(MOST_RUNS).stream().filter(wanted).toList();
        if (Page.csv(call.query())) {
            return csv(runs);
        }
        return Answer.tagged(json -> {
            json.writeStartObject();
            page.write(json, runs.size());
            json.writeStartArray("runs");
            page.cut(runs).forEach(run -> RunJson.writeSummary(json, run));
            json.writeEnd().writeEnd();
        });
    }

    private static Predicate<CleanupRun> filter(Query query) {
        Optional<String> mode = query.oneOf("mode", names(RunMode.values()));
        Optional<String> status = query.oneOf("status", names(RunStatus.values()));
        Optional<String> task = query.text("task");
        Optional<String> text = query.text("q").map(words -> words.toLowerCase(Locale.ROOT));
        return run -> mode.map(run.mode().name()::equals).orElse(true)
                && status.map(run.status().name()::equals).orElse(true)
                && task.map(name -> run.task(name).isPresent()).orElse(true)
                && text.map(words -> says(run, words)).orElse(true);
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    private static boolean says(CleanupRun run, String words) {
        String all = String.join("\n", run.id(), run.requestedBy(), run.reason());
        return all.toLowerCase(Locale.ROOT).contains(words);
    }

    private record Line(CleanupRun run, Optional<TaskRun> task) {}

    private static Answer csv(List<CleanupRun> runs) {
        List<Line> lines = runs.stream()
                .flatMap(run -> run.tasks().isEmpty()
                        ? List.of(new Line(run, Optional.empty())).stream()
                        : run.tasks().stream().map(task -> new Line(run, Optional.of(task))))
                .toList();
        return Csv.file("cleanup-history", COLUMNS, lines, HistoryHandler::cells);
    }

    private static List<Object> cells(Line line) {
        CleanupRun run = line.run;
        Tally tally = line.task.map(TaskRun::tally).orElse(Tally.NONE);
        return List.<Object>of(
                run.id(),
                run.startedAt(),
                run.finishedAt().map(Object::toString).orElse(""),
                run.mode(),
                run.status(),
                run.requestedBy(),
                run.plan().orElse(""),
                line.task.map(TaskRun::task).orElse(""),
                line.task.map(task -> task.status().name()).orElse(""),
                line.task.map(TaskRun::eligible).orElse(0L),
                tally.removed(),
                tally.skipped(),
                tally.failed(),
                tally.unknown(),
                tally.bytes(),
                dependents(tally),
                line.task.map(TaskRun::reason).orElse(run.reason()));
    }

    private static String dependents(Tally tally) {
        return new TreeMap<>(tally.dependents())
                .entrySet().stream()
                        .map(along -> along.getKey() + ": " + along.getValue())
                        .collect(Collectors.joining("; "));
    }

    Answer find(Call call) {
        boolean withFindings = call.query()
                .oneOf("findings", List.of("true", "false"))
                .map(Boolean::parseBoolean)
                .orElse(true);
        CleanupRun run = find(call.id());
        return Answer.ok(json -> RunJson.write(json, run, withFindings));
    }

    Answer stop(Call call) {
        if (!operations.stop(call.id(), RunHeaders.of(call).requestedBy(call))) {
            throw Problem.conflict("The run " + find(call.id()).id() + " is not under way.");
        }
        return RunHandler.accepted(call, find(call.id()));
    }

    private CleanupRun find(String id) {
        return operations
                .find(id)
                .orElseThrow(() -> Problem.notFound("There is no run " + id + ", or no more in the history."));
    }
}
