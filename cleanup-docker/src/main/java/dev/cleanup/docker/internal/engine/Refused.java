package dev.cleanup.docker.internal.engine;

import dev.cleanup.CleanupException;

/** The engine itself cannot do what it was asked for, as its answer 500 says; that of something else it can, is not ruled out. */
public final class Refused extends CleanupException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
        super(message);
    }
}
