package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.ConfigurationException;
import dev.cleanup.PolicyPreview;
import dev.cleanup.jdbc.internal.rows.Rows.Judging;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import dev.cleanup.retention.AnyOf;
import dev.cleanup.retention.Declared;
import dev.cleanup.retention.RetentionPolicy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** How many rows would stay under each of several policies, by one look at the rows for all of them. */
record RowsPreview(Rows rows, Connection connection, List<RetentionPolicy> policies) {

    List<PolicyPreview> preview() throws SQLException {
        Instant asOf = RowsSurvey.now(rows, connection);
        Rows together = together();
        long[] removed = together.judging() == Judging.STREAMED || (together.judging() == Judging.RANKED && !sameZone())
                ? streamed(together, asOf)
                : selected(together, asOf);
        RowsSurvey.Ages ages = new RowsSurvey(rows, connection).ages(asOf);
        List<PolicyPreview> previews = new ArrayList<>();
        for (int i = 0; i < removed.length; i++) {
            previews.add(new PolicyPreview(policies.get(i), ages.all() - removed[i], removed[i], ages.unknownAge()));
        }
        return previews;
    }

    /** The rows as a policy of all candidates sees them: what that counts, each of them finds counted. */
    private Rows together() {
        AnyOf any = new AnyOf(policies.stream()
                .map(policy -> policy instanceof Declared declared ? declared.rule() : policy)
                .toList());
        Rows together = rows.with(any.in(zone(policies.get(0))));
        together.checkTags();
        boolean counts = !together.counting().isEmpty() || together.judging() == Judging.STREAMED;
        if (counts && rows.reference().isPresent()) {
            throw new ConfigurationException(
                    "forPolicies",
                    any.describe(),
                    "accepted for orphaned rows are rules that look at each row alone, as SQL");
        }
        return together;
    }

    private ZoneId zone(RetentionPolicy policy) {
        return rows.with(policy).policyZone();
    }

    private boolean sameZone() {
        return policies.stream().map(this::zone).distinct().count() == 1;
    }

    private long[] selected(Rows together, Instant asOf) throws SQLException {
        Sql sql = Sql.of("SELECT 0");
        for (RetentionPolicy policy : policies) {
            sql = sql.plus(", count(*) FILTER (WHERE NOT (")
                    .plus(new PolicySql(together, asOf, zone(policy)).kept(policy))
                    .plus("))");
        }
        return Statements.one(
                connection, rows.dialect(), sql.plus(" FROM ").plus(population(together, asOf)), this::counts);
    }

    private Sql population(Rows together, Instant asOf) {
        return together.judging() == Judging.RANKED
                ? new Ranked(together, asOf, Sql.of("1 = 1")).table()
                : Sql.of(rows.table().sql() + " AS c WHERE ").plus(new Eligibility(rows).candidates(asOf));
    }

    private long[] counts(ResultSet row) throws SQLException {
        long[] counts = new long[policies.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = row.getLong(i + 2);
        }
        return counts;
    }

    private long[] streamed(Rows together, Instant asOf) throws SQLException {
        long[] removed = new long[policies.size()];
        new StreamedRows(together, asOf).gather(connection, Sql.of("1 = 1"), (unit, resources) -> {
            for (int i = 0; i < removed.length; i++) {
                removed[i] += policies.get(i).evaluate(resources, asOf).stream()
                        .filter(verdict -> !verdict.kept())
                        .count();
            }
            return true;
        });
        return removed;
    }
}
