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

    /** The same runs without what their tasks found and left over, which a store may leave out: the counts are all there. */
    default List<CleanupRun> summaries(int limit) {
        return latest(limit);
    }

    /**
     * Marks a plan as used by a run, atomically: of all callers, on all nodes that share the store, exactly one gets true, and only while the
     * plan is kept.
     */
    boolean claimPlan(String planId, String runId);

    /**
     * Asks whichever node does a run to stop it. By default nothing is asked: a store of one node needs no more.
     *
     * @param why in words, for the run's record; of several requests the first one stays
     * @return whether the run is under way
     */
    default boolean requestStop(String runId, String why) {
        return false;
    }

    /**
     * Why a run that is under way has to stop before its next batch, in words: somebody asked for it, or the node that does it was given up for
     * dead. That node asks about once a second, after each save.
     */
    default Optional<String> stopRequested(String runId) {
        return Optional.empty();
    }

    /** Keeps the last {@value #DEFAULT_RUNS} runs in memory. */
    static HistoryStore inMemory() {
        return inMemory(DEFAULT_RUNS);
    }

    /** Keeps this many ended runs in memory, and those under way. */
    static HistoryStore inMemory(int runs) {
        return new InMemoryHistoryStore(runs);
    }
}
