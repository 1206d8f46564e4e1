package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.Leftover;
import java.sql.SQLException;

/** What belongs together did not go together, so that the transaction is rolled back. */
final class UnequalException extends SQLException {
    private static final long serialVersionUID = 1L;

    UnequalException(String words) {
        super(words);
    }

    /** What is said of a row that this happened to alone. */
    Leftover leftover() {
        return Leftover.skipped("", "changed meanwhile: " + getMessage());
    }
}
