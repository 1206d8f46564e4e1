package dev.cleanup.schedule;

import dev.cleanup.CleanupException;
import dev.cleanup.RunInProgressException;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lets each task run on one node at a time. Safety does not rest on it: a task that runs on two nodes at once is a waste and never a danger.
 * Implementations are safe for use by several threads.
 */
public interface Exclusion {

    /**
     * Takes these tasks for a run, all of them or none.
     *
     * @param lost told why, at most once, when other nodes may take the tasks although the hold was not closed; does not throw
     * @throws RunInProgressException when another run has one of them
     * @throws CleanupException when that cannot be told
     */
    Hold take(String runId, Collection<String> tasks, Consumer<String> lost);

    /** What nodes that are alive do otherwise than this one with a task, in words, as far as is known; does not wait and does not throw. */
    default List<String> disagreements(String task) {
        return List.of();
    }

    /** The tasks of one run. */
    interface Hold extends AutoCloseable {

        /** Gives the tasks back; does not throw. */
        @Override
        void close();
    }

    /** For a service on a single node, which does one run at a time anyway. */
    static Exclusion none() {
        return (runId, tasks, lost) -> () -> {};
    }
}
