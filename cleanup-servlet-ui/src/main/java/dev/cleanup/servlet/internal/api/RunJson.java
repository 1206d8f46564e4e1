package dev.cleanup.servlet.internal.api;

import dev.cleanup.CleanupRun;
import dev.cleanup.Finding;
import dev.cleanup.Leftover;
import dev.cleanup.Survey;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import jakarta.json.stream.JsonGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Runs as JSON. Instants are ISO-8601 in UTC; what is absent is null. */
final class RunJson {
    private RunJson() {}

    /** A run with all that it found and left over. */
    static void write(JsonGenerator json, CleanupRun run) {
        write(json, run, true);
    }

    /** A run with all that it left over, and with what it found or without. */
    static void write(JsonGenerator json, CleanupRun run, boolean withFindings) {
        begin(json, run);
        for (TaskRun task : run.tasks()) {
            begin(json, task);
            findings(json, withFindings ? task.findings() : List.of());
            leftovers(json, task.leftovers());
            json.writeEnd();
        }
        json.writeEnd().writeEnd();
    }

    /** A run with its counts only. */
    static void writeSummary(JsonGenerator json, CleanupRun run) {
        begin(json, run);
        for (TaskRun task : run.tasks()) {
            begin(json, task);
            json.writeEnd();
        }
        json.writeEnd().writeEnd();
    }

    private static void begin(JsonGenerator json, CleanupRun run) {
        json.writeStartObject()
                .write("id", run.id())
                .write("mode", run.mode().name())
                .write("status", run.status().name());
        optional(json, "plan", run.plan());
        json.write("requestedBy", run.requestedBy())
                .write("node", run.node())
                .write("reason", run.reason())
                .write("startedAt", run.startedAt().toString())
                .write("updatedAt", run.updatedAt().toString());
        optional(json, "finishedAt", run.finishedAt());
        number(json, "durationMillis", durationMillis(run));
        json.writeStartArray("tasks");
    }

    private static OptionalLong durationMillis(CleanupRun run) {
        return run.finishedAt()
                .map(end ->
                        OptionalLong.of(Duration.between(run.startedAt(), end).toMillis()))
                .orElseGet(OptionalLong::empty);
    }

    private static void begin(JsonGenerator json, TaskRun task) {
        json.writeStartObject()
                .write("task", task.task())
                .write("rule", task.rule())
                .write("ruleHash", task.ruleHash())
                .write("status", task.status().name())
                .write("reason", task.reason());
        survey(json, task);
        Tally tally = task.tally();
        json.write("removed", tally.removed())
                .write("skipped", tally.skipped())
                .write("failed", tally.failed())
                .write("unknown", tally.unknown())
                .write("bytes", tally.bytes())
                .writeStartObject("dependents");
        new TreeMap<>(tally.dependents()).forEach(json::write);
        json.writeEnd();
    }

    private static void survey(JsonGenerator json, TaskRun task) {
        Optional<Survey> survey = task.survey();
        optional(json, "asOf", survey.map(Survey::asOf));
        json.write("eligible", task.eligible());
        number(json, "population", survey.map(Survey::population).orElseGet(OptionalLong::empty));
        json.write("unknownAge", survey.map(Survey::unknownAge).orElse(0L));
        optional(json, "oldest", task.findings().stream().findFirst().flatMap(Finding::since));
        optional(json, "newest", survey.flatMap(Survey::newest));
        json.write("listed", task.findings().size());
        json.writeStartArray("notices");
        survey.map(Survey::notices).orElse(List.of()).forEach(json::write);
        json.writeEnd();
    }

    private static void findings(JsonGenerator json, List<Finding> findings) {
        json.writeStartArray("findings");
        for (Finding finding : findings) {
            json.writeStartObject();
            members(json, finding);
            json.writeEnd();
        }
        json.writeEnd();
    }

    /** What is known of an item that may go. */
    static void members(JsonGenerator json, Finding finding) {
        json.write("id", finding.id()).write("label", finding.label());
        optional(json, "since", finding.since());
        json.write("reason", finding.reason()).writeStartObject("tags");
        new TreeMap<>(finding.tags()).forEach(json::write);
        json.writeEnd();
    }

    private static void leftovers(JsonGenerator json, List<Leftover> leftovers) {
        json.writeStartArray("leftovers");
        for (Leftover leftover : leftovers) {
            json.writeStartObject()
                    .write("id", leftover.id())
                    .write("failed", leftover.failed())
                    .write("reason", leftover.reason())
                    .writeEnd();
        }
        json.writeEnd();
    }

    /** The value's own words, or null. */
    static void optional(JsonGenerator json, String name, Optional<?> value) {
        value.ifPresentOrElse(known -> json.write(name, known.toString()), () -> json.writeNull(name));
    }

    private static void number(JsonGenerator json, String name, OptionalLong value) {
        value.ifPresentOrElse(known -> json.write(name, known), () -> json.writeNull(name));
    }
}
