package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.jdbc.internal.rows.Counting.Grouping;
import dev.cleanup.jdbc.internal.sql.Key;
import dev.cleanup.jdbc.internal.sql.KeyColumns;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import dev.cleanup.retention.KeepPeriodicFor;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at all rows once and makes a {@link Round} of what it finds. */
record Ranking(Rows rows, Connection connection, Instant asOf) {
    private static final Sql ALL = Sql.of("1 = 1");

    /** All rows that may go. */
    Round round() throws SQLException {
        return round(ALL);
    }

    /** Those of these rows that may go. */
    Round round(List<Key> keys) throws SQLException {
        if (keys.isEmpty()) {
            return new Round(new Found(), new Places(), Optional.empty());
        }
        List<Object> values =
                keys.stream().<Object>flatMap(key -> key.parts().stream()).toList();
        String one = "(" + Sql.marks(rows.key().size()) + ")";
        String list = keys.stream().map(key -> one).collect(Collectors.joining(", "));
        return round(new Sql("(" + KeyColumns.text(rows.key()) + ") IN (" + list + ")", values));
    }

    private Round round(Sql named) throws SQLException {
        if (rows.reference().isPresent()) {
            throw new IllegalStateException("orphans are not counted");
        }
        Ranked ranked = new Ranked(rows, asOf, ALL);
        Sql goes = Sql.all(List.of(ranked.goes(), named));
        Sql sql = Sql.of("SELECT CAST(" + ranked.placeColumns("c.") + " AS VARCHAR), ")
                .plus(flags(goes))
                .plus(" FROM ")
                .plus(ranked.table())
                .plus(" WHERE ")
                .plus(Sql.any(List.of(goes, witnesses(), Sql.of("c." + local().rank() + " = 1"))))
                .plus(" ORDER BY " + ranked.inGroups(local()));
        Found found = new Found();
        Statements.each(connection, rows.dialect(), sql, row -> {
            found.add(rows.dialect().place(row.getString(1)), row.getInt(2));
            return true;
        });
        return new Round(
                found, goingWitnesses(ranked, goes, found), rows.dialect().horizon(connection, rows.table()));
    }

    /**
     * The witnesses that may go themselves. Where groups cut across each other the newest come first: a row becomes the oldest of its group, and
     * is kept as that, only when older ones have gone before it.
     */
    private Places goingWitnesses(Ranked ranked, Sql goes, Found found) throws SQLException {
        Places witnesses = found.places(Found.GOES | Found.WITNESS);
        boolean ordered = rows.counting().groupings().size() == 1
                || Counting.leaves(rows.policy()).noneMatch(KeepPeriodicFor.class::isInstance);
        if (ordered || witnesses.size() < 2) {
            return witnesses;
        }
        Sql sql = Sql.of("SELECT CAST(" + ranked.placeColumns("c.") + " AS VARCHAR) FROM ")
                .plus(ranked.table())
                .plus(" WHERE ")
                .plus(Sql.all(List.of(goes, witnesses())))
                .plus(" ORDER BY " + ranked.newestFirst());
        Places newestFirst = new Places();
        Statements.each(connection, rows.dialect(), sql, row -> {
            newestFirst.add(rows.dialect().place(row.getString(1)));
            return newestFirst.size() < Found.MOST_ROWS;
        });
        return newestFirst;
    }

    private Sql flags(Sql goes) {
        return flag(goes, Found.GOES)
                .plus(" + ")
                .plus(flag(new PolicySql(rows, asOf).witness(local()), Found.WITNESS))
                .plus(" + ")
                .plus(flag(Sql.any(distant()), Found.WITNESS_FOR_ALL))
                .plus(" + ")
                .plus(flag(Sql.of("c." + local().rank() + " = 1"), Found.BEGINS));
    }

    private static Sql flag(Sql condition, int value) {
        return Sql.of("CASE WHEN ").plus(condition).plus(" THEN " + value + " ELSE 0 END");
    }

    private Sql witnesses() {
        List<Sql> all = new ArrayList<>(distant());
        all.add(new PolicySql(rows, asOf).witness(local()));
        return Sql.any(all);
    }

    /** The finest grouping: its groups are gone through one after the other. */
    private Grouping local() {
        return rows.counting().groupings().get(0);
    }

    /** Witnesses in the other groupings, which are few: whoever counts rows by two tags counts groups of them by one or none. */
    private List<Sql> distant() {
        List<Sql> distant = new ArrayList<>();
        distant.add(Sql.of("1 = 0"));
        rows.counting().groupings().stream()
                .skip(1)
                .map(grouping -> new PolicySql(rows, asOf).witness(grouping))
                .forEach(distant::add);
        return distant;
    }
}
