package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.Finding;
import dev.cleanup.RefusedException;
import dev.cleanup.Survey;
import dev.cleanup.jdbc.internal.rows.Rows.Reference;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

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
        Instant asOf = now(rows, connection);
        checkParents();
        Look look = look(asOf, findingsLimit);
        Counts counts = counts(asOf, look.eligible());
        Eligible eligible = counts.eligible();
        Optional<String> missing = rows.dialect().missingPrivileges(connection, rows.table());
        return new Survey(
                asOf,
                eligible.count(),
                OptionalLong.of(counts.all()),
                counts.unknownAge(),
                look.findings(),
                notices(
                        counts,
                        missing,
                        Stream.concat(plan(counts, look).stream(), along()).toList()),
                eligible.newest());
    }

    /** The database's time. */
    static Instant now(Rows rows, Connection connection) throws SQLException {
        return Statements.one(connection, rows.dialect(), Sql.of(rows.dialect().clock()), row -> row.getObject(
                        1, OffsetDateTime.class)
                .toInstant()
                .truncatedTo(ChronoUnit.MICROS));
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

    /**
     * The rows of the table.
     *
     * @param all how many there are
     * @param unknownAge how many of them have no age that can be trusted
     */
    record Ages(long all, long unknownAge) {}

    Ages ages(Instant asOf) throws SQLException {
        Counts counts = counts(asOf, Optional.of(Eligible.NONE));
        return new Ages(counts.all(), counts.unknownAge());
    }

    private record Counts(long all, long unknownAge, long implausible, Eligible eligible) {}

    private Counts counts(Instant asOf, Optional<Eligible> known) throws SQLException {
        Sql sql = Sql.of("SELECT count(*), count(*) FILTER (WHERE ")
                .plus(eligibility.unknownAge(asOf))
                .plus("), count(*) FILTER (WHERE ")
                .plus(eligibility.implausible(asOf))
                .plus(")");
        if (known.isEmpty()) {
            Sql filter = Sql.of(" FILTER (WHERE ").plus(eligibility.at(asOf)).plus(")");
            sql = sql.plus(", count(*)")
                    .plus(filter)
                    .plus(", max(" + rows.time().column().sql() + ")")
                    .plus(filter);
        }
        return Statements.one(
                connection,
                rows.dialect(),
                sql.plus(" FROM " + rows.table().sql() + " AS c"),
                row -> new Counts(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        known.isPresent() ? known.get() : Eligible.read(rows, row, 4)));
    }

    /**
     * How many rows may go.
     *
     * @param newest when the age of the youngest of them began; empty when there is none
     */
    record Eligible(long count, Optional<Instant> newest) {
        static final Eligible NONE = new Eligible(0, Optional.empty());

        /** A count and the greatest time, which is that of the youngest row. */
        static Eligible read(Rows rows, ResultSet row, int index) throws SQLException {
            long count = row.getLong(index);
            return count == 0
                    ? NONE
                    : new Eligible(count, Optional.of(rows.time().read(row, index + 1)));
        }
    }

    /**
     * The rows that may go.
     *
     * @param eligible empty when a count of everything can tell
     * @param findings the oldest of them
     */
    record Look(Optional<Eligible> eligible, List<Finding> findings) {}

    private Look look(Instant asOf, int limit) throws SQLException {
        return switch (rows.judging()) {
            case EACH ->
                new Look(rows.reference().isPresent() ? orphans(asOf) : Optional.empty(), findings(asOf, limit));
            case RANKED -> new RankedSurvey(rows, connection, asOf).look(limit);
            case STREAMED -> new StreamedSurvey(rows, asOf, limit).look(connection);
        };
    }

    /** A query of its own: within a count of everything, the missing parent would be looked up row by row instead of joined. */
    private Optional<Eligible> orphans(Instant asOf) throws SQLException {
        Sql sql = Sql.of("SELECT count(*), max(" + rows.time().column().sql() + ") FROM "
                        + rows.table().sql() + " AS c WHERE ")
                .plus(eligibility.at(asOf));
        return Optional.of(Statements.one(connection, rows.dialect(), sql, row -> Eligible.read(rows, row, 1)));
    }

    private List<Finding> findings(Instant asOf, int limit) throws SQLException {
        FoundRows found = new FoundRows(rows, asOf);
        Sql sql = Sql.of("SELECT " + found.columns() + " FROM " + rows.table().sql() + " AS c WHERE ")
                .plus(eligibility.at(asOf))
                .plus(" ORDER BY " + found.oldestFirst())
                .plus(" FETCH FIRST " + limit + " ROWS ONLY");
        return found.findings(Statements.query(connection, rows.dialect(), sql, found::read), List.of());
    }

    /** How a removal would go, unless it names all of its rows. */
    private Optional<String> plan(Counts counts, Look look) throws SQLException {
        long eligible = counts.eligible().count();
        if (eligible == look.findings().size()) {
            return Optional.empty();
        }
        Planner planner = new Planner(rows, connection);
        return planner.plan(new Planner.Counted(eligible, counts.all())).map(planner::words);
    }

    /** They are not counted here: that would look up each row's dependents. */
    private Stream<String> along() {
        return rows.along().dependents().isEmpty()
                ? Stream.empty()
                : Stream.of("with the rows go " + rows.along().words() + ", which are not counted here");
    }

    private static List<String> notices(Counts counts, Optional<String> missingPrivileges, List<String> words) {
        List<String> notices = new ArrayList<>();
        missingPrivileges.ifPresent(notices::add);
        notices.addAll(words);
        if (counts.implausible() > 0) {
            String rows = counts.implausible() == 1 ? "1 row has" : counts.implausible() + " rows have";
            notices.add(rows + " a date of zero, infinity or in the future: they are never removed");
        }
        return notices;
    }
}
