package dev.cleanup.jdbc.internal.sql;

import dev.cleanup.CleanupException;
import dev.cleanup.TransientFailureException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Failures of the database in our own words: a driver's message may hold a row's values or a password, so it is never passed on. */
public final class Failures {
    private static final int LONGEST = 200;
    private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]*@");
    private static final Pattern SECRET =
            Pattern.compile("(?i)(password|passwd|pwd|secret|token)\\s*[=:]\\s*[^\\s&;,]+");

    /** PostgreSQL quotes the name after the word, H2 puts it first in quotes. Nothing else of the message is used. */
    private static final Pattern CONSTRAINT =
            Pattern.compile("constraint \"([^\"]{1,128})\"|violation: \"([A-Za-z0-9_$]{1,128}):");

    private Failures() {}

    /** The failure to throw. */
    public static CleanupException of(Dialect dialect, SQLException failure) {
        FailureKind kind = dialect.kind(failure);
        String message = kind.words() + " (SQLState " + failure.getSQLState() + ")";
        return kind.passing()
                ? new TransientFailureException(message, withoutMessage(failure))
                : new CleanupException(message, withoutMessage(failure));
    }

    /** The failure to throw when something was tried out, with advice unless it is one that passes. */
    public static CleanupException tried(Dialect dialect, SQLException failure, String what, String advice) {
        CleanupException reason = of(dialect, failure);
        return dialect.kind(failure).passing()
                ? reason
                : new CleanupException(what + ": " + reason.getMessage() + "; " + advice, reason);
    }

    /** The failure to throw when there is no connection. The first line of the driver says where it tried to connect. */
    public static CleanupException noConnection(SQLException failure) {
        SQLException root = root(failure);
        String state = String.valueOf(root.getSQLState());
        String message = "cannot connect to the database (SQLState " + state + "): " + firstLine(root);
        boolean useless = state.startsWith("28") || state.startsWith("3D");
        return useless
                ? new CleanupException(message, withoutMessage(failure))
                : new TransientFailureException(message, withoutMessage(failure));
    }

    /** Why a single row could not be removed. */
    public static String reason(Dialect dialect, SQLException failure) {
        FailureKind kind = dialect.kind(failure);
        String state = String.valueOf(failure.getSQLState());
        String words = isForeignKey(state) ? "a foreign key still refers to it" : kind.words();
        return constraint(failure)
                .map(name -> words + " (constraint " + name + ")")
                .orElse(words + " (SQLState " + state + ")");
    }

    /** Why the database did not take a row. */
    public static String refusal(Dialect dialect, SQLException failure) {
        String words = dialect.kind(failure).words();
        return constraint(failure)
                .map(name -> words + " (constraint " + name + ")")
                .orElse(words + " (SQLState " + failure.getSQLState() + ")");
    }

    private static boolean isForeignKey(String state) {
        return state.equals("23503") || state.equals("23001");
    }

    private static Optional<String> constraint(SQLException failure) {
        Matcher name = CONSTRAINT.matcher(
                String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
        return name.find() ? Optional.of(name.group(1) == null ? name.group(2) : name.group(1)) : Optional.empty();
    }

    /** The same stack trace without the driver's words. */
    public static Throwable withoutMessage(SQLException failure) {
        SQLException anonymous =
                new SQLException("SQLState " + failure.getSQLState(), failure.getSQLState(), failure.getErrorCode());
        anonymous.setStackTrace(failure.getStackTrace());
        return anonymous;
    }

    private static SQLException root(SQLException failure) {
        Throwable cause = failure;
        SQLException root = failure;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (cause instanceof SQLException sql) {
                root = sql;
            }
            cause = cause.getCause();
        }
        return root;
    }

    private static String firstLine(SQLException failure) {
        String line = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        String anonymous =
                SECRET.matcher(USER_INFO.matcher(line).replaceAll("//***@")).replaceAll("$1=***");
        return anonymous.length() <= LONGEST ? anonymous : anonymous.substring(0, LONGEST) + "…";
    }
}
