package dev.cleanup.docker.internal.engine;

/**
 * What the engine said to a request that changes something.
 *
 * @param status the HTTP status
 * @param body its answer, or the message of its error
 */
public record Reply(int status, String body) {
    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    /** It was done. */
    public boolean done() {
        return status >= OK && status < MULTIPLE_CHOICES;
    }

    /** There is no such thing any more. */
    public boolean gone() {
        return status == NOT_FOUND;
    }

    /** It is in use, or somebody is at it. */
    public boolean conflict() {
        return status == CONFLICT;
    }
}
