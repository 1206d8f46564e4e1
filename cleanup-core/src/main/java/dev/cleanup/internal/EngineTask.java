package dev.cleanup.internal;

import dev.cleanup.CleanupStatus.TaskStatus;
import dev.cleanup.CleanupTask;
import dev.cleanup.RemovalLimit;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.throttle.Throttle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A task with what the engine keeps for it. */
public final class EngineTask {
    private static final Logger LOG = LoggerFactory.getLogger(EngineTask.class);

    private final CleanupTask task;
    private final RemovalLimit limit;
    private final Throttle throttle;
    private final Guard guard;
    private volatile List<String> warnings = List.of();
    private volatile int lastBatch;

    public EngineTask(CleanupTask task, RemovalLimit limit, Throttle throttle, GuardSettings settings) {
        task.policy().ifPresent(RetentionPolicy::check);
        this.task = task;
        this.limit = limit;
        this.throttle = throttle;
        this.guard = new Guard(settings);
    }

    public String name() {
        return task.name();
    }

    CleanupTask task() {
        return task;
    }

    RemovalLimit limit() {
        return limit;
    }

    Throttle throttle() {
        return throttle;
    }

    Guard guard() {
        return guard;
    }

    /** How many items a batch could hold when the last run of this process ended; 0 when there was none. */
    int lastBatch() {
        return lastBatch;
    }

    void lastBatch(int items) {
        lastBatch = items;
    }

    /** Everything that decides what may go, in words; a plan holds only under the same rule. */
    String rule() {
        return task.policy()
                .map(RetentionPolicy::describe)
                .map(policy -> task.description() + ": " + policy)
                .orElse(task.description());
    }

    /** Why the task is switched off; also when it cannot say whether it is on. */
    Optional<String> off() {
        try {
            return task.off().map(Text::redact);
        } catch (Exception | Error failure) {
            return Optional.of("it cannot say whether it is on: " + Failure.reason(failure));
        }
    }

    /** Lets each of these tasks, which are all of a service, say what is most likely not meant, and logs it. */
    public static void warn(List<EngineTask> tasks) {
        for (EngineTask task : tasks) {
            try {
                List<CleanupTask> others = tasks.stream()
                        .map(EngineTask::task)
                        .filter(other -> other != task.task)
                        .toList();
                task.warnings =
                        task.task.warnings(others).stream().map(Text::redact).toList();
                task.warnings.forEach(words -> LOG.warn("{}: {}", task.name(), words));
            } catch (RuntimeException | Error failure) {
                LOG.debug("{}: nothing can be said of how it is set up", task.name(), Failure.forLog(failure));
            }
        }
    }

    /** The rule of each of these tasks, as far as they can tell. */
    public static Map<String, String> rules(List<EngineTask> tasks) {
        Map<String, String> rules = new LinkedHashMap<>();
        for (EngineTask task : tasks) {
            try {
                rules.put(task.name(), task.rule());
            } catch (RuntimeException | Error failure) {
                // A run of this task says so, and removes nothing.
                LOG.debug("{}: the rule cannot be put into words", task.name(), Failure.forLog(failure));
            }
        }
        return rules;
    }

    TaskStatus status(List<String> disagreements) {
        return new TaskStatus(
                task.name(),
                Text.clean(task.description()),
                task.policy().map(RetentionPolicy::describe),
                limit,
                task.batchSize(),
                off(),
                guard.state(),
                disagreements.stream().map(Text::redact).toList(),
                warnings);
    }
}
