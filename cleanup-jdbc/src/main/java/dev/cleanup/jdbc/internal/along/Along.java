package dev.cleanup.jdbc.internal.along;

import dev.cleanup.CleanupException;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is done with rows right before they go, in their transaction.
 *
 * @param dependents the tables whose rows go before them, in the order in which they can
 * @param archive where all of them are kept
 */
public record Along(List<Dependent> dependents, Optional<Archive> archive) {
    public Along {
        dependents = List.copyOf(dependents);
    }

    /** Whether rows go alone. */
    public boolean isEmpty() {
        return dependents.isEmpty() && archive.isEmpty();
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
            Sql none = Sql.of("SELECT 1 FROM ").plus(dependent.referring(Sql.of(table.sql() + " AS c WHERE 1 = 0")));
            Statements.text(connection, dialect, none);
        }
        return true;
    }

    /**
     * Begins the copies of one transaction.
     *
     * @throws CleanupException when rows are to be kept, and it is not known for which run
     */
    public Copies copies(Connection connection, Dialect dialect, Optional<String> run) {
        return archive.map(where -> where.begin(
                        connection,
                        dialect,
                        run.orElseThrow(() -> new CleanupException(
                                "rows are archived by the run that they go in, and this batch belongs to none"))))
                .orElse(Copies.NONE);
    }

    /**
     * Removes what refers to the rows of a table that meet a condition, and says how many rows of which table that were. What is kept is locked
     * before, so that nobody changes it between its copy and its removal.
     */
    public Map<String, Long> removeDependents(Connection connection, Dialect dialect, Sql going, Copies copies)
            throws SQLException {
        Map<String, Long> removed = new TreeMap<>();
        for (Dependent dependent : dependents) {
            Sql referring = dependent.referring(going);
            long copied = 0;
            if (copies.kept()) {
                lock(connection, dialect, referring);
                copied = copies.copy(dependent.table(), referring, Dependent.ALIAS);
            }
            long rows = Statements.update(
                    connection, dialect, Sql.of("DELETE FROM ").plus(referring));
            if (copies.kept() && copied != rows) {
                throw UnequalException.changed("rows of " + dependent.table().display(), copied, rows);
            }
            if (rows > 0) {
                removed.merge(dependent.table().name(), rows, Long::sum);
            }
        }
        return removed;
    }

    private static void lock(Connection connection, Dialect dialect, Sql referring) throws SQLException {
        Sql lock = Sql.of("SELECT 1 FROM ").plus(referring).plus(" FOR UPDATE");
        Statements.each(connection, dialect, lock, row -> true);
    }

    /** Keeps rows of the table itself, which are locked. */
    public void keep(Table table, Sql going, long rows, Copies copies) throws SQLException {
        if (copies.kept()) {
            long copied = copies.copy(table, going, "c");
            if (copied != rows) {
                throw UnequalException.archived(archive.map(Archive::words).orElse(""), rows, copied);
            }
        }
    }

    /** How rows that go are described; empty when they go alone and are not kept. */
    public String description() {
        String with = dependents.isEmpty() ? "" : ", with " + words();
        return with + archive.map(where -> ", archived: " + where.words()).orElse("");
    }

    /** What goes along, in words; empty when rows go alone. */
    public String words() {
        return dependents.isEmpty()
                ? ""
                : dependents.stream()
                        .map(one ->
                                one.table().display() + " by " + one.column().name())
                        .collect(Collectors.joining(", ", "the rows that refer to them in ", ""));
    }
}
