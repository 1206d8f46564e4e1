package dev.cleanup.jdbc.internal.sql;

/** What a failure of the database means for a removal. */
public enum FailureKind {
    /** Nobody answers any more; what was under way may or may not have been done. */
    LOST("the connection to the database was lost"),
    /** Somebody else holds the row for longer than the lock timeout. */
    LOCKED("a lock was not granted in time"),
    /** It may work in a moment. */
    PASSING("the database could not do it at this moment"),
    /** It took longer than the statement timeout. */
    SLOW("a statement took longer than its timeout"),
    /** A constraint forbids it; concerns single rows. */
    CONSTRAINT("a constraint forbids it"),
    /** A trigger of the users forbids it; concerns single rows. */
    TRIGGER("a trigger refused it"),
    /** Text that does not stand for a value of its type. */
    DATA("the database refused a statement: a value does not fit its type"),
    /** Nothing can be written. */
    READ_ONLY("the database or its transactions are read-only"),
    /** The user may not do it. */
    FORBIDDEN(
            "the database user lacks a permission; cleaning a table takes SELECT, DELETE and, to lock rows, UPDATE on it, archiving INSERT on the archive, looking up owners SELECT"),
    /** Name or password are wrong. */
    LOGIN("the database refused the login"),
    /** Anything else. */
    OTHER("the database refused a statement");

    private final String words;

    FailureKind(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** Whether trying again makes sense. */
    public boolean passing() {
        return this == LOST || this == LOCKED || this == PASSING || this == SLOW;
    }

    /** Whether it concerns single rows, so that the others of the batch can go. */
    public boolean ofSingleRows() {
        return this == CONSTRAINT || this == TRIGGER;
    }
}
