package dev.cleanup.servlet.internal.api;

import dev.cleanup.Attention;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupStatus;
import dev.cleanup.CleanupStatus.TaskStatus;
import jakarta.json.stream.JsonGenerator;
import java.util.List;
import java.util.Optional;

/** The status of a service as JSON: how it is set up, what it does now, what it did last, and what needs a person. */
final class StatusJson {
    private StatusJson() {}

    static void write(
            JsonGenerator json,
            CleanupStatus status,
            ServiceSettings settings,
            List<Attention> problems,
            List<CleanupRun> runs) {
        json.writeStartObject().write("service", status.service());
        RunJson.optional(json, "environment", settings.environment());
        json.write("readOnly", settings.readOnly())
                .write("running", status.current().isPresent())
                .write("dryRun", status.dryRun());
        RunJson.optional(json, "schedule", status.schedule());
        RunJson.optional(json, "nextRun", status.nextRun());
        json.write("planExpiryMillis", status.planExpiry().toMillis())
                .write("confirmAbove", settings.confirmAbove())
                .writeStartArray("problems");
        problems.forEach(problem -> problem(json, problem));
        json.writeEnd();
        run(json, "current", status.current());
        json.writeStartArray("tasks");
        status.tasks().forEach(task -> task(json, task));
        json.writeEnd().writeStartArray("runs");
        runs.forEach(run -> RunJson.writeSummary(json, run));
        json.writeEnd().writeEnd();
    }

    private static void problem(JsonGenerator json, Attention problem) {
        json.writeStartObject().write("kind", problem.kind().name());
        RunJson.optional(json, "task", problem.task());
        RunJson.optional(json, "run", problem.run());
        RunJson.optional(json, "since", problem.since());
        json.write("text", problem.text()).writeEnd();
    }

    /** A run with its counts, or null. */
    static void run(JsonGenerator json, String name, Optional<CleanupRun> run) {
        if (run.isEmpty()) {
            json.writeNull(name);
        } else {
            json.writeKey(name);
            RunJson.writeSummary(json, run.get());
        }
    }

    private static void task(JsonGenerator json, TaskStatus task) {
        json.writeStartObject().write("task", task.task()).write("description", task.description());
        RunJson.optional(json, "policy", task.policy());
        RunJson.optional(json, "off", task.off());
        json.write("breaker", task.breaker().name())
                .writeStartObject("removalLimit")
                .write("items", task.removalLimit().items())
                .write("share", task.removalLimit().share())
                .writeEnd()
                .write("batchSize", task.batchSize())
                .writeStartArray("warnings");
        task.warnings().forEach(json::write);
        json.writeEnd().writeEnd();
    }
}
