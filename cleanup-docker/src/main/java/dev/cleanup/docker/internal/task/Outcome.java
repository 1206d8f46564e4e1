package dev.cleanup.docker.internal.task;

import dev.cleanup.CleanupException;

/** What became of one resource. */
public sealed interface Outcome {

    /**
     * It is gone.
     *
     * @param bytes how much room that gave back, as far as it is known
     */
    record Removed(long bytes) implements Outcome {}

    /**
     * It was spared.
     *
     * @param reason in words
     */
    record Skipped(String reason) implements Outcome {}

    /**
     * It has to stay, by the look right before.
     *
     * @param reason in words
     */
    record Stays(String reason) implements Outcome {}

    /**
     * It could not be removed.
     *
     * @param reason in words
     */
    record Failed(String reason) implements Outcome {}

    /**
     * It was to be removed, and nobody knows whether it was.
     *
     * @param failure the answer that did not come, or cannot be understood
     */
    record Unknown(CleanupException failure) implements Outcome {}

    /**
     * It was to be removed and that got no answer; the engine says that it is still there, and may be at it.
     *
     * @param reason in words
     */
    record Pending(String reason) implements Outcome {}
}
