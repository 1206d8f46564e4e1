package dev.cleanup.jdbc.internal.sql;

/** What a transaction is for. */
public enum Purpose {
    /** To read one snapshot; nothing can be changed. */
    READ,
    /** To change rows; each statement sees what is committed when it begins. */
    WRITE,
    /** The same, and the transaction has a number, by which the database says later on what became of it. */
    WRITE_NUMBERED
}
