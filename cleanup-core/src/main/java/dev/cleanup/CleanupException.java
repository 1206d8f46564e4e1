package dev.cleanup;

/** The root of everything this library throws on purpose; its messages hold no secrets and no row contents. */
public class CleanupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CleanupException(String message) {
        super(message);
    }

    public CleanupException(String message, Throwable cause) {
        super(message, cause);
    }
}
