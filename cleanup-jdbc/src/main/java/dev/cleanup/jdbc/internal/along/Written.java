package dev.cleanup.jdbc.internal.along;

import dev.cleanup.jdbc.internal.sql.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a value stands in a file, so that it comes back exactly: bytes in base 64, all else in the database's own text. */
enum Written {
    /** Text, which needs no change. */
    PLAIN,
    /** The database's own text of it. */
    TEXT,
    /** Base 64. */
    BYTES;

    private static final Set<String> PLAIN_TYPES =
            Set.of("CHARACTER", "CHARACTER VARYING", "VARCHAR_IGNORECASE", "CHARACTER LARGE OBJECT");
    private static final Set<String> BYTE_TYPES = Set.of("bytea", "BINARY", "BINARY VARYING", "BINARY LARGE OBJECT");

    /** H2 does not read its own text of arrays, rows, JSON, geometries and objects of Java. */
    private static final Set<String> UNREADABLE = Set.of("ARRAY", "ROW", "JSON", "GEOMETRY", "JAVA_OBJECT");

    static Written of(Column column) {
        if (PLAIN_TYPES.contains(column.type())) {
            return PLAIN;
        }
        return BYTE_TYPES.contains(column.type()) ? BYTES : TEXT;
    }

    /** Whether values of the column come back as they were. */
    static boolean comesBack(Column column) {
        String type = column.type();
        return UNREADABLE.stream()
                        .noneMatch(one -> type.equals(one) || type.endsWith(" " + one) || type.startsWith(one + "("))
                && !type.startsWith("INTERVAL");
    }

    /** The column as it is read. */
    String sql(String qualified) {
        return this == TEXT ? "CAST(" + qualified + " AS VARCHAR)" : qualified;
    }

    @Nullable
    String read(ResultSet row, int index) throws SQLException {
        if (this != BYTES) {
            return row.getString(index);
        }
        byte[] bytes = row.getBytes(index);
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }

    /** As a value to bind. */
    @Nullable
    Object value(@Nullable String text) {
        return text == null || this != BYTES ? text : Base64.getDecoder().decode(text);
    }
}
