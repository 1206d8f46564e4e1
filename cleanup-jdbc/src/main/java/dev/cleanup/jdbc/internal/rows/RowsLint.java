package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.jdbc.internal.rows.Rows.Judging;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Expected;
import dev.cleanup.jdbc.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is most likely not meant about how a task is set up, and what to do about it. By statistics alone: no row is looked at. */
record RowsLint(Rows rows, Connection connection) {
    private static final long LARGE = 100_000;
    private static final double FEW = 0.05;

    List<String> warnings(Instant asOf) throws SQLException {
        List<String> warnings = new ArrayList<>();
        index(asOf).ifPresent(warnings::add);
        undated().ifPresent(warnings::add);
        return warnings;
    }

    /** A policy that ranks its rows or judges them in memory reads all of them in any case. */
    private Optional<String> index(Instant asOf) throws SQLException {
        Column time = rows.time().column();
        if (rows.judging() != Judging.EACH
                || rows.dialect().index(connection, rows.table(), time).isPresent()) {
            return Optional.empty();
        }
        return rows.dialect()
                .expected(connection, rows.table(), query(asOf))
                .filter(expected -> expected.readsAll() && expected.all() >= LARGE)
                .filter(expected -> expected.found() <= expected.all() * FEW)
                .map(expected -> noIndex(expected, time));
    }

    /** Without the missing parent of an orphan: what it takes to find that is no matter of this table's indexes. */
    private Sql query(Instant asOf) {
        Eligibility eligibility = new Eligibility(rows);
        return Sql.of("SELECT 1 FROM " + rows.table().sql() + " AS c WHERE ")
                .plus(eligibility.population(asOf))
                .plus(" AND NOT ")
                .plus(new PolicySql(rows, asOf).kept(rows.policy()));
    }

    private String noIndex(Expected expected, Column time) {
        String concurrently = rows.byPages() ? "CONCURRENTLY " : "";
        String dated = time.nullable() ? " WHERE " + time.quoted() + " IS NOT NULL" : "";
        return String.format(
                Locale.ROOT,
                "run CREATE INDEX %sON %s (%s)%s: without it all rows of %s, about %,d, are read to find about %,d that may go",
                concurrently,
                rows.table().sql(),
                time.quoted(),
                dated,
                rows.table().display(),
                expected.all(),
                expected.found());
    }

    /** Of rows that are deleted softly those without a time are alive; an orphan without one is forgotten. */
    private Optional<String> undated() throws SQLException {
        Column time = rows.time().column();
        boolean required = rows.conditions().stream()
                .anyMatch(condition ->
                        condition.column().equals(time) && condition.operator().equals("IS NOT NULL"));
        if (rows.reference().isEmpty() || !time.nullable() || required) {
            return Optional.empty();
        }
        Optional<Double> share = rows.dialect().nullShare(connection, rows.table(), time);
        if (share.isPresent() && share.get() == 0) {
            return Optional.empty();
        }
        String some = share.map(part -> String.format(Locale.ROOT, " (about %.1f %% of all rows)", part * 100))
                .orElse("");
        return Optional.of("orphans of " + rows.table().display() + " without " + time.name() + some
                + " stay for ever: make it NOT NULL, date orphans by another column, or say whereNotNull(\""
                + time.name() + "\") when that is meant");
    }
}
