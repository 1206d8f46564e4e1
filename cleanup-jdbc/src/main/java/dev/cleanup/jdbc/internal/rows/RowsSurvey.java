package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.Finding;
import dev.cleanup.RefusedException;
import dev.cleanup.Survey;
import dev.cleanup.jdbc.internal.rows.Rows.Judging;
import dev.cleanup.jdbc.internal.rows.Rows.Reference;
import dev.cleanup.jdbc.internal.sql.KeyColumns;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import dev.cleanup.retention.Resource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Counts and lists the rows that may go, in one snapshot. Nothing in here can remove anything. */
final class RowsSurvey {
    private final Rows rows;
    private final Connection connection;
    private final Eligibility eligibility;

    RowsSurvey(Rows rows, Connection connection) {
        this.rows = rows;
        this.connection = connection;
        this.eligibility = new Eligibility(rows);
    }

    Survey survey(int findingsLimit) throws SQLException {
        Instant asOf =
                Statements.one(connection, rows.dialect(), Sql.of(rows.dialect().clock()), row -> row.getObject(
                                1, OffsetDateTime.class)
                        .toInstant()
                        .truncatedTo(ChronoUnit.MICROS));
        checkParents();
        boolean streamed = rows.judging() == Judging.STREAMED;
        StreamedSurvey stream = new StreamedSurvey(rows, asOf, findingsLimit);
        if (streamed) {
            stream.look(connection);
        }
        Counts counts = counts(asOf, stream.eligible());
        List<Finding> findings = streamed ? stream.findings() : findings(asOf, findingsLimit);
        Optional<String> missing = rows.dialect().missingPrivileges(connection, rows.table());
        return new Survey(
                asOf,
                counts.eligible(),
                OptionalLong.of(counts.all()),
                counts.unknownAge(),
                findings,
                notices(counts, missing));
    }

    private void checkParents() throws SQLException {
        if (rows.reference().isEmpty() || rows.reference().get().emptyAllowed()) {
            return;
        }
        Reference reference = rows.reference().get();
        Sql any = Sql.of("SELECT 1 FROM " + reference.parent().sql() + " FETCH FIRST 1 ROW ONLY");
        if (Statements.text(connection, rows.dialect(), any).isEmpty()) {
            throw new RefusedException(
                    "the table of parents " + reference.parent().display()
                            + " is empty, so every row would be an orphan; nothing is removed unless the task says allowEmptyParent()");
        }
    }

    private record Counts(long all, long unknownAge, long implausible, long eligible) {}

    private Counts counts(Instant asOf, long streamed) throws SQLException {
        boolean alone = rows.reference().isEmpty() && rows.judging() == Judging.EACH;
        Sql sql = Sql.of("SELECT count(*), count(*) FILTER (WHERE ")
                .plus(eligibility.unknownAge(asOf))
                .plus("), count(*) FILTER (WHERE ")
                .plus(eligibility.implausible(asOf))
                .plus("), count(*) FILTER (WHERE ")
                .plus(alone ? eligibility.at(asOf) : Sql.of("1 = 0"))
                .plus(") FROM " + rows.table().sql() + " AS c");
        long others = alone ? 0 : rows.judging() == Judging.STREAMED ? streamed : eligible(asOf);
        return Statements.one(
                connection,
                rows.dialect(),
                sql,
                row -> new Counts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4) + others));
    }

    /** A query of its own: within a count of everything, the missing parent would be looked up row by row instead of joined. */
    private long eligible(Instant asOf) throws SQLException {
        Sql sql = rows.judging() == Judging.RANKED ? ranked(asOf) : joined(asOf);
        return Statements.one(connection, rows.dialect(), sql, row -> row.getLong(1));
    }

    private Sql ranked(Instant asOf) {
        Ranked ranked = new Ranked(rows, asOf, Sql.of("1 = 1"));
        return Sql.of("SELECT count(*) FROM ")
                .plus(ranked.table())
                .plus(" WHERE ")
                .plus(ranked.goes());
    }

    private Sql joined(Instant asOf) {
        return Sql.of("SELECT count(*) FROM " + rows.table().sql() + " AS c WHERE ")
                .plus(eligibility.at(asOf));
    }

    private List<Finding> findings(Instant asOf, int limit) throws SQLException {
        FoundRows found = new FoundRows(rows, asOf);
        Sql sql = Sql.of("SELECT " + found.columns() + " FROM " + rows.table().sql() + " AS c WHERE ")
                .plus(eligibility.at(asOf))
                .plus(" ORDER BY " + rows.time().column().sql() + ", " + KeyColumns.names(rows.key()))
                .plus(" FETCH FIRST " + limit + " ROWS ONLY");
        List<Resource> resources = Statements.query(connection, rows.dialect(), sql, found::read);
        return found.findings(resources, witnesses(found, resources, asOf));
    }

    /** The rows that the verdicts on these hang on. */
    private List<Resource> witnesses(FoundRows found, List<Resource> resources, Instant asOf) throws SQLException {
        return rows.judging() == Judging.RANKED && !resources.isEmpty()
                ? Statements.query(
                        connection,
                        rows.dialect(),
                        new Witnesses(rows, asOf).of(resources, found.columns()),
                        found::read)
                : List.of();
    }

    private static List<String> notices(Counts counts, Optional<String> missingPrivileges) {
        List<String> notices = new ArrayList<>();
        missingPrivileges.ifPresent(notices::add);
        if (counts.implausible() > 0) {
            String rows = counts.implausible() == 1 ? "1 row has" : counts.implausible() + " rows have";
            notices.add(rows + " a date of zero, infinity or in the future: they are never removed");
        }
        return notices;
    }
}
