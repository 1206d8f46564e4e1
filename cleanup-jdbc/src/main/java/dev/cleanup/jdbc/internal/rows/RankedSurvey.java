package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.Finding;
import dev.cleanup.jdbc.internal.rows.RowsSurvey.Eligible;
import dev.cleanup.jdbc.internal.rows.RowsSurvey.Look;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import dev.cleanup.retention.Resource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Counts and lists, in one query, the rows that may go by window functions. */
record RankedSurvey(Rows rows, Connection connection, Instant asOf) {
    /** More are not held in memory to say why each row goes. */
    static final int MOST_WITNESSES = 50_000;

    Look look(int limit) throws SQLException {
        FoundRows found = new FoundRows(rows, asOf);
        Ranked ranked = new Ranked(rows, asOf, Sql.of("1 = 1"));
        Sql sql = Sql.of("SELECT " + found.columns() + ", count(*) OVER () AS cleanup_all, max("
                        + rows.time().column().sql() + ") OVER () AS cleanup_newest FROM ")
                .plus(ranked.table())
                .plus(" WHERE ")
                .plus(ranked.goes())
                .plus(" ORDER BY " + found.oldestFirst() + " FETCH FIRST " + Math.max(1, limit) + " ROWS ONLY");
        AtomicReference<Eligible> eligible = new AtomicReference<>(Eligible.NONE);
        List<Resource> resources = new ArrayList<>();
        Statements.each(connection, rows.dialect(), sql, row -> {
            eligible.set(Eligible.read(rows, row, row.findColumn("cleanup_all")));
            return resources.size() < limit && resources.add(found.read(row));
        });
        List<Resource> witnesses = witnesses(found, resources);
        List<Finding> findings =
                witnesses.size() > MOST_WITNESSES ? found.unexplained(resources) : found.findings(resources, witnesses);
        return new Look(Optional.of(eligible.get()), findings);
    }

    private List<Resource> witnesses(FoundRows found, List<Resource> resources) throws SQLException {
        List<Resource> witnesses = new ArrayList<>();
        if (!resources.isEmpty()) {
            Sql sql = new Witnesses(rows, asOf).of(resources, found.columns());
            Statements.each(
                    connection,
                    rows.dialect(),
                    sql,
                    row -> witnesses.add(found.read(row)) && witnesses.size() <= MOST_WITNESSES);
        }
        return witnesses;
    }
}
