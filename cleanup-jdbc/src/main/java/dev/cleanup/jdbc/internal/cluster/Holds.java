package dev.cleanup.jdbc.internal.cluster;

import dev.cleanup.RunInProgressException;
import dev.cleanup.jdbc.internal.tables.OwnTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Who runs which task: one row for each task, held until a time by the database's clock. */
final class Holds {
    private final OwnTables tables;
    private final Here here;

    Holds(OwnTables tables, Here here) {
        this.tables = tables;
        this.here = here;
    }

    /** Those of the tasks that have no row yet. */
    List<String> unknown(Connection connection, List<String> tasks) throws SQLException {
        List<String> known = tables.query(
                connection, row -> row.getString(1), "SELECT task FROM {holds} WHERE service = ?", here.service());
        return tasks.stream().filter(task -> !known.contains(task)).toList();
    }

    void add(Connection connection, String task) throws SQLException {
        tables.update(connection, "INSERT INTO {holds} (service, task) VALUES (?, ?)", here.service(), task);
    }

    /**
     * Takes a task that is free. Of two that ask at once the second waits for the row, and then finds it taken.
     *
     * @throws RunInProgressException when it is not free
     */
    void take(Connection connection, String run, String task) throws SQLException {
        int taken = tables.update(
                connection,
                "UPDATE {holds} SET run = ?, node = ?, instance = ?, held_until = " + tables.in(here.lease())
                        + " WHERE service = ? AND task = ? AND (run IS NULL OR held_until < {now})",
                run,
                here.member().node(),
                here.instance(),
                here.service(),
                task);
        if (taken == 0) {
            throw busy(connection, task);
        }
    }

    private RunInProgressException busy(Connection connection, String task) throws SQLException {
        return tables.query(
                        connection,
                        row -> new RunInProgressException(
                                String.valueOf(row.getString(1)), String.valueOf(row.getString(2))),
                        "SELECT run, node FROM {holds} WHERE service = ? AND task = ?",
                        here.service(),
                        task)
                .get(0);
    }

    /** Keeps what the run has; says how many tasks that still are. */
    int renew(Connection connection, String run) throws SQLException {
        return tables.update(
                connection,
                "UPDATE {holds} SET held_until = " + tables.in(here.lease()) + " WHERE service = ? AND run = ?",
                here.service(),
                run);
    }

    void release(Connection connection, String run) throws SQLException {
        tables.update(
                connection,
                "UPDATE {holds} SET run = NULL, node = NULL, instance = NULL, held_until = NULL"
                        + " WHERE service = ? AND run = ?",
                here.service(),
                run);
    }

    /** Whether this instance holds a task and has said so in time. */
    boolean isHolding(Connection connection, String instance) throws SQLException {
        return !tables.query(
                        connection,
                        row -> row.getString(1),
                        "SELECT task FROM {holds} WHERE service = ? AND instance = ? AND held_until >= {now}",
                        here.service(),
                        instance)
                .isEmpty();
    }
}
