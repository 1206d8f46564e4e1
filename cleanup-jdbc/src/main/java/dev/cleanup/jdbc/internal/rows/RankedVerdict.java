package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.jdbc.internal.sql.KeyColumns;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The verdict on one row, by window functions over its unit, which no group of it reaches beyond; and in words, by judging it in memory with
 * its witnesses, among which it goes exactly when it goes among all.
 */
record RankedVerdict(Rows rows, Connection connection, Instant asOf) {

    Verdict on(Resource resource) throws SQLException {
        FoundRows found = new FoundRows(rows, asOf);
        List<Resource> together = new ArrayList<>();
        List<Boolean> goes = new ArrayList<>();
        Statements.each(connection, rows.dialect(), itselfAndWitnesses(resource, found), row -> {
            goes.add(row.getInt("cleanup_goes") == 1);
            return together.add(found.read(row)) && together.size() <= RankedSurvey.MOST_WITNESSES;
        });
        if (together.size() > RankedSurvey.MOST_WITNESSES) {
            return goes.get(0)
                    ? Verdict.remove(resource, () -> List.of(found.unexplained()))
                    : Verdict.keep(
                            resource, () -> List.of("kept by: " + rows.policy().describe()));
        }
        Verdict verdict = rows.policy().evaluate(together, asOf).get(0);
        RowExplanation.agree(verdict, goes.get(0));
        return verdict;
    }

    private Sql itselfAndWitnesses(Resource resource, FoundRows found) {
        Ranked ranked =
                new Ranked(rows, asOf, Unit.of(resource, Unit.tags(rows)).compared(rows, "="));
        Sql itself = itself(resource);
        return Sql.of("SELECT " + found.columns() + ", CASE WHEN ")
                .plus(ranked.goes())
                .plus(" THEN 1 ELSE 0 END AS cleanup_goes, CASE WHEN ")
                .plus(itself)
                .plus(" THEN 1 ELSE 0 END AS cleanup_itself FROM ")
                .plus(ranked.table())
                .plus(" WHERE ")
                .plus(Sql.any(List.of(itself, new Witnesses(rows, asOf).condition(List.of(resource)))))
                .plus(" ORDER BY cleanup_itself DESC");
    }

    private Sql itself(Resource resource) {
        String text = rows.key().stream()
                .map(column -> KeyColumns.text(column) + " = ?")
                .collect(Collectors.joining(" AND ", "(", ")"));
        return new Sql(
                text,
                List.copyOf(KeyText.decode(resource.id(), rows.key().size())
                        .orElseThrow()
                        .parts()));
    }
}
