package dev.cleanup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run, under way or ended; immutable, a newer state is a newer record.
 *
 * @param id unique
 * @param mode what it was asked to do
 * @param status how it is doing
 * @param plan the plan it applies; of a dry run its own id, since it is a plan; empty when it just executes
 * @param requestedBy who or what wanted it
 * @param reason in words, why it ended as it did; empty when there is nothing to say
 * @param startedAt by this machine's clock
 * @param updatedAt when this record was made; while the run is under way at most a second or so ago
 * @param finishedAt empty while it is under way
 * @param tasks one for each task that was begun, in order
 * @param node the name of the node that does it; empty when it is not known
 */
public record CleanupRun(
        String id,
        RunMode mode,
        RunStatus status,
        Optional<String> plan,
        String requestedBy,
        String reason,
        Instant startedAt,
        Instant updatedAt,
        Optional<Instant> finishedAt,
        List<TaskRun> tasks,
        String node) {
    public CleanupRun {
        tasks = List.copyOf(tasks);
    }

    /** A run on a node that is not known. */
    public CleanupRun(
            String id,
            RunMode mode,
            RunStatus status,
            Optional<String> plan,
            String requestedBy,
            String reason,
            Instant startedAt,
            Instant updatedAt,
            Optional<Instant> finishedAt,
            List<TaskRun> tasks) {
        this(id, mode, status, plan, requestedBy, reason, startedAt, updatedAt, finishedAt, tasks, "");
    }

    /** The part that this task has in the run, if it has begun. */
    public Optional<TaskRun> task(String name) {
        return tasks.stream().filter(task -> task.task().equals(name)).findFirst();
    }
}
