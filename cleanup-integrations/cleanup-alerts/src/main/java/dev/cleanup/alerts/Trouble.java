package dev.cleanup.alerts;

import dev.cleanup.Attention;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupStatus;
import dev.cleanup.alerts.Alert.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that people are told of.
 *
 * @param problem what it is
 * @param task the task it is about, if it is about one
 * @param run the run it is about, if it is about one
 * @param since since when, if that is known
 * @param text in words
 */
record Trouble(Problem problem, Optional<String> task, Optional<CleanupRun> run, Optional<Instant> since, String text) {

    /** The trouble of this moment. The rest of what the page shows goes along with it, or belongs to an upgrade or a start. */
    static List<Trouble> of(CleanupStatus status, List<CleanupRun> runs) {
        return Attention.of(status, runs).stream()
                .flatMap(one -> problem(one.kind())
                        .map(problem -> new Trouble(problem, one.task(), run(one, runs), one.since(), one.text()))
                        .stream())
                .toList();
    }

    /** The history cannot be read, for this reason. */
    static Trouble unreadable(String reason) {
        return new Trouble(Problem.UNREADABLE, Optional.empty(), Optional.empty(), Optional.empty(), reason);
    }

    private static Optional<Problem> problem(Attention.Kind kind) {
        return switch (kind) {
            case OVERDUE -> Optional.of(Problem.OVERDUE);
            case FAILED -> Optional.of(Problem.FAILED);
            case ABANDONED -> Optional.of(Problem.ABANDONED);
            case REFUSED -> Optional.of(Problem.REFUSED);
            case NOT_STARTED, BREAKER_OPEN, RULES_DIFFER -> Optional.empty();
        };
    }

    private static Optional<CleanupRun> run(Attention attention, List<CleanupRun> runs) {
        return attention
                .run()
                .flatMap(id -> runs.stream().filter(run -> run.id().equals(id)).findFirst());
    }

    /** What has one trouble at a time: a task, the schedule, the history. */
    Subject subject() {
        return switch (problem) {
            case FAILED, ABANDONED, REFUSED -> new Subject("run", task);
            case OVERDUE -> Subject.SCHEDULE;
            case UNREADABLE -> new Subject("history", task);
        };
    }

    /** Who did the run that shows it; empty when no run does, or when it died and so cannot tell. */
    Optional<String> node() {
        return problem == Problem.ABANDONED ? Optional.empty() : run.map(CleanupRun::node);
    }

    /** See {@link #subject}. */
    record Subject(String kind, Optional<String> task) {
        static final Subject SCHEDULE = new Subject("schedule", Optional.empty());
    }
}
