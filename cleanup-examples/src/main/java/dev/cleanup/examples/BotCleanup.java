package dev.cleanup.examples;

import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.jdbc.ExpiredRowsBuilder;
import dev.cleanup.jdbc.JdbcCleanup;
import dev.cleanup.jdbc.OrphanedRowsBuilder;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Duration;
import javax.sql.DataSource;

/** What the bot system cleans: bots that were deleted long enough ago, and results whose bot is gone. */
final class BotCleanup {
    /** A result may be stored a moment before its bot; only older ones count as orphans. */
    private static final Duration GRACE = Duration.ofHours(1);

    private BotCleanup() {}

    static CleanupService service(DataSource database, DemoSettings settings) {
        BotTables tables = BotTables.read(database);
        return CleanupService.builder()
                .settings(settings.cleanup())
                .task(deletedBots(database, tables, settings))
                .task(orphanedResults(database, tables, settings))
                .build();
    }

    private static CleanupTask deletedBots(DataSource database, BotTables tables, DemoSettings settings) {
        ExpiredRowsBuilder bots = JdbcCleanup.expiredRows(database)
                .table("bots")
                .timestamp("deleted_at")
                .policy(RetentionPolicy.keepFor(settings.cleanup().retention()));
        if (tables.deletedAtHasNoZone()) {
            bots.zone(settings.databaseZone());
        }
        if (tables.botsHaveNames()) {
            bots.label("name");
        }
        return bots.build();
    }

    private static CleanupTask orphanedResults(DataSource database, BotTables tables, DemoSettings settings) {
        OrphanedRowsBuilder results = JdbcCleanup.orphanedRows(database)
                .table("results")
                .column("processed_by")
                .references("bots", "id")
                .olderThan(tables.resultTime().name(), GRACE);
        if (tables.resultTime().hasNoZone()) {
            results.zone(settings.databaseZone());
        }
        return results.build();
    }
}
