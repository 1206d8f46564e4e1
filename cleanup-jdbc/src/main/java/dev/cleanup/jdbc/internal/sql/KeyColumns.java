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

    /** Whether the column holds text, which can contain any character. */
    public static boolean isText(Column column) {
        return switch (column.type()) {
            case "int2", "int4", "int8", "serial", "bigserial", "smallserial", "uuid" -> false;
            case "INTEGER", "BIGINT", "SMALLINT", "TINYINT", "UUID" -> false;
            default -> true;
        };
    }

    /** The database's own text of a column. */
    public static String text(Column column) {
        return "CAST(" + column.sql() + " AS VARCHAR)";
    }

    /** Keys behind this one. For several columns the first part is implied by the second; with it, both databases use the key's index. */
    public static Sql behind(List<Column> key, Key after) {
        String first = key.get(0).sql();
        if (key.size() == 1) {
            return Sql.of(first + " > ?", after.parts().get(0));
        }
        return Sql.of(first + " >= ? AND ", after.parts().get(0))
                .plus(
                        "(" + names(key) + ") > (" + Sql.marks(key.size()) + ")",
                        after.parts().toArray());
    }
}
