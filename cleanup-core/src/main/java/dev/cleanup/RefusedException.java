package dev.cleanup;

/**
 * A task sees something that cannot be right, such as an empty list of owners, and refuses to have anything removed on its account. The
 * task's part of the run ends {@link RunStatus#REFUSED}.
 */
public class RefusedException extends CleanupException {
    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }
}
