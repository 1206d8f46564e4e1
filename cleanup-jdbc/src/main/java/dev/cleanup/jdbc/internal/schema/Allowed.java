package dev.cleanup.jdbc.internal.schema;

import java.util.Set;

/**
 * What a removal may set off.
 *
 * @param dependents tables whose foreign keys act on a removal
 * @param triggers triggers and rules that act on a removal
 * @param removed columns whose foreign keys find nothing to act on, because their rows are removed before
 */
public record Allowed(Set<String> dependents, Set<String> triggers, Set<Referring> removed) {

    /** A column that refers to another table. */
    public record Referring(String schema, String table, String column) {}

    public Allowed(Set<String> dependents, Set<String> triggers) {
        this(dependents, triggers, Set.of());
    }

    /** The same and these columns. */
    public Allowed removing(Set<Referring> columns) {
        return new Allowed(dependents, triggers, Set.copyOf(columns));
    }

    boolean names(Referring referring) {
        return dependents.contains(referring.table())
                || dependents.contains(referring.schema() + "." + referring.table())
                || removed.contains(referring);
    }
}
