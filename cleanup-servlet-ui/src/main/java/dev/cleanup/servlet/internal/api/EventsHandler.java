package dev.cleanup.servlet.internal.api;

import dev.cleanup.CleanupOperations;
import dev.cleanup.CleanupRun;
import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import dev.cleanup.servlet.internal.http.Answer;
import dev.cleanup.servlet.internal.http.Call;
import jakarta.json.stream.JsonGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What happened lately: runs that began and ended, and tasks that failed or were refused. */
final class EventsHandler {
    private static final Set<RunStatus> BAD = Set.of(RunStatus.FAILED, RunStatus.ABANDONED, RunStatus.REFUSED);

    private final CleanupOperations operations;

    EventsHandler(CleanupOperations operations) {
        this.operations = operations;
    }

    private record Event(Instant at, String kind, String run, Optional<String> task, String text) {}

    Answer list(Call call) {
        int limit = Page.limit(call.query());
        // A run has at least one event, so the events asked for are those of this many runs.
        List<Event> events = operations.summaries(limit).stream()
                .flatMap(run -> events(run).stream())
                .sorted(Comparator.comparing(Event::at).reversed())
                .limit(limit)
                .toList();
        return Answer.tagged(json -> {
            json.writeStartObject().writeStartArray("events");
            events.forEach(event -> write(json, event));
            json.writeEnd().writeEnd();
        });
    }

    private static List<Event> events(CleanupRun run) {
        List<Event> events = new ArrayList<>();
        String what = words(run.mode());
        run.finishedAt().ifPresent(end -> {
            events.add(new Event(end, "RUN_ENDED", run.id(), Optional.empty(), what + " " + words(run.status())));
            run.tasks().forEach(task -> bad(run, task, end).ifPresent(events::add));
        });
        events.add(new Event(
                run.startedAt(), "RUN_STARTED", run.id(), Optional.empty(), what + " by " + run.requestedBy()));
        return events;
    }

    private static Optional<Event> bad(CleanupRun run, TaskRun task, Instant at) {
        return BAD.contains(task.status())
                ? Optional.of(new Event(at, "TASK_" + task.status(), run.id(), Optional.of(task.task()), task.reason()))
                : Optional.empty();
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void write(JsonGenerator json, Event event) {
        json.writeStartObject()
                .write("at", event.at.toString())
                .write("kind", event.kind)
                .write("run", event.run);
        RunJson.optional(json, "task", event.task);
        json.write("text", event.text).writeEnd();
    }
}
