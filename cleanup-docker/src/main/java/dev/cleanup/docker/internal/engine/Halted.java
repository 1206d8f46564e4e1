package dev.cleanup.docker.internal.engine;

import dev.cleanup.CleanupException;

/** The engine was not asked to change anything, since whoever wanted it has been told to stop. */
public final class Halted extends CleanupException {
    private static final long serialVersionUID = 1L;

    Halted(String why) {
        super(why);
    }
}
