package dev.cleanup.internal;

import dev.cleanup.BatchResult;
import dev.cleanup.Leftover;
import dev.cleanup.RunStatus;
import dev.cleanup.Survey;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One task's part of the run that is under way; written by the run's thread, read by others. */
final class TaskProgress {
    private static final int MOST_DEPENDENTS = 100;

    private final EngineTask task;
    private final String rule;
    private RunStatus status = RunStatus.RUNNING;
    private String reason = "";
    private @Nullable Survey survey;
    private Tally tally = Tally.NONE;
    private final List<Leftover> leftovers = new ArrayList<>();

    TaskProgress(EngineTask task) {
        this.task = task;
        String words = "";
        try {
            words = Objects.requireNonNull(task.rule(), "the task's description");
        } catch (Exception | Error failure) {
            status = RunStatus.FAILED;
            reason = "the rule cannot be put into words: " + Failure.reason(failure);
        }
        this.rule = words;
    }

    EngineTask task() {
        return task;
    }

    String rule() {
        return rule;
    }

    synchronized void surveyed(Survey seen) {
        survey = seen;
    }

    synchronized Survey survey() {
        if (survey == null) {
            throw new IllegalStateException(task.name() + " was not surveyed");
        }
        return survey;
    }

    synchronized boolean running() {
        return status == RunStatus.RUNNING;
    }

    synchronized void add(BatchResult batch) {
        long failed = batch.leftovers().stream().filter(Leftover::failed).count();
        long skipped = batch.leftovers().size() - failed;
        tally = tally.plus(new Tally(
                batch.removed(), skipped, failed, batch.unknown(), Math.max(0, batch.bytes()), dependents(batch)));
        int room = TaskRun.MAX_LEFTOVERS - leftovers.size();
        batch.leftovers().stream().limit(room).forEach(leftovers::add);
    }

    /** Names come from outside, and a number below zero would take from what others counted. */
    private static Map<String, Long> dependents(BatchResult batch) {
        Map<String, Long> clean = new TreeMap<>();
        batch.dependents().forEach((name, count) -> {
            if (count > 0 && clean.size() < MOST_DEPENDENTS) {
                clean.merge(Text.clean(name), count, Long::sum);
            }
        });
        return clean;
    }

    /** These many removals have an outcome that nobody knows. */
    synchronized void unknown(long items) {
        tally = tally.plus(new Tally(0, 0, 0, items));
    }

    /** Of that many unknown ones, so many turned out to be removed and the rest not. */
    synchronized void resolved(long unknown, long removed) {
        tally = tally.plus(new Tally(removed, 0, 0, -unknown));
    }

    synchronized Tally tally() {
        return tally;
    }

    /** It waits for this reason; empty when it goes on. */
    synchronized void pause(String why) {
        reason = why.isEmpty() ? "" : "paused: " + why;
    }

    synchronized void end(RunStatus end, String why) {
        status = end;
        reason = why;
    }

    synchronized TaskRun snapshot() {
        return new TaskRun(task.name(), rule, status, reason, Optional.ofNullable(survey), tally, leftovers);
    }
}
