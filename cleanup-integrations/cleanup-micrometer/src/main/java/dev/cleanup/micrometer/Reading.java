package dev.cleanup.micrometer;

import dev.cleanup.Attention;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupStatus;
import dev.cleanup.CleanupStatus.BreakerState;
import dev.cleanup.CleanupStatus.TaskStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What gauges show.
 *
 * @param status how the service is doing
 * @param pasts what became of each of its tasks, as far as it is known
 */
record Reading(CleanupStatus status, Map<String, Past> pasts) {
    Reading {
        pasts = Map.copyOf(pasts);
    }

    /** Nothing is known of what was. */
    static Reading of(CleanupStatus status) {
        return new Reading(status, Map.of());
    }

    Reading with(CleanupStatus now) {
        return new Reading(now, pasts);
    }

    /** The same with what these runs, newest first, tell in addition. */
    Reading with(List<CleanupRun> runs) {
        List<Attention> problems = Attention.of(status, runs);
        Map<String, Past> now = new LinkedHashMap<>();
        for (TaskStatus task : status.tasks()) {
            List<Attention> its = task.off().isEmpty() ? problems : List.of();
            now.put(task.task(), past(task.task()).with(task.task(), status.dryRun(), runs, its));
        }
        return new Reading(status, now);
    }

    Past past(String task) {
        return Objects.requireNonNullElse(pasts.get(task), Past.NONE);
    }

    boolean breakerOpen(String task) {
        return status.tasks().stream().anyMatch(one -> one.task().equals(task) && one.breaker() == BreakerState.OPEN);
    }

    boolean off(String task) {
        return status.tasks().stream()
                .anyMatch(one -> one.task().equals(task) && one.off().isPresent());
    }
}
