package dev.cleanup.micrometer;

import dev.cleanup.RunStatus;
import dev.cleanup.Survey;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The meters of one task. */
final class TaskMeters {
    private static final String ITEMS = "What became of the items that were to go";

    private final Map<RunStatus, Counter> runs = new EnumMap<>(RunStatus.class);
    private final Timer batches;
    private final Counter removed;
    private final Counter skipped;
    private final Counter failed;
    private final Counter unknown;

    TaskMeters(Registration registration, Tags tags, String task, Reader reader) {
        for (RunStatus end : Meters.ENDS) {
            Tags outcome = Meters.outcome(tags, end);
            runs.put(end, registration.counter("cleanup.task.runs", outcome, "Runs of the task, by how it ended"));
        }
        batches = registration.timer("cleanup.batch.duration", tags, "How long batches of removals took");
        removed = registration.counter("cleanup.items", tags.and("outcome", "removed"), ITEMS);
        skipped = registration.counter("cleanup.items", tags.and("outcome", "skipped"), ITEMS);
        failed = registration.counter("cleanup.items", tags.and("outcome", "failed"), ITEMS);
        unknown = registration.counter("cleanup.items", tags.and("outcome", "unknown"), ITEMS);
        gauges(registration, tags, () -> reader.latest().past(task));
        registration.flag(
                "cleanup.breaker.open",
                tags,
                "Whether the task's circuit breaker is open; the next run probes it",
                () -> reader.latest().breakerOpen(task));
        registration.flag("cleanup.off", tags, "Whether the task is switched off", () -> reader.latest()
                .off(task));
    }

    private static void gauges(Registration registration, Tags tags, Supplier<Past> past) {
        registration.timestamp(
                "cleanup.last.run.timestamp",
                tags,
                "When the last run with the task ended, in seconds since 1970; 0 when there was none",
                () -> Registration.seconds(past.get().lastRun()));
        registration.timestamp(
                "cleanup.last.success.timestamp",
                tags,
                "When the task last removed what it was to remove, in seconds since 1970; 0 when it never did",
                () -> Registration.seconds(past.get().lastSuccess()));
        registration.gauge(
                "cleanup.eligible",
                tags,
                "Items that may go, as the last survey saw it; not a number before the first",
                () -> eligible(past.get().seen()));
        registration.flag("cleanup.failing", tags, "Whether the task failed and has not worked since", () -> past.get()
                .failing());
        registration.flag(
                "cleanup.refused",
                tags,
                "Whether a safety rule said no to the task and nobody has decided yet",
                () -> past.get().refused());
    }

    private static double eligible(Optional<Survey> seen) {
        return seen.map(survey -> (double) survey.eligible()).orElse(Double.NaN);
    }

    void batchEnded(Duration took) {
        batches.record(took);
    }

    void ended(TaskRun part) {
        Optional.ofNullable(runs.get(part.status())).ifPresent(Counter::increment);
        Tally tally = part.tally();
        removed.increment((double) tally.removed());
        skipped.increment((double) tally.skipped());
        failed.increment((double) tally.failed());
        unknown.increment((double) tally.unknown());
    }
}
