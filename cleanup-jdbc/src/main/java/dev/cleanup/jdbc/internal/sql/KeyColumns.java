package dev.cleanup.jdbc.internal.sql;

import java.util.List;
import java.util.stream.Collectors;

/** The key columns as they stand in SQL. */
public final class KeyColumns {
    private KeyColumns() {}

    /** As columns: for comparing and sorting. */
    public static String names(List<Column> key) {
        return key.stream().map(Column::sql).collect(Collectors.joining(", "));
    }

    /** As text: for reading. */
    public static String text(List<Column> key) {
        return key.stream().map(KeyColumns::text).collect(Collectors.joining(", "));
    }

    /** The database's own text of a column. */
    public static String text(Column column) {
        return "CAST(" + column.sql() + " AS VARCHAR)";
    }

    /** Keys behind this one. */
    public static Sql behind(List<Column> key, Key after) {
        return beside(key, ">", after);
    }

    /** Keys up to this one. */
    public static Sql upTo(List<Column> key, Key last) {
        return beside(key, "<", last);
    }

    /** For several columns the first part is implied by the second; with it, either database uses the index of the key. */
    private static Sql beside(List<Column> key, String side, Key other) {
        String operator = side.equals("<") ? "<=" : side;
        String first = key.get(0).sql();
        if (key.size() == 1) {
            return Sql.of(first + " " + operator + " ?", other.parts().get(0));
        }
        return Sql.of(first + " " + side + "= ? AND ", other.parts().get(0))
                .plus(
                        "(" + names(key) + ") " + operator + " (" + Sql.marks(key.size()) + ")",
                        other.parts().toArray());
    }
}
