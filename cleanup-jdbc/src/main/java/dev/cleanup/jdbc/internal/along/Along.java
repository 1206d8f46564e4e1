package dev.cleanup.jdbc.internal.along;

import dev.cleanup.jdbc.internal.schema.Allowed;
import dev.cleanup.jdbc.internal.schema.Allowed.Referring;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import dev.cleanup.jdbc.internal.sql.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is done with rows right before they go, in their transaction.
 *
 * @param dependents the tables whose rows go before them, in the order in which they can
 */
public record Along(List<Dependent> dependents) {
    public Along {
        dependents = List.copyOf(dependents);
    }

    /** Whether rows go alone. */
    public boolean isEmpty() {
        return dependents.isEmpty();
    }

    /** What a removal may set off, when the rows of the dependents are removed before. */
    public Allowed allowed(Connection connection, Dialect dialect, Allowed given) throws SQLException {
        Set<Referring> removed = new HashSet<>();
        for (Dependent dependent : dependents) {
            for (Table part : dialect.parts(connection, dependent.table())) {
                removed.add(new Referring(
                        part.schema(), part.name(), dependent.column().name()));
            }
        }
        return given.removing(removed);
    }

    /** Lets the database judge types and whether its user may read; no row is looked at. */
    public boolean tryOut(Connection connection, Dialect dialect, Table table) throws SQLException {
        for (Dependent dependent : dependents) {
            Sql none = Sql.of("SELECT 1 FROM ").plus(dependent.referring(table, Sql.of("1 = 0")));
            Statements.text(connection, dialect, none);
        }
        return true;
    }

    /** Removes what refers to the rows of a table that meet a condition, and says how many rows of which table that were. */
    public Map<String, Long> removeDependents(Connection connection, Dialect dialect, Table table, Sql condition)
            throws SQLException {
        Map<String, Long> removed = new TreeMap<>();
        for (Dependent dependent : dependents) {
            Sql delete = Sql.of("DELETE FROM ").plus(dependent.referring(table, condition));
            long rows = Statements.update(connection, dialect, delete);
            if (rows > 0) {
                removed.merge(dependent.table().name(), rows, Long::sum);
            }
        }
        return removed;
    }

    /** In words, for a description or a notice; empty when rows go alone. */
    public String words() {
        return dependents.isEmpty()
                ? ""
                : dependents.stream()
                        .map(one ->
                                one.table().display() + " by " + one.column().name())
                        .collect(Collectors.joining(", ", "the rows that refer to them in ", ""));
    }
}
