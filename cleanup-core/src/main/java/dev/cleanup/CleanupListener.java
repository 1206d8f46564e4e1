package dev.cleanup;

import java.time.Duration;

/**
 * Is told what happens. Called on the run's thread, so it should be quick; what it throws is logged and changes nothing.
 */
public interface CleanupListener {

    /** A run is recorded and about to begin. */
    default void runStarted(CleanupRun run) {}

    /**
     * A batch was removed, as far as it could be.
     *
     * @param task the name of its task
     * @param took how long the task took for it, without waits and earlier attempts
     */
    default void batchEnded(CleanupRun run, String task, BatchResult batch, Duration took) {}

    /** A task's part of a run has ended. */
    default void taskEnded(CleanupRun run, TaskRun task) {}

    /** A run has ended and is recorded. */
    default void runEnded(CleanupRun run) {}
}
