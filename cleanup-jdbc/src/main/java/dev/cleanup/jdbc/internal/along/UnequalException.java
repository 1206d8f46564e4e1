package dev.cleanup.jdbc.internal.along;

import java.sql.SQLException;

/** What belongs together did not go together, so that the transaction is rolled back. */
public final class UnequalException extends SQLException {
    private static final long serialVersionUID = 1L;

    private final boolean changed;

    private UnequalException(String words, boolean changed) {
        super(words);
        this.changed = changed;
    }

    /** Others changed rows meanwhile. */
    public static UnequalException changed(String what, long expected, long actual) {
        return new UnequalException("changed meanwhile: " + actual + " instead of " + expected + " " + what, true);
    }

    /** The archive did not take all rows. */
    static UnequalException archived(String archive, long expected, long actual) {
        return new UnequalException(
                "the archive " + archive + " took " + actual + " of " + expected + " rows, so they stay", false);
    }

    /** Whether it comes of others' changes, and not of a failure. */
    public boolean isChange() {
        return changed;
    }

    /** In our own words, with no value of a row. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
