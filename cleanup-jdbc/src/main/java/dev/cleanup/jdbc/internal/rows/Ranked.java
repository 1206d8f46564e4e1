package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.jdbc.internal.rows.Counting.Grouping;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.KeyColumns;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.retention.Every;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows of known age with their places among each other, worked out by window functions: one sort for each grouping, newest first, of rows
 * with the same time the one with the greater key. The columns that it adds are named by {@link Counting.Grouping}.
 *
 * @param rows the rows of the task
 * @param asOf the instant that ages are counted from
 * @param among which rows are looked at, besides the conditions of the task
 */
record Ranked(Rows rows, Instant asOf, Sql among) {
    /** The time by the clocks of the policy's zone. */
    static final String LOCAL = "cleanup_local";

    private static final String KEY = "cleanup_key";
    private static final String PLACE = "cleanup_place";

    /** Rows that the policy removes, as a condition on the table itself. */
    Sql removed() {
        List<String> places = rows.dialect().place(rows.table(), rows.byPages());
        String ours = places.stream().map(place -> "c." + place).collect(Collectors.joining(", "));
        return Sql.of((places.size() == 1 ? ours : "(" + ours + ")") + " IN (SELECT " + placeColumns("c.") + " FROM ")
                .plus(table())
                .plus(" WHERE ")
                .plus(goes())
                .plus(")");
    }

    /** The condition on the columns of {@link #table} under which a row may go. */
    Sql goes() {
        return Sql.of("NOT ").plus(Sql.all(List.of(new PolicySql(rows, asOf).kept(rows.policy()))));
    }

    /** The columns that say where a row is. */
    String placeColumns(String prefix) {
        int count = rows.dialect().place(rows.table(), rows.byPages()).size();
        return Stream.iterate(0, number -> number + 1)
                .limit(count)
                .map(number -> prefix + PLACE + number)
                .collect(Collectors.joining(", "));
    }

    /** The rows with their places, as a table named c. */
    Sql table() {
        return Sql.of("(").plus(numbered(placed())).plus(") AS c");
    }

    /** What the windows need of a row. */
    private Sql read() {
        Sql sql = Sql.of("SELECT " + places() + ", " + columns() + ", ")
                .plus(keyText())
                .plus(" AS " + KEY);
        if (rows.followsCalendar()) {
            sql = sql.plus(", ")
                    .plus(rows.time().local(rows.dialect(), rows.policyZone()))
                    .plus(" AS " + LOCAL);
        }
        return sql.plus(" FROM " + rows.table().sql() + " AS c WHERE ")
                .plus(new Eligibility(rows).population(asOf))
                .plus(" AND ")
                .plus(among);
    }

    private String places() {
        List<String> places = rows.dialect().place(rows.table(), rows.byPages());
        return Stream.iterate(0, number -> number + 1)
                .limit(places.size())
                .map(number -> "c." + places.get(number) + " AS " + PLACE + number)
                .collect(Collectors.joining(", "));
    }

    private String columns() {
        Set<String> columns = new LinkedHashSet<>();
        rows.key().forEach(column -> columns.add(column.sql()));
        columns.add(rows.time().column().sql());
        rows.tags().values().forEach(column -> columns.add(column.sql()));
        rows.label().map(Column::sql).ifPresent(columns::add);
        return String.join(", ", columns);
    }

    /** The key as the id that it makes in memory, so that rows with the same time have the same order here and there. */
    private Sql keyText() {
        boolean composite = rows.key().size() > 1;
        List<Sql> parts =
                rows.key().stream().map(column -> escaped(column, composite)).toList();
        String id = parts.stream().map(Sql::text).collect(Collectors.joining(" || ',' || "));
        return new Sql(
                rows.dialect().codePoints(id),
                parts.stream().flatMap(part -> part.values().stream()).toList());
    }

    /** Backslashes as values, since with standard_conforming_strings off one would end no literal. */
    private static Sql escaped(Column column, boolean composite) {
        Sql text = Sql.of(KeyColumns.text(column));
        if (!KeyColumns.isText(column)) {
            return text;
        }
        Sql escaped = Sql.of("REPLACE(").plus(text).plus(", ?, ?)", "\\", "\\\\");
        return composite ? Sql.of("REPLACE(").plus(escaped).plus(", ',', ?)", "\\,") : escaped;
    }

    private Sql placed() {
        List<String> added = new ArrayList<>();
        for (Grouping grouping : rows.counting().groupings()) {
            String over = " OVER " + grouping.window();
            String time = rows.time().column().sql();
            added.add("row_number()" + over + " AS " + grouping.rank());
            added.add("(lead(" + time + ")" + over + ") IS NULL AS " + grouping.oldest());
            added.add("first_value(" + time + ")" + over + " AS " + grouping.newest());
            if (rows.policyNeedsMonths()) {
                added.add("first_value(c." + LOCAL + ")" + over + " AS " + grouping.newestLocal());
            }
            for (Every every : grouping.periods()) {
                String period = rows.dialect().period(every.name(), "c." + LOCAL);
                added.add("(lag(" + period + ")" + over + ") IS DISTINCT FROM " + period + " AS "
                        + grouping.first(every));
            }
        }
        return Sql.of("SELECT c.*, " + String.join(", ", added) + " FROM (")
                .plus(read())
                .plus(") AS c WINDOW " + windows());
    }

    private Sql numbered(Sql placed) {
        List<String> added = new ArrayList<>();
        for (Grouping grouping : rows.counting().groupings()) {
            for (Every every : grouping.periods()) {
                added.add("sum(CASE WHEN c." + grouping.first(every) + " THEN 1 ELSE 0 END) OVER (" + grouping.window()
                        + " ROWS UNBOUNDED PRECEDING) AS " + grouping.period(every));
            }
        }
        return added.isEmpty()
                ? placed
                : Sql.of("SELECT c.*, " + String.join(", ", added) + " FROM (")
                        .plus(placed)
                        .plus(") AS c WINDOW " + windows());
    }

    private String windows() {
        return rows.counting().groupings().stream()
                .map(grouping -> grouping.window() + " AS (" + order(grouping) + ")")
                .collect(Collectors.joining(", "));
    }

    private String order(Grouping grouping) {
        String groups = groups(grouping);
        String partition = groups.isEmpty() ? "" : "PARTITION BY " + groups + " ";
        return partition + "ORDER BY " + newestFirst();
    }

    /** The groups one after the other, each from its newest row to its oldest. */
    String inGroups(Grouping grouping) {
        String groups = groups(grouping);
        return (groups.isEmpty() ? "" : groups + ", ") + newestFirst();
    }

    /** From the newest row to the oldest. */
    String newestFirst() {
        return rows.time().column().sql() + " DESC, c." + KEY + " DESC";
    }

    private String groups(Grouping grouping) {
        return grouping.per().stream()
                .map(tag -> rows.dialect().codePoints(TagSql.of(rows, tag).value()))
                .collect(Collectors.joining(", "));
    }
}
