package dev.cleanup.servlet.query;

import dev.cleanup.CleanupException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a query gave no answer. Its message is ours, can be shown to the caller, and holds no value of a parameter, no row and no word of the
 * driver.
 */
public final class QueryException extends CleanupException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final @Nullable String sqlStateClass;
    private final @Nullable String reference;

    private QueryException(Kind kind, String message, @Nullable String sqlStateClass, @Nullable String reference) {
        super(message);
        this.kind = kind;
        this.sqlStateClass = sqlStateClass;
        this.reference = reference;
    }

    /** What is wrong. */
    public enum Kind {
        /** The text of the query is not accepted; nothing was sent to the database, or it only read the text. */
        BAD_REQUEST,
        /** There is no named query of this name. */
        UNKNOWN_QUERY,
        /** A parameter is missing, unknown or of another type. */
        BAD_PARAMETER,
        /** The database did not do it; see {@link #sqlStateClass()}. */
        FAILED,
        /** It took longer than the limit and was stopped. */
        TIMEOUT,
        /** Another query is under way; try again later. */
        BUSY,
        /** It is not safe to run it now: the role has rights it must not have, or the audit could not be written. */
        REFUSED,
        /** Ad-hoc SQL is not set up, or the database is not one that can be protected from it. */
        UNSUPPORTED
    }

    static QueryException badRequest(String message) {
        return new QueryException(Kind.BAD_REQUEST, message, null, null);
    }

    static QueryException unknownQuery() {
        return new QueryException(Kind.UNKNOWN_QUERY, "there is no query of this name", null, null);
    }

    static QueryException badParameter(String message) {
        return new QueryException(Kind.BAD_PARAMETER, message, null, null);
    }

    static QueryException busy() {
        return new QueryException(Kind.BUSY, "another query is under way; try again later", null, null);
    }

    static QueryException unsupported(String message) {
        return new QueryException(Kind.UNSUPPORTED, message, null, null);
    }

    static QueryException refused(String message) {
        return new QueryException(Kind.REFUSED, message, null, null);
    }

    static QueryException timeout() {
        String message = "the query was stopped because it took longer than " + SafeQueries.LIMIT.toSeconds()
                + " seconds; ask for less";
        return new QueryException(Kind.TIMEOUT, message, null, null);
    }

    static QueryException failed(@Nullable String sqlState, String reference) {
        String group = sqlState == null || sqlState.length() != 5 ? null : sqlState.substring(0, 2);
        String message = "the database did not do it" + (group == null ? "" : " (SQLSTATE class " + group + ")")
                + "; the service's log says more under " + reference;
        return new QueryException(Kind.FAILED, message, group, reference);
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }

    /** The first two characters of the SQLSTATE, such as {@code 42} for an error in the text; only with {@link Kind#FAILED}. */
    public Optional<String> sqlStateClass() {
        return Optional.ofNullable(sqlStateClass);
    }

    /** Under which word the log says more; only with {@link Kind#FAILED}. */
    public Optional<String> reference() {
        return Optional.ofNullable(reference);
    }
}
