package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.jdbc.internal.along.Copies;
import dev.cleanup.jdbc.internal.along.UnequalException;
import dev.cleanup.jdbc.internal.sql.Key;
import dev.cleanup.jdbc.internal.sql.KeyedRows;
import dev.cleanup.jdbc.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Deletes rows that are locked, and before them what goes along; all that is kept is copied before it goes. One transaction at a time. */
final class AlongRemoval {
    /** So many keys fit a statement of either database. */
    private static final int TOGETHER = 10_000;

    private final Rows rows;
    private final KeyedRows keyed;
    private final Optional<String> run;
    private Copies copies = Copies.NONE;
    private Map<String, Long> dependents = Map.of();

    AlongRemoval(Rows rows, KeyedRows keyed, Optional<String> run) {
        this.rows = rows;
        this.keyed = keyed;
        this.run = run;
    }

    /** Begins a transaction. */
    void begin() {
        dependents = new TreeMap<>();
        copies = Copies.NONE;
    }

    /** Deletes those that still meet the condition: a second statement sees what was committed before the lock. */
    List<Key> delete(Connection connection, List<Key> locked, Sql condition) throws SQLException {
        if (rows.along().isEmpty()) {
            return keyed.delete(connection, locked, condition);
        }
        List<Key> going = keyed.matching(connection, locked, condition);
        copies = rows.along().copies(connection, rows.dialect(), run);
        for (int from = 0; from < going.size(); from += TOGETHER) {
            before(connection, going.subList(from, Math.min(going.size(), from + TOGETHER)));
        }
        List<Key> deleted = keyed.delete(connection, going, condition);
        if (deleted.size() != going.size()) {
            throw UnequalException.changed("rows", going.size(), deleted.size());
        }
        copies.complete();
        return deleted;
    }

    private void before(Connection connection, List<Key> going) throws SQLException {
        Sql these = Sql.of(rows.table().sql() + " AS c WHERE ").plus(keyed.among(going));
        rows.along()
                .removeDependents(connection, rows.dialect(), these, copies)
                .forEach((table, count) -> dependents.merge(table, count, Long::sum));
        rows.along().keep(rows.table(), these, going.size(), copies);
    }

    /** How many rows of which table went along in this transaction. */
    Map<String, Long> dependents() {
        return dependents;
    }

    /** The transaction was rolled back. */
    void discard() {
        copies.discard();
    }
}
