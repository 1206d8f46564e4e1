package dev.cleanup.servlet;

/** What a caller may do. Each role may do what those before it may, and more. */
public enum Role {
    /** May look at the status and the history. */
    VIEWER,
    /** May also ask for a dry run, which removes nothing. */
    OPERATOR,
    /** May also remove: execute, and apply plans. */
    ADMIN;

    /** Whether this role may do what the other one may. */
    public boolean covers(Role other) {
        return compareTo(other) >= 0;
    }
}
