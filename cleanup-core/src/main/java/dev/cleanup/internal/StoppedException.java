package dev.cleanup.internal;

import dev.cleanup.CleanupException;

/** A run ends between two batches; the message is why. */
final class StoppedException extends CleanupException {
    private static final long serialVersionUID = 1L;

    private final String why;

    StoppedException(String why) {
        super(why);
        this.why = why;
    }

    String why() {
        return why;
    }
}
