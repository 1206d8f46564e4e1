package dev.cleanup.history;

import dev.cleanup.CleanupRun;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what happened. Implementations are safe for use by several threads; what they throw at the start of a run keeps that run from
 * removing anything.
 */
public interface HistoryStore {

    /** How many runs the in-memory store keeps by default. */
    int DEFAULT_RUNS = 10;

    /** Adds this run, or replaces what is kept under its id; but what has ended is not replaced by what has not. */
    void save(CleanupRun run);

    /** The run with this id, if it is still kept. */
    Optional<CleanupRun> find(String id);

    /** The newest runs, by when they were first saved, newest first, at most this many. A run that is under way is never dropped. */
    List<CleanupRun> latest(int limit);

    /**
     * Marks a plan as used by a run, atomically: of all callers, on all nodes that share the store, exactly one gets true, and only while the
     * plan is kept.
     */
    boolean claimPlan(String planId, String runId);

    /** Keeps the last {@value #DEFAULT_RUNS} runs in memory. */
    static HistoryStore inMemory() {
        return inMemory(DEFAULT_RUNS);
    }

    /** Keeps this many ended runs in memory, and those under way. */
    static HistoryStore inMemory(int runs) {
        return new InMemoryHistoryStore(runs);
    }
}
