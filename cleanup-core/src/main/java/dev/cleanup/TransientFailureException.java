package dev.cleanup;

/**
 * A failure that may be gone in a moment, such as a lost connection or a lock that was not granted. A task throws it only when the call that
 * failed changed nothing; the engine then tries again with backoff and through the task's circuit breaker.
 */
public class TransientFailureException extends CleanupException {
    private static final long serialVersionUID = 1L;

    public TransientFailureException(String message) {
        super(message);
    }

    public TransientFailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
