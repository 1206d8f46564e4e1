package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.Finding;
import dev.cleanup.jdbc.internal.rows.RowsSurvey.Eligible;
import dev.cleanup.jdbc.internal.rows.RowsSurvey.Look;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.retention.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** Counts the rows that may go and holds the oldest of them, while all rows are streamed by. */
final class StreamedSurvey {
    private static final Comparator<Finding> OLDEST_FIRST = Comparator.<Finding, Instant>comparing(
                    finding -> finding.since().orElseThrow())
            .thenComparing(Finding::id);

    private final Rows rows;
    private final Instant asOf;
    private final int limit;

    /** Not as verdicts, each of which holds on to all that it was judged with. */
    private final PriorityQueue<Finding> oldest = new PriorityQueue<>(OLDEST_FIRST.reversed());

    private long eligible;
    private Instant newest = Instant.MIN;

    StreamedSurvey(Rows rows, Instant asOf, int limit) {
        this.rows = rows;
        this.asOf = asOf;
        this.limit = limit;
    }

    Look look(Connection connection) throws SQLException {
        new StreamedRows(rows, asOf).judge(connection, Sql.of("1 = 1"), verdicts -> {
            verdicts.stream().filter(verdict -> !verdict.kept()).forEach(this::add);
            return true;
        });
        return new Look(
                Optional.of(eligible == 0 ? Eligible.NONE : new Eligible(eligible, Optional.of(newest))),
                oldest.stream().sorted(OLDEST_FIRST).toList());
    }

    private void add(Verdict verdict) {
        eligible++;
        Instant since = verdict.resource().since().orElseThrow();
        newest = since.isAfter(newest) ? since : newest;
        boolean listed = verdict.resource().id().length() <= Finding.MAX_ID_LENGTH;
        if (listed && limit > 0 && (oldest.size() < limit || !isYounger(verdict, oldest.element()))) {
            oldest.add(new FoundRows(rows, asOf).finding(verdict));
            if (oldest.size() > limit) {
                oldest.remove();
            }
        }
    }

    private static boolean isYounger(Verdict verdict, Finding other) {
        return verdict.resource().since().orElseThrow().isAfter(other.since().orElseThrow());
    }
}
