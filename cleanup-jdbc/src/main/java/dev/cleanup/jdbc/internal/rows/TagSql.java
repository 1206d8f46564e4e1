package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.KeyColumns;
import dev.cleanup.jdbc.internal.sql.Sql;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A column that serves as a tag: its text is the tag's value, null means no tag. A boolean one is there when it is true.
 *
 * @param column the column
 */
record TagSql(Column column) {
    private static final String TRUE = "true";

    /** The column of this tag. */
    static TagSql of(Rows rows, String tag) {
        check(rows, tag);
        return new TagSql(Objects.requireNonNull(rows.tags().get(tag)));
    }

    /** Refuses a tag that has no column. */
    static void check(Rows rows, String tag) {
        if (!rows.tags().containsKey(tag)) {
            throw new ConfigurationException(
                    "policy",
                    rows.policy().describe(),
                    "the tag " + tag + " has no column; accepted are the tags "
                            + rows.tags().keySet() + ", set by .tag(name, column)");
        }
    }

    /** Whether a row carries the tag, with one of these values if there are any; never null. */
    Sql carried(List<String> values) {
        if (isBoolean()) {
            return Sql.of(values.isEmpty() || values.contains(TRUE) ? column.sql() + " IS TRUE" : "1 = 0");
        }
        String some = column.sql() + " IS NOT NULL";
        return values.isEmpty()
                ? Sql.of(some)
                : new Sql(
                        "(" + some + " AND " + KeyColumns.text(column) + " IN (" + Sql.marks(values.size()) + "))",
                        List.copyOf(values));
    }

    /** The tag's value as text; null for no tag. */
    String value() {
        return isBoolean() ? "CASE WHEN " + column.sql() + " THEN '" + TRUE + "' END" : KeyColumns.text(column);
    }

    /** The tag's value in memory, from the text of its column. */
    Optional<String> value(Optional<String> text) {
        return isBoolean() ? text.filter(value -> value.equalsIgnoreCase(TRUE)).map(value -> TRUE) : text;
    }

    private boolean isBoolean() {
        return column.type().equals("bool") || column.type().equals("BOOLEAN");
    }
}
