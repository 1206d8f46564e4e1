package dev.cleanup;

import dev.cleanup.CleanupStatus.BreakerState;
import dev.cleanup.CleanupStatus.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Something that needs a person, as pages show it and alerts tell it; worked out here and nowhere else.
 *
 * @param kind what it is
 * @param task the task it is about, if it is about one
 * @param run the run it is about
 * @param since since when
 * @param text in words
 */
public record Attention(Kind kind, Optional<String> task, Optional<String> run, Optional<Instant> since, String text) {
    /** How many of the last runs tell it; what lies behind them is forgotten. */
    public static final int LOOK_BACK = 100;

    /** How the engine's notice begins that a task was off, and so was not looked at. */
    private static final String OFF = "off: ";

    /** What needs a person, the worst first. */
    public enum Kind {
        /** A scheduled run should have begun, and has not. */
        OVERDUE,
        /** There is a schedule that nobody started, or that was closed. */
        NOT_STARTED,
        /** The task's circuit breaker is open. */
        BREAKER_OPEN,
        /** The task's last run failed, or could remove nothing of what it tried. */
        FAILED,
        /** The node of the last run died. */
        ABANDONED,
        /** A safety rule said no to the task, and nobody has decided yet. */
        REFUSED,
        /** Nodes have different rules for the task. */
        RULES_DIFFER
    }

    /**
     * All that needs a person, the worst first. A task that is switched off needs none, whatever became of it before.
     *
     * @param runs the last runs, newest first: {@link #LOOK_BACK} of them, such as {@link CleanupOperations#summaries} has
     */
    public static List<Attention> of(CleanupStatus status, List<CleanupRun> runs) {
        List<Attention> all = new ArrayList<>();
        addSchedule(all, status);
        for (TaskStatus task : status.tasks()) {
            addTask(all, task, runs);
        }
        addDiedEarly(all, runs);
        all.sort(Comparator.comparing(Attention::kind));
        return all;
    }

    private static void addSchedule(List<Attention> all, CleanupStatus status) {
        if (status.overdue()) {
            all.add(new Attention(
                    Kind.OVERDUE, Optional.empty(), Optional.empty(), status.nextRun(), "a scheduled run is overdue"));
        } else if (status.schedule().isPresent() && status.nextRun().isEmpty()) {
            String text = "there is a schedule, and it is not running: the service was not started, or is closed";
            all.add(new Attention(Kind.NOT_STARTED, Optional.empty(), Optional.empty(), Optional.empty(), text));
        }
    }

    private static void addTask(List<Attention> all, TaskStatus task, List<CleanupRun> runs) {
        if (task.off().isEmpty()) {
            if (task.breaker() == BreakerState.OPEN) {
                String text = "circuit breaker open after failures; the next run probes it";
                all.add(ofTask(Kind.BREAKER_OPEN, task.task(), text));
            }
            addLastEnd(all, task, runs);
        }
        for (String words : task.disagreements()) {
            all.add(ofTask(Kind.RULES_DIFFER, task.task(), words));
        }
    }

    private static Attention ofTask(Kind kind, String task, String text) {
        return new Attention(kind, Optional.of(task), Optional.empty(), Optional.empty(), text);
    }

    /** The last run, when its node died before any of its tasks had begun. */
    private static void addDiedEarly(List<Attention> all, List<CleanupRun> runs) {
        for (CleanupRun run : runs) {
            if (run.status().ended()) {
                if (run.status() == RunStatus.ABANDONED && run.tasks().isEmpty()) {
                    all.add(ofRun(run, Optional.empty(), RunStatus.ABANDONED, run.reason()));
                }
                return;
            }
        }
    }

    /**
     * What the last run that the task took part in came to. A dry run that finds as much as was refused leaves it to be decided. A run that was
     * stopped, that found the task switched off, or that only could not apply a plan, says nothing of the task.
     */
    private static void addLastEnd(List<Attention> all, TaskStatus task, List<CleanupRun> runs) {
        boolean looked = false;
        for (CleanupRun run : runs) {
            Optional<TaskRun> took = run.task(task.task());
            if (took.isPresent() && says(took.get())) {
                TaskRun part = took.get();
                if (part.status() == RunStatus.REFUSED || (brokeOff(part) && !looked) || isStuck(part)) {
                    String text = part.reason().isEmpty() ? "none of its items could be removed" : part.reason();
                    all.add(ofRun(run, Optional.of(part.task()), part.status(), text));
                    return;
                }
                if (run.mode() != RunMode.DRY_RUN || !wouldBeRefused(task, part)) {
                    return;
                }
                looked = true;
            }
        }
    }

    private static boolean says(TaskRun part) {
        return part.status().ended() && part.status() != RunStatus.STOPPED && !wasOff(part);
    }

    private static boolean wasOff(TaskRun part) {
        if (part.survey().isPresent() && part.eligible() == 0) {
            for (String notice : part.survey().get().notices()) {
                if (notice.startsWith(OFF)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean brokeOff(TaskRun part) {
        return part.status() == RunStatus.FAILED || part.status() == RunStatus.ABANDONED;
    }

    /** It tried, and nothing at all could be removed. */
    private static boolean isStuck(TaskRun part) {
        return part.tally().failed() > 0 && part.tally().removed() == 0;
    }

    private static boolean wouldBeRefused(TaskStatus task, TaskRun part) {
        Optional<Survey> seen = part.survey();
        return seen.isPresent()
                && task.removalLimit().refuses(seen.get().eligible(), seen.get().population());
    }

    private static Attention ofRun(CleanupRun run, Optional<String> task, RunStatus end, String text) {
        Kind kind = end == RunStatus.REFUSED ? Kind.REFUSED : end == RunStatus.ABANDONED ? Kind.ABANDONED : Kind.FAILED;
        return new Attention(kind, task, Optional.of(run.id()), run.finishedAt(), text);
    }
}
