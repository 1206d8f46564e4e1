package dev.cleanup.micrometer;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupStatus.TaskStatus;
import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The meters of a service and of all its tasks, which are there as long as this is. */
final class Meters {
    /** How runs end that are told; one whose node died is found later, by another. */
    static final List<RunStatus> ENDS =
            List.of(RunStatus.SUCCEEDED, RunStatus.FAILED, RunStatus.STOPPED, RunStatus.REFUSED);

    private final Registration registration;
    private final Map<RunStatus, Timer> runs = new LinkedHashMap<>();
    private final Map<String, TaskMeters> tasks = new LinkedHashMap<>();

    Meters(MeterRegistry registry, Reader reader) {
        Tags service = Tags.of("service", reader.latest().status().service());
        this.registration = new Registration(registry);
        serviceGauges(service, reader);
        for (RunStatus end : ENDS) {
            runs.put(
                    end,
                    registration.timer(
                            "cleanup.run.duration", outcome(service, end), "How long runs took, by how they ended"));
        }
        for (TaskStatus task : reader.latest().status().tasks()) {
            tasks.put(task.task(), new TaskMeters(registration, service.and("task", task.task()), task.task(), reader));
        }
    }

    private void serviceGauges(Tags service, Reader reader) {
        registration.flag(
                "cleanup.overdue",
                service,
                "Whether a scheduled run should have begun more than two minutes ago",
                () -> reader.latest().status().overdue());
        registration.timestamp(
                "cleanup.next.run.timestamp",
                service,
                "When the next scheduled run begins, in seconds since 1970; not a number when there is none",
                () -> reader.latest()
                        .status()
                        .nextRun()
                        .map(Registration::seconds)
                        .orElse(Double.NaN));
    }

    static Tags outcome(Tags tags, RunStatus end) {
        return tags.and("outcome", end.name().toLowerCase(Locale.ROOT));
    }

    void batchEnded(String task, Duration took) {
        Optional.ofNullable(tasks.get(task)).ifPresent(meters -> meters.batchEnded(took));
    }

    void taskEnded(TaskRun part) {
        Optional.ofNullable(tasks.get(part.task())).ifPresent(meters -> meters.ended(part));
    }

    void runEnded(CleanupRun run) {
        Instant end = run.finishedAt().orElse(run.updatedAt());
        Optional.ofNullable(runs.get(run.status()))
                .ifPresent(timer -> timer.record(Duration.between(run.startedAt(), end)));
    }

    void close() {
        registration.close();
    }
}
