package dev.cleanup.jdbc.internal.history;

import dev.cleanup.CleanupServiceBuilder;
import dev.cleanup.RunMode;
import dev.cleanup.history.HistoryStore;
import dev.cleanup.jdbc.internal.tables.OwnTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * Drops runs that have ended, the oldest first: those beyond so many, and those that ended so long ago. The newest ones stay at any age, and so
 * does a plan that may still be applied.
 */
public final class Trimming {
    private static final int DROPPED_AT_ONCE = 20;
    private static final int MOST_ROUNDS = 50;

    private final Connection connection;
    private final OwnTables tables;

    public Trimming(Connection connection, OwnTables tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /**
     * How much stays.
     *
     * @param runs how many runs at most, whatever their age
     * @param age for how long after their end
     */
    public record Keep(int runs, Duration age) {}

    /** Goes on, in short transactions, while each drops as many as it may; what is left after many is for the next time. */
    public static void all(IntSupplier drop) {
        int rounds = 1;
        while (drop.getAsInt() == DROPPED_AT_ONCE && rounds < MOST_ROUNDS) {
            rounds++;
        }
    }

    /** Drops some of the runs that no longer stay, and says how many. */
    public int drop(Keep keep) throws SQLException {
        String statement =
                """
                DELETE FROM {runs} WHERE seq IN (
                    SELECT seq FROM {runs}
                    WHERE status NOT IN ('RUNNING', 'STOPPING')
                        AND seq < ? AND (seq < ? OR saved_at < %s)
                        AND NOT (mode = ? AND claimed_by IS NULL AND saved_at >= %s)
                    ORDER BY seq LIMIT %d)""".formatted(ago(keep.age), ago(CleanupServiceBuilder.DEFAULT_PLAN_EXPIRY), DROPPED_AT_ONCE);
        return tables.update(
                connection, statement, newest(HistoryStore.DEFAULT_RUNS), newest(keep.runs), RunMode.DRY_RUN.name());
    }

    private String ago(Duration span) {
        return tables.in((int) -span.toSeconds());
    }

    /** The place of the last of so many newest runs; zero when there are fewer. */
    private long newest(int runs) throws SQLException {
        return tables
                .query(
                        connection,
                        row -> row.getLong(1),
                        "SELECT seq FROM {runs} ORDER BY seq DESC LIMIT 1 OFFSET " + (runs - 1))
                .stream()
                .findFirst()
                .orElse(0L);
    }
}
