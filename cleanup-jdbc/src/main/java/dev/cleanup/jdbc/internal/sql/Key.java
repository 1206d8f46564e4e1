package dev.cleanup.jdbc.internal.sql;

import java.util.List;

/**
 * The key of a row.
 *
 * @param parts the database's text of each key column, in order
 */
public record Key(List<String> parts) {
    public Key {
        parts = List.copyOf(parts);
    }
}
