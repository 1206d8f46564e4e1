package dev.cleanup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a service is set up and doing, at one moment.
 *
 * @param service the service's name
 * @param current the run that is under way
 * @param dryRun whether the service removes nothing at all
 * @param schedule when it runs, in words; empty when only by hand
 * @param nextRun when it runs next; empty when only by hand, not started or closed
 * @param overdue whether a scheduled run should have begun more than two minutes ago
 * @param planExpiry how long after its end a dry run's plan may be applied
 * @param tasks its tasks, in the order they run
 */
public record CleanupStatus(
        String service,
        Optional<CleanupRun> current,
        boolean dryRun,
        Optional<String> schedule,
        Optional<Instant> nextRun,
        boolean overdue,
        Duration planExpiry,
        List<TaskStatus> tasks) {
    public CleanupStatus {
        tasks = List.copyOf(tasks);
    }

    /**
     * How one task is set up and doing.
     *
     * @param task its name
     * @param description what it cleans, in words
     * @param policy what stays, in words; empty when the task has none to show
     * @param removalLimit the most that one run removes
     * @param batchSize the most that one batch removes
     * @param off why it is switched off, in words; empty when it is on
     * @param breaker its circuit breaker: CLOSED when all is well, OPEN after failures; the next run probes it
     * @param disagreements what other nodes do otherwise with the task, in words; such as the nodes of the old version during an upgrade
     * @param warnings what is most likely not meant about how it is set up, in words; see {@link CleanupTask#warnings}
     */
    public record TaskStatus(
            String task,
            String description,
            Optional<String> policy,
            RemovalLimit removalLimit,
            int batchSize,
            Optional<String> off,
            BreakerState breaker,
            List<String> disagreements,
            List<String> warnings) {
        public TaskStatus {
            disagreements = List.copyOf(disagreements);
            warnings = List.copyOf(warnings);
        }
    }

    /** What a circuit breaker does with calls. */
    public enum BreakerState {
        /** Lets them through. */
        CLOSED,
        /** Rejects them, after too many failures in a row. */
        OPEN,
        /** Lets one through, to see. */
        HALF_OPEN
    }
}
