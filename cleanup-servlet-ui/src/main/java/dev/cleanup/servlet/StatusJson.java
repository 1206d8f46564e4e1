package dev.cleanup.servlet;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupStatus;
import dev.cleanup.CleanupStatus.TaskStatus;
import jakarta.json.stream.JsonGenerator;
import java.util.List;

/** The status of a service as JSON: how it is set up, what it does now and what it did last. */
final class StatusJson {
    private StatusJson() {}

    static void write(JsonGenerator json, CleanupStatus status, List<CleanupRun> runs) {
        json.writeStartObject()
                .write("service", status.service())
                .write("running", status.current().isPresent())
                .write("dryRun", status.dryRun());
        RunJson.optional(json, "schedule", status.schedule());
        RunJson.optional(json, "nextRun", status.nextRun());
        current(json, status);
        json.writeStartArray("tasks");
        status.tasks().forEach(task -> task(json, task));
        json.writeEnd().writeStartArray("runs");
        runs.forEach(run -> RunJson.writeSummary(json, run));
        json.writeEnd().writeEnd();
    }

    private static void current(JsonGenerator json, CleanupStatus status) {
        if (status.current().isEmpty()) {
            json.writeNull("current");
        } else {
            json.writeKey("current");
            RunJson.writeSummary(json, status.current().get());
        }
    }

    private static void task(JsonGenerator json, TaskStatus task) {
        json.writeStartObject().write("task", task.task()).write("description", task.description());
        RunJson.optional(json, "policy", task.policy());
        json.write("breaker", task.breaker().name())
                .writeStartObject("removalLimit")
                .write("items", task.removalLimit().items())
                .write("share", task.removalLimit().share())
                .writeEnd()
                .write("batchSize", task.batchSize())
                .writeEnd();
    }
}
