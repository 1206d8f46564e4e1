package dev.cleanup.jdbc.internal.along;

import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Table;
import java.sql.SQLException;

/** Copies of the rows of one transaction. */
public interface Copies {
    /** Where rows are kept nowhere. */
    Copies NONE = new Copies() {};

    /** Whether rows are kept. */
    default boolean kept() {
        return false;
    }

    /**
     * Copies rows of a table, which are locked, and says how many.
     *
     * @param from the table with its alias, and the condition
     * @param alias the table's name in it
     */
    default long copy(Table table, Sql from, String alias) throws SQLException {
        throw new IllegalStateException("rows are kept nowhere");
    }

    /** The copies last from now on; the COMMIT is next. */
    default void complete() {}

    /** The rows stay after all. */
    default void discard() {}
}
