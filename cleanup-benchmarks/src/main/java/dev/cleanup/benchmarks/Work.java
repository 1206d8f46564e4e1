package dev.cleanup.benchmarks;

import dev.cleanup.CleanupTask;
import dev.cleanup.jdbc.JdbcCleanup;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** What is removed in the benchmark at scale: tables, and the condition that a statement by hand has. */
enum Work {
    THIRD_EXPIRED(3, false),
    FEW_EXPIRED(100, false),
    FEW_EXPIRED_INDEXED(100, true),
    HALF_ORPHANED(2, false);

    private static final String EXPIRED = "deleted_at <= now() - interval '7 days'";
    private static final String ORPHANED =
            "NOT EXISTS (SELECT 1 FROM bots AS b WHERE b.id = r.processed_by) AND processed_at <= now() - interval '1 hour'";

    /** One row in so many goes. */
    private final int share;

    private final boolean indexed;

    Work(int share, boolean indexed) {
        this.share = share;
        this.indexed = indexed;
    }

    boolean orphans() {
        return this == HALF_ORPHANED;
    }

    String table() {
        return orphans() ? "results" : "bots";
    }

    long removedOf(int rows) {
        return rows / share;
    }

    List<String> fill(int rows) {
        String series = " FROM generate_series(1, " + rows + ") AS t(x)";
        String deleted = orphans()
                ? "NULL::timestamptz"
                : "now() - interval '1 day' * CASE x % " + share + " WHEN 0 THEN 30 WHEN 1 THEN 1 END";
        return List.of(
                "DROP TABLE IF EXISTS bots, results",
                "CREATE TABLE bots (id bigint PRIMARY KEY, name text NOT NULL, bot_type text NOT NULL, deleted_at timestamptz)",
                "CREATE TABLE results (id bigint PRIMARY KEY, processed_by bigint, processed_at timestamptz, score text)",
                "INSERT INTO bots SELECT x, 'bot-' || x, 'type-' || (x % 7), " + deleted
                        + " - interval '1 millisecond' * x" + series,
                indexed ? "CREATE INDEX ON bots (deleted_at)" : "SELECT 1",
                orphans()
                        ? "INSERT INTO results SELECT x, CASE x % 2 WHEN 0 THEN x + " + rows
                                + " ELSE x END, now() - interval '9 days', 'score-' || x" + series
                        : "SELECT 1",
                "VACUUM ANALYZE bots",
                "VACUUM ANALYZE results",
                "CHECKPOINT");
    }

    String update() {
        return orphans()
                ? "UPDATE results SET score = 'touched' WHERE id = ?"
                : "UPDATE bots SET name = 'touched' WHERE id = ?";
    }

    String byHand() {
        return orphans() ? "DELETE FROM results AS r WHERE " + ORPHANED : "DELETE FROM bots WHERE " + EXPIRED;
    }

    /** As a job in an application does it, again and again until nothing is left. */
    String inBatches() {
        return orphans()
                ? "DELETE FROM results WHERE id IN (SELECT r.id FROM results AS r WHERE " + ORPHANED + " LIMIT 1000)"
                : "DELETE FROM bots WHERE id IN (SELECT id FROM bots WHERE " + EXPIRED + " LIMIT 1000)";
    }

    String ids() {
        return orphans() ? "SELECT r.id FROM results AS r WHERE " + ORPHANED : "SELECT id FROM bots WHERE " + EXPIRED;
    }

    CleanupTask task(DataSource dataSource, int batchSize) {
        return orphans()
                ? JdbcCleanup.orphanedRows(dataSource)
                        .table("results")
                        .column("processed_by")
                        .references("bots", "id")
                        .olderThan("processed_at", Duration.ofHours(1))
                        .batchSize(batchSize)
                        .build()
                : JdbcCleanup.expiredRows(dataSource)
                        .table("bots")
                        .timestamp("deleted_at")
                        .policy(RetentionPolicy.keepFor("7d"))
                        .batchSize(batchSize)
                        .build();
    }
}
