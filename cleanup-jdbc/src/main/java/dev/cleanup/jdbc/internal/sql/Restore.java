package dev.cleanup.jdbc.internal.sql;

import java.sql.SQLException;

/** Puts back what was changed on a connection. */
public interface Restore {
    /** For what ends with the transaction by itself. */
    Restore NOTHING = () -> {};

    void run() throws SQLException;
}
