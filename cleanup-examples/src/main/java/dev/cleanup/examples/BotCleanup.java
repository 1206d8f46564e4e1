package dev.cleanup.examples;

import dev.cleanup.CleanupService;
import dev.cleanup.CleanupServiceBuilder;
import dev.cleanup.CleanupTask;
import dev.cleanup.docker.ContainersBuilder;
import dev.cleanup.docker.DockerCleanup;
import dev.cleanup.docker.DockerEngine;
import dev.cleanup.jdbc.ClusterScheduler;
import dev.cleanup.jdbc.ExpiredRowsBuilder;
import dev.cleanup.jdbc.JdbcCleanup;
import dev.cleanup.jdbc.JdbcHistoryStore;
import dev.cleanup.jdbc.JdbcOwners;
import dev.cleanup.jdbc.OrphanedRowsBuilder;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the bot system cleans: bots that were deleted long enough ago, and results and containers whose bot is gone. */
final class BotCleanup {
    /** A result may be stored a moment before its bot; only older ones count as orphans. */
    private static final Duration GRACE = Duration.ofHours(1);

    private static final String NO_ENGINE = "no Docker engine (DOCKER_HOST names none)";
    private static final Logger LOG = LoggerFactory.getLogger(BotCleanup.class);

    private BotCleanup() {}

    static CleanupServiceBuilder service(DataSource database, DockerEngine engine, DemoSettings settings) {
        BotTables tables = BotTables.read(database);
        CleanupServiceBuilder service = CleanupService.builder()
                .settings(settings.cleanup())
                .task(deletedBots(database, tables, settings))
                .task(orphanedResults(database, tables, settings))
                .task(botContainers(database, engine, settings));
        settings.node().ifPresent(node -> share(service.node(node), database));
        return service;
    }

    /** All nodes have the same schedule, history and plans, and no two of them run the same task. */
    private static void share(CleanupServiceBuilder service, DataSource database) {
        service.history(JdbcHistoryStore.builder(database).createTables().build())
                .scheduler(ClusterScheduler.builder(database).createTables().build());
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

    /** Containers of bots whose row is gone or says that they are deleted. An engine that nobody named is somebody else's. */
    private static CleanupTask botContainers(DataSource database, DockerEngine engine, DemoSettings settings) {
        ContainersBuilder containers = DockerCleanup.containers(engine)
                .label("app", "bot")
                .ownerLabel("bot.id")
                .activeOwners(JdbcOwners.of(database, "bots", "id").activeWhereNull("deleted_at"))
                .policy(settings.containers())
                .settings(settings.cleanup());
        if (settings.dockerHost().isEmpty()) {
            containers.off(NO_ENGINE);
        }
        CleanupTask task = containers.build();
        task.off().ifPresent(why -> LOG.info("container cleanup off: {}", why));
        return task;
    }
}
