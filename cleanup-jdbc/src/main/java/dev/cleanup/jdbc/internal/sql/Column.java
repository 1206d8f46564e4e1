package dev.cleanup.jdbc.internal.sql;

/**
 * A column as the database describes it.
 *
 * @param name as the metadata spells it
 * @param type the database's name of its type
 * @param nullable whether it may be null
 */
public record Column(String name, String type, boolean nullable) {

    /** The name as it stands in SQL. */
    public String quoted() {
        return Table.quote(name);
    }

    /** The column of the table that is cleaned, in every statement of this library. */
    public String sql() {
        return "c." + quoted();
    }
}
