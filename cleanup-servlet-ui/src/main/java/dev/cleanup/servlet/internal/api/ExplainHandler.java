package dev.cleanup.servlet.internal.api;

import dev.cleanup.CleanupOperations;
import dev.cleanup.ConfigurationException;
import dev.cleanup.Explanation;
import dev.cleanup.servlet.internal.http.Answer;
import dev.cleanup.servlet.internal.http.Call;
import dev.cleanup.servlet.internal.http.Problem;
import dev.cleanup.servlet.internal.http.Query;
import jakarta.json.stream.JsonGenerator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Why an item is still there. Each look asks the database or the engine, so only a few take place at once. */
final class ExplainHandler {
    private static final int AT_ONCE = 2;
    private static final int RETRY_SECONDS = 1;

    private final CleanupOperations operations;
    private final Semaphore looks = new Semaphore(AT_ONCE);

    ExplainHandler(CleanupOperations operations) {
        this.operations = operations;
    }

    Answer explain(Call call) {
        String task = required(call.query(), "task");
        String id = required(call.query(), "id");
        Optional<Explanation> explanation = look(task, id);
        return Answer.ok(json -> write(json, task, id, explanation));
    }

    private static String required(Query query, String name) {
        return query.text(name).orElseThrow(() -> Problem.badRequest("The parameter '" + name + "' is needed here."));
    }

    private Optional<Explanation> look(String task, String id) {
        if (!looks.tryAcquire()) {
            throw Problem.tooManyRequests("Others are asking this right now; try again in a moment.", RETRY_SECONDS);
        }
        try {
            return operations.explain(task, id);
        } catch (ConfigurationException unknown) {
            throw Problem.badRequest("The " + unknown.setting() + ": " + unknown.accepted() + ".");
        } finally {
            looks.release();
        }
    }

    private static void write(JsonGenerator json, String task, String id, Optional<Explanation> explanation) {
        json.writeStartObject()
                .write("task", task)
                .write("id", id)
                .write("answer", explanation.map(known -> known.answer().name()).orElse("CANNOT_TELL"))
                .write("label", explanation.map(Explanation::label).orElse(""));
        RunJson.optional(json, "since", explanation.flatMap(Explanation::since));
        json.writeStartArray("reasons");
        explanation.map(Explanation::reasons).orElse(List.of()).forEach(json::write);
        json.writeEnd();
        RunJson.optional(json, "removableAt", explanation.flatMap(Explanation::removableAt));
        json.writeEnd();
    }
}
