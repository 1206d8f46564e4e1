package dev.cleanup.jdbc.internal.tables;

import dev.cleanup.jdbc.internal.sql.Column;
import java.util.List;
import java.util.Set;

/**
 * A table of ours, as the DDL files make it.
 *
 * @param name without the prefix
 * @param columns those it must have
 */
public record OwnTable(String name, List<Needed> columns) {

    public static OwnTable of(String name, Needed... columns) {
        return new OwnTable(name, List.of(columns));
    }

    /**
     * A column that must be there.
     *
     * @param types the names that the databases have for its type
     * @param nullable whether it must take null
     */
    public record Needed(String name, Set<String> types, boolean nullable) {
        public Needed optional() {
            return new Needed(name, types, true);
        }

        boolean fits(Column column) {
            return types.contains(column.type()) && (column.nullable() || !nullable);
        }
    }

    public static Needed text(String name) {
        return new Needed(name, Set.of("varchar", "text", "CHARACTER VARYING", "CHARACTER LARGE OBJECT"), false);
    }

    public static Needed bytes(String name) {
        return new Needed(name, Set.of("bytea", "BINARY VARYING", "BINARY LARGE OBJECT"), false);
    }

    public static Needed flag(String name) {
        return new Needed(name, Set.of("bool", "BOOLEAN"), false);
    }

    public static Needed number(String name) {
        return new Needed(name, Set.of("int8", "bigserial", "BIGINT"), false);
    }

    /** A number that need not be long. */
    public static Needed ordinal(String name) {
        return new Needed(name, Set.of("int4", "int8", "INTEGER", "BIGINT"), false);
    }

    public static Needed time(String name) {
        return new Needed(name, Set.of("timestamptz", "TIMESTAMP WITH TIME ZONE"), false);
    }
}
