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

    static final String ALIAS = "d";

    /** The table as "d", and those of its rows that refer to some rows, "c". */
    Sql referring(Sql rows) {
        String which = table.sql() + " AS d WHERE d." + column.quoted() + " IN (SELECT " + parent.sql() + " FROM ";
        return Sql.of(which).plus(rows).plus(")");
    }
}
