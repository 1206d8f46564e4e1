package dev.cleanup.jdbc.internal.sql;

import java.util.List;
import java.util.Optional;

/**
 * A table as the database describes it.
 *
 * @param schema as the metadata spells it
 * @param name as the metadata spells it
 * @param columns in their order
 */
public record Table(String schema, String name, List<Column> columns) {
    public Table {
        columns = List.copyOf(columns);
    }

    /** The name as it stands in SQL. */
    public String sql() {
        return quote(schema) + "." + quote(name);
    }

    /** The name for people. */
    public String display() {
        return schema + "." + name;
    }

    /** The column that is spelled exactly so. */
    public Optional<Column> column(String exactly) {
        return columns.stream().filter(column -> column.name().equals(exactly)).findFirst();
    }

    /** An identifier as it stands in SQL. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
