package dev.cleanup.docker.internal.engine;

import dev.cleanup.TransientFailureException;

/** A request that has no answer: nobody knows whether the engine did what it was asked to, if it was to change anything. */
public final class Unanswered extends TransientFailureException {
    private static final long serialVersionUID = 1L;

    Unanswered(String message, Throwable cause) {
        super(message, cause);
    }
}
