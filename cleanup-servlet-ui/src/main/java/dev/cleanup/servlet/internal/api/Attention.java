package dev.cleanup.servlet.internal.api;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupStatus;
import dev.cleanup.CleanupStatus.BreakerState;
import dev.cleanup.CleanupStatus.TaskStatus;
import dev.cleanup.RunMode;
import dev.cleanup.RunStatus;
import dev.cleanup.Survey;
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

    /** How the engine's notice begins that a task was off, and so was not looked at. */
    private static final String OFF = "off: ";

    /** The worst first. */
    enum Kind {
        OVERDUE,
        NOT_STARTED,
        BREAKER_OPEN,
        FAILED,
        ABANDONED,
        REFUSED,
        RULES_DIFFER;

        static Kind of(RunStatus end) {
            return switch (end) {
                case REFUSED -> REFUSED;
                case ABANDONED -> ABANDONED;
                default -> FAILED;
            };
        }
    }

    /**
     * All that needs a person, the worst first. A task that is switched off needs none, whatever became of it before.
     *
     * @param runs the last runs, newest first
     */
    static List<Attention> of(CleanupStatus status, List<CleanupRun> runs) {
        List<Attention> all = new ArrayList<>();
        schedule(status).ifPresent(all::add);
        for (TaskStatus task : status.tasks()) {
            if (task.off().isEmpty()) {
                breaker(task).ifPresent(all::add);
                lastEnd(task, runs).ifPresent(all::add);
            }
            task.disagreements().forEach(words -> all.add(ofTask(Kind.RULES_DIFFER, task.task(), words)));
        }
        diedEarly(runs).ifPresent(all::add);
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

    private static Optional<Attention> breaker(TaskStatus task) {
        return task.breaker() == BreakerState.OPEN
                ? Optional.of(ofTask(
                        Kind.BREAKER_OPEN, task.task(), "circuit breaker open after failures; the next run probes it"))
                : Optional.empty();
    }

    private static Attention ofTask(Kind kind, String task, String text) {
        return new Attention(kind, Optional.of(task), Optional.empty(), Optional.empty(), text);
    }

    /** The last run, when its node died before any of its tasks had begun. */
    private static Optional<Attention> diedEarly(List<CleanupRun> runs) {
        return runs.stream()
                .filter(run -> run.status().ended())
                .findFirst()
                .filter(run ->
                        run.status() == RunStatus.ABANDONED && run.tasks().isEmpty())
                .map(run -> new Attention(
                        Kind.ABANDONED, Optional.empty(), Optional.of(run.id()), run.finishedAt(), run.reason()));
    }

    /**
     * What the last run that the task took part in came to. A dry run that finds as much as was refused leaves it to be decided. A run that was
     * stopped, that found the task switched off, or that only could not apply a plan, says nothing of the task.
     */
    private static Optional<Attention> lastEnd(TaskStatus task, List<CleanupRun> runs) {
        boolean looked = false;
        for (CleanupRun run : runs) {
            Optional<TaskRun> took = run.task(task.task()).filter(Attention::says);
            if (took.isPresent()) {
                TaskRun part = took.get();
                if (part.status() == RunStatus.REFUSED || (brokeOff(part) && !looked)) {
                    return Optional.of(ofRun(run, part));
                }
                if (isStuck(part)) {
                    return Optional.of(ofRun(run, part));
                }
                if (run.mode() != RunMode.DRY_RUN || !wouldBeRefused(task, part)) {
                    return Optional.empty();
                }
                looked = true;
            }
        }
        return Optional.empty();
    }

    private static boolean says(TaskRun part) {
        return part.status().ended() && part.status() != RunStatus.STOPPED && !wasOff(part);
    }

    private static boolean wasOff(TaskRun part) {
        List<String> notices = part.survey().map(Survey::notices).orElse(List.of());
        return part.eligible() == 0 && notices.stream().anyMatch(notice -> notice.startsWith(OFF));
    }

    private static boolean brokeOff(TaskRun part) {
        return part.status() == RunStatus.FAILED || part.status() == RunStatus.ABANDONED;
    }

    /** It tried, and nothing at all could be removed. */
    private static boolean isStuck(TaskRun part) {
        return part.tally().failed() > 0 && part.tally().removed() == 0;
    }

    private static boolean wouldBeRefused(TaskStatus task, TaskRun part) {
        return part.survey()
                .filter(seen -> task.removalLimit().refuses(seen.eligible(), seen.population()))
                .isPresent();
    }

    private static Attention ofRun(CleanupRun run, TaskRun part) {
        String text = part.reason().isEmpty() ? "none of its items could be removed" : part.reason();
        return new Attention(
                Kind.of(part.status()), Optional.of(part.task()), Optional.of(run.id()), run.finishedAt(), text);
    }
}
