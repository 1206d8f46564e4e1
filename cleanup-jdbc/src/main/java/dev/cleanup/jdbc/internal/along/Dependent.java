package dev.cleanup.jdbc.internal.along;

import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Table;

/**
 * A table whose rows go before those that they refer to.
 *
 * @param table the table
 * @param column the column that refers
 * @param parent the column that it refers to
 */
public record Dependent(Table table, Column column, Column parent) {

    /** The table as "d", and those of its rows that refer to rows of a table, "c", that meet a condition. */
    Sql referring(Table parents, Sql condition) {
        String which = table.sql() + " AS d WHERE d." + column.quoted() + " IN (SELECT " + parent.sql() + " FROM ";
        return Sql.of(which + parents.sql() + " AS c WHERE ").plus(condition).plus(")");
    }
}
