package dev.cleanup.jdbc.internal.sql;

import java.sql.SQLException;

/** The answer to a COMMIT did not arrive: the transaction may have been done or not. */
public final class LostCommitException extends SQLException {
    private static final long serialVersionUID = 1L;

    LostCommitException(SQLException failure) {
        super("the connection was lost at COMMIT", failure.getSQLState());
        setStackTrace(failure.getStackTrace());
    }
}
