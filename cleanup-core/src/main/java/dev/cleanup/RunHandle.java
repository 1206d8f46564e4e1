package dev.cleanup;

/** A run that was begun and recorded; see {@link CleanupOperations#begin}. Safe for use by several threads. */
public interface RunHandle {
    /** The run as it is now. */
    CleanupRun current();

    /**
     * Waits until the run has ended. A waiting thread that is interrupted stops the run, waits for its last batch and keeps its interrupt
     * flag.
     *
     * @return the run as it ended
     */
    CleanupRun await();
}
