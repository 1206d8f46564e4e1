package dev.cleanup.jdbc;

import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupServiceBuilder;
import dev.cleanup.CleanupTask;
import dev.cleanup.RemovalLimit;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** Bots and their results, of which those with an odd number may go; what must hold after a fault of whatever kind. */
record Herd(TestDatabase db, int size) {
    static final List<String> TABLES = List.of("bots", "results");

    private static final int BATCH = 50;

    /** Makes so many of each. */
    static Herd of(TestDatabase db, int size) {
        db.execute(
                "CREATE TABLE bots (id BIGINT PRIMARY KEY, name VARCHAR(100), deleted_at " + db.timestamptz() + ")",
                "CREATE TABLE results (id BIGINT PRIMARY KEY, processed_by BIGINT, processed_at " + db.timestamptz()
                        + ")",
                "INSERT INTO bots SELECT x, 'bot', CASE WHEN MOD(x, 2) = 1 THEN " + db.ago("9 DAY") + " END FROM "
                        + db.series(1, size),
                "INSERT INTO results SELECT x, CASE WHEN MOD(x, 2) = 1 THEN -x ELSE x END, " + db.ago("9 DAY")
                        + " FROM " + db.series(1, size));
        return new Herd(db, size);
    }

    /** Removes the bots that were deleted, by pages or keys, without naming them. */
    static CleanupTask expired(DataSource source) {
        return JdbcCleanup.expiredRows(source)
                .table("bots")
                .timestamp("deleted_at")
                .policy(keepFor("7d"))
                .batchSize(BATCH)
                .build();
    }

    /** Removes the results without a bot: each is locked, looked at again, and then deleted. */
    static CleanupTask orphans(DataSource source) {
        return JdbcCleanup.orphanedRows(source)
                .table("results")
                .column("processed_by")
                .references("bots", "id")
                .olderThan("processed_at", Duration.ofHours(1))
                .batchSize(BATCH)
                .build();
    }

    /** A service that gives up neither soon nor late, with a history that outlives it. */
    static CleanupServiceBuilder service(DataSource history, CleanupTask... tasks) {
        CleanupServiceBuilder service = CleanupService.builder()
                .retry(3, Duration.ofMillis(20), Duration.ofMillis(200))
                .removalLimit(RemovalLimit.items(10_000_000))
                .history(history(history));
        for (CleanupTask task : tasks) {
            service.task(task);
        }
        return service;
    }

    static JdbcHistoryStore history(DataSource source) {
        return JdbcHistoryStore.builder(source)
                .createTables()
                .abandonAfter(Duration.ofSeconds(5))
                .build();
    }

    long gone(String table) {
        return size - db.count(table);
    }

    /** Whatever happened: those that are alive are there. */
    void assertTheLivingAreThere() {
        for (String table : TABLES) {
            String alive = "SELECT count(*) FROM " + table + " WHERE MOD(id, 2) = 0 AND id <= " + size;
            assertThat(db.texts(alive)).as(table).containsExactly(String.valueOf(size / 2));
        }
    }

    /** Without the findings. */
    static String words(CleanupRun run) {
        return run.status() + " " + run.reason()
                + run.tasks().stream().map(task -> task.reason() + task.tally()).toList();
    }

    /** What the run says is what is gone, as far as anybody knows. */
    void assertCounted(CleanupRun run, String table) {
        Tally tally = run.task(table).map(TaskRun::tally).orElse(Tally.NONE);
        long gone = gone(table);
        if (tally.unknown() == 0) {
            assertThat(tally.removed()).as(words(run)).isEqualTo(gone);
        } else {
            assertThat(gone).as(words(run)).isBetween(tally.removed(), tally.removed() + tally.unknown());
        }
    }

    void assertNothingRuns() {
        assertThat(db.texts("SELECT id FROM cleanup_runs WHERE status IN ('RUNNING', 'STOPPING')"))
                .isEmpty();
    }

    /** A further run does the rest. */
    void assertTheRestGoes(String table) {
        CleanupTask task = table.equals("bots") ? expired(db.dataSource) : orphans(db.dataSource);
        try (CleanupService service = service(db.dataSource, task).build()) {
            CleanupRun run = service.run(RunRequest.execute());
            assertThat(run.status()).as(words(run)).isEqualTo(RunStatus.SUCCEEDED);
        }
        assertThat(gone(table)).isEqualTo(size / 2);
        assertTheLivingAreThere();
        assertNothingRuns();
    }
}
