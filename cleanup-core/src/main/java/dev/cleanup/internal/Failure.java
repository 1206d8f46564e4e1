package dev.cleanup.internal;

import dev.cleanup.CleanupException;
import org.jspecify.annotations.Nullable;

/** Failures of plug-ins, in words and for the log, without what looks like a secret. */
public final class Failure {
    private static final int MAX_CAUSES = 8;

    private Failure() {}

    /** One line for people: the message of our own exceptions, the type as well for others. */
    public static String reason(Throwable failure) {
        String message = failure.getMessage();
        if (failure instanceof CleanupException && message != null) {
            return Text.redact(message);
        }
        String type = failure.getClass().getSimpleName();
        return message == null ? type : Text.redact(type + ": " + message);
    }

    /** The same stack trace with redacted messages. */
    public static Throwable forLog(Throwable failure) {
        return forLog(failure, MAX_CAUSES);
    }

    private static Throwable forLog(Throwable failure, int causes) {
        Throwable cause = failure.getCause();
        Throwable redacted = new Redacted(
                failure.getClass().getName() + ": " + Text.redact(String.valueOf(failure.getMessage())),
                cause == null || causes == 0 ? null : forLog(cause, causes - 1));
        redacted.setStackTrace(failure.getStackTrace());
        return redacted;
    }

    private static final class Redacted extends Exception {
        private static final long serialVersionUID = 1L;

        Redacted(String message, @Nullable Throwable cause) {
            super(message, cause, false, true);
        }
    }
}
