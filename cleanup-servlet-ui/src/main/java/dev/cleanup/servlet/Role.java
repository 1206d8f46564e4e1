package dev.cleanup.servlet;

/** What a caller may do. VIEWER, OPERATOR and ADMIN each may do what those before them may, and more; QUERY stands apart. */
public enum Role {
    /** May look at the status and the history. */
    VIEWER,
    /** May also ask for a dry run, which removes nothing, and stop a run. */
    OPERATOR,
    /** May also remove: execute, and apply plans. */
    ADMIN,
    /** May ask the database through {@link QueryServlet}, and nothing else; no other role may. */
    QUERY;

    /** Whether this role may do what the other one may. */
    public boolean covers(Role other) {
        boolean apart = this == QUERY || other == QUERY;
        return apart ? this == other : compareTo(other) >= 0;
    }
}
