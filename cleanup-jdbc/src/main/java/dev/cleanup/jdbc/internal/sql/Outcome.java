package dev.cleanup.jdbc.internal.sql;

/** What became of a transaction. */
public enum Outcome {
    COMMITTED,
    ABORTED,
    /** It has not ended yet. */
    UNDER_WAY,
    /** This server cannot tell. */
    UNKNOWN
}
