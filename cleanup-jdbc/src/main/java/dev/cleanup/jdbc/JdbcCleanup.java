package dev.cleanup.jdbc;

import javax.sql.DataSource;

/**
 * Cleanup tasks for rows in PostgreSQL and H2.
 *
 * <pre>{@code
 * CleanupTask bots = JdbcCleanup.expiredRows(dataSource)
 *         .table("bots")
 *         .timestamp("deleted_at")
 *         .policy(RetentionPolicy.keepFor("7d"))
 *         .build();
 * CleanupTask results = JdbcCleanup.orphanedRows(dataSource)
 *         .table("results")
 *         .column("processed_by")
 *         .references("bots", "id")
 *         .olderThan("processed_at", Duration.ofHours(1))
 *         .build();
 * }</pre>
 *
 * <p>The data source is the application's; each call takes one connection for as long as it lasts and gives it back as it was.
 */
public final class JdbcCleanup {
    private JdbcCleanup() {}

    /** Rows that a policy no longer keeps: deleted softly a while ago, or simply old. */
    public static ExpiredRowsBuilder expiredRows(DataSource dataSource) {
        return new ExpiredRowsBuilder(dataSource);
    }

    /** Puts rows back that a run has archived. */
    public static Restore restore(DataSource dataSource) {
        return new Restore(dataSource);
    }

    /** Rows that refer to a row that no longer exists. */
    public static OrphanedRowsBuilder orphanedRows(DataSource dataSource) {
        return new OrphanedRowsBuilder(dataSource);
    }

    /** Whole partitions of a PostgreSQL table that lie before what a policy keeps. */
    public static ExpiredPartitionsBuilder expiredPartitions(DataSource dataSource) {
        return new ExpiredPartitionsBuilder(dataSource);
    }
}
