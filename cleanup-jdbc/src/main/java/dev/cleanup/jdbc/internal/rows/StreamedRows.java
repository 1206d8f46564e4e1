package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.jdbc.internal.sql.Key;
import dev.cleanup.jdbc.internal.sql.KeyColumns;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rows that are judged in memory, because the policy holds rules of a user's own or SQL cannot follow its calendar. They come one unit after
 * the other, or where nothing is counted a thousand at a time, so that memory does not grow with the table.
 *
 * @param rows the rows of the task
 * @param asOf the instant that ages are counted from
 */
record StreamedRows(Rows rows, Instant asOf) {
    /** Takes the verdicts on rows that were judged together; false for no more of them. */
    interface Verdicts {
        boolean take(List<Verdict> verdicts) throws SQLException;
    }

    private boolean counts() {
        return !rows.counting().isEmpty();
    }

    /** Judges all rows that meet the condition. */
    void judge(Connection connection, Sql condition, Verdicts verdicts) throws SQLException {
        gather(
                connection,
                condition,
                (unit, together) -> verdicts.take(rows.policy().evaluate(together, asOf)));
    }

    /** Reads all rows that meet the condition. */
    void gather(Connection connection, Sql condition, UnitReader.Units units) throws SQLException {
        FoundRows found = new FoundRows(rows, asOf);
        Sql sql = Sql.of("SELECT " + found.columns() + " FROM " + rows.table().sql() + " AS c WHERE ")
                .plus(new Eligibility(rows).candidates(asOf))
                .plus(" AND ")
                .plus(condition)
                .plus(counts() ? inUnits() : " ORDER BY " + KeyColumns.names(rows.key()));
        UnitReader reader = new UnitReader(rows, units);
        Statements.each(connection, rows.dialect(), sql, row -> reader.add(found.read(row)));
        reader.end();
    }

    private String inUnits() {
        String order = Unit.order(rows);
        return order.isEmpty() ? "" : " ORDER BY " + order;
    }

    /** The verdict on a row of known age, judged with the rows of its unit. */
    Verdict verdict(Connection connection, Resource resource) throws SQLException {
        List<Verdict> found = new ArrayList<>();
        if (counts()) {
            Unit unit = Unit.of(resource, Unit.tags(rows));
            judge(connection, unit.compared(rows, "="), verdicts -> {
                verdicts.stream()
                        .filter(verdict -> verdict.resource().id().equals(resource.id()))
                        .forEach(found::add);
                return found.isEmpty();
            });
        } else {
            found.addAll(rows.policy().evaluate(List.of(resource), asOf));
        }
        return found.get(0);
    }

    /** Which of these rows may go, judged with the rows of their units. */
    List<Key> removable(Connection connection, List<Key> keys) throws SQLException {
        FoundRows found = new FoundRows(rows, asOf);
        List<Resource> ours = rows.dialect()
                .keyedRows(rows.table(), rows.key())
                .read(connection, keys, found.columns(), new Eligibility(rows).population(asOf), found::read);
        List<Key> removable = new ArrayList<>();
        if (counts()) {
            judgeUnits(connection, ours, removable);
        } else {
            addRemoved(rows.policy().evaluate(ours, asOf), removable);
        }
        return removable;
    }

    private void judgeUnits(Connection connection, List<Resource> ours, List<Key> removable) throws SQLException {
        List<String> tags = Unit.tags(rows);
        Set<Unit> units = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (Resource resource : ours) {
            units.add(Unit.of(resource, tags));
            ids.add(resource.id());
        }
        gather(connection, between(units), (unit, together) -> {
            if (units.contains(unit)) {
                addRemoved(
                        rows.policy().evaluate(together, asOf).stream()
                                .filter(verdict ->
                                        ids.contains(verdict.resource().id()))
                                .toList(),
                        removable);
            }
            return true;
        });
    }

    private Sql between(Set<Unit> units) {
        if (units.isEmpty()) {
            return Sql.of("1 = 0");
        }
        List<Unit> sorted = units.stream().sorted(Unit.ORDER).toList();
        return Sql.all(List.of(
                sorted.get(0).compared(rows, ">="),
                sorted.get(sorted.size() - 1).compared(rows, "<=")));
    }

    private void addRemoved(List<Verdict> verdicts, List<Key> removable) {
        verdicts.stream()
                .filter(verdict -> !verdict.kept())
                .flatMap(verdict ->
                        KeyText.decode(verdict.resource().id(), rows.key().size()).stream())
                .forEach(removable::add);
    }
}
