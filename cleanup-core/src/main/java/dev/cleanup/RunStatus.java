package dev.cleanup;

/** How a run, or one task of it, is doing or has ended. */
public enum RunStatus {
    RUNNING,
    /** Somebody asked it to stop; it ends before its next batch. */
    STOPPING,
    SUCCEEDED,
    /** Something went wrong; the reason says what. */
    FAILED,
    /** It ended early, because somebody stopped it or its deadline came. */
    STOPPED,
    /** A safety rule said no to the run, or to at least one of its tasks, of which nothing was removed then. */
    REFUSED,
    /** Nothing was heard of the node that ran it for too long; what it had saved by then is kept. */
    ABANDONED;

    /** Whether this is an end. */
    public boolean ended() {
        return this != RUNNING && this != STOPPING;
    }
}
