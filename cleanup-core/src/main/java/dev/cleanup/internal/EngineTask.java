package dev.cleanup.internal;

import dev.cleanup.CleanupStatus.TaskStatus;
import dev.cleanup.CleanupTask;
import dev.cleanup.RemovalLimit;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.throttle.Throttle;
import java.util.Optional;

/** A task with what the engine keeps for it. */
public final class EngineTask {
    private final CleanupTask task;
    private final RemovalLimit limit;
    private final Throttle throttle;
    private final Guard guard;

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

    TaskStatus status() {
        return new TaskStatus(
                task.name(),
                Text.clean(task.description()),
                task.policy().map(RetentionPolicy::describe),
                limit,
                task.batchSize(),
                off(),
                guard.state());
    }
}
