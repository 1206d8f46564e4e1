package dev.cleanup.servlet.query;

/** Keeps, besides the log, who asks what. Called by several threads. */
@FunctionalInterface
public interface QueryAuditor {
    /**
     * Writes down a query before it runs, or before it is refused. When this throws, the query does not run: what cannot be audited is not asked.
     *
     * @param caller who asks, without control characters
     * @param query what they ask, in one line: the name, or the SHA-256 and the text of ad-hoc SQL, and the types of the values without the values
     */
    void asked(String caller, String query);
}
