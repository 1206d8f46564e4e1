package dev.cleanup.internal;

import dev.cleanup.CleanupListener;
import dev.cleanup.history.HistoryStore;
import dev.cleanup.schedule.Exclusion;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * What all runs of a service share.
 *
 * @param service its name
 * @param clock this machine's clock
 * @param history where runs are recorded
 * @param listeners who is told
 * @param dryRun whether nothing may be removed at all
 * @param findingsLimit how many findings a survey lists
 * @param planExpiry how long a plan may be applied
 * @param runDeadline how long a run may take
 * @param batchDuration how long a batch is aimed to take
 * @param ticker this machine's time for durations
 * @param node the name of this node
 * @param exclusion what is asked before each run
 */
public record EngineSettings(
        String service,
        InstantSource clock,
        HistoryStore history,
        List<CleanupListener> listeners,
        boolean dryRun,
        int findingsLimit,
        Duration planExpiry,
        Duration runDeadline,
        Duration batchDuration,
        Ticker ticker,
        String node,
        Exclusion exclusion) {
    public EngineSettings {
        listeners = List.copyOf(listeners);
    }
}
