package dev.cleanup.servlet.internal.api;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupStatus;
import dev.cleanup.CleanupStatus.BreakerState;
import dev.cleanup.CleanupStatus.TaskStatus;
import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Something that needs a person.
 *
 * @param kind what it is
 * @param task the task it is about, if it is about one
 * @param run the run it is about
 * @param since since when
 * @param text in words
 */
record Attention(Kind kind, Optional<String> task, Optional<String> run, Optional<Instant> since, String text) {

    /** The worst first. */
    enum Kind {
        OVERDUE,
        NOT_STARTED,
        BREAKER_OPEN,
        FAILED,
        REFUSED
    }

    /**
     * All that needs a person, the worst first.
     *
     * @param runs the last runs, newest first
     */
    static List<Attention> of(CleanupStatus status, List<CleanupRun> runs) {
        List<Attention> all = new ArrayList<>();
        schedule(status).ifPresent(all::add);
        for (TaskStatus task : status.tasks()) {
            if (task.breaker() == BreakerState.OPEN) {
                all.add(ofTask(
                        Kind.BREAKER_OPEN, task.task(), "circuit breaker open after failures; the next run probes it"));
            }
            lastEnd(task.task(), runs).ifPresent(all::add);
        }
        all.sort(Comparator.comparing(Attention::kind));
        return all;
    }

    private static Optional<Attention> schedule(CleanupStatus status) {
        if (status.overdue()) {
            return Optional.of(new Attention(
                    Kind.OVERDUE, Optional.empty(), Optional.empty(), status.nextRun(), "a scheduled run is overdue"));
        }
        boolean idle = status.schedule().isPresent() && status.nextRun().isEmpty();
        return idle
                ? Optional.of(new Attention(
                        Kind.NOT_STARTED,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "there is a schedule, and it is not running: the service was not started, or is closed"))
                : Optional.empty();
    }

    private static Attention ofTask(Kind kind, String task, String text) {
        return new Attention(kind, Optional.of(task), Optional.empty(), Optional.empty(), text);
    }

    /** What the last run that the task took part in came to; a run that only could not apply a plan says nothing of the task. */
    private static Optional<Attention> lastEnd(String task, List<CleanupRun> runs) {
        for (CleanupRun run : runs) {
            Optional<TaskRun> part =
                    run.task(task).filter(ended -> ended.status().ended());
            if (part.isPresent()) {
                return part.get().status() == RunStatus.FAILED || part.get().status() == RunStatus.REFUSED
                        ? Optional.of(ofRun(run, part.get()))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Attention ofRun(CleanupRun run, TaskRun part) {
        Kind kind = part.status() == RunStatus.FAILED ? Kind.FAILED : Kind.REFUSED;
        return new Attention(kind, Optional.of(part.task()), Optional.of(run.id()), run.finishedAt(), part.reason());
    }
}
