package dev.cleanup.jdbc.internal.schema;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What a column can hold.
 *
 * @param size the length of text, or the digits of a number
 * @param digits those behind the point, of a number or a time
 * @param generated whether the database works it out, so that nothing can be written to it
 */
public record Shape(String name, String type, int size, int digits, boolean generated) {

    static Shape read(ResultSet row) throws SQLException {
        return new Shape(
                row.getString("COLUMN_NAME"),
                plain(row.getString("TYPE_NAME")),
                row.getInt("COLUMN_SIZE"),
                row.getInt("DECIMAL_DIGITS"),
                "YES".equals(row.getString("IS_GENERATEDCOLUMN")));
    }

    /** The driver calls a column that a sequence fills by a name of its own. */
    private static String plain(String type) {
        return switch (type) {
            case "smallserial" -> "int2";
            case "serial" -> "int4";
            case "bigserial" -> "int8";
            default -> type;
        };
    }

    /** Whether a column of this shape takes every value of the other as it is. */
    public boolean holds(Shape other) {
        return !generated && type.equals(other.type) && size >= other.size && digits == other.digits;
    }

    public String words() {
        return type
                + (digits > 0 ? "(" + size + ", " + digits + ")" : "(" + size + ")")
                + (generated ? ", generated" : "");
    }
}
