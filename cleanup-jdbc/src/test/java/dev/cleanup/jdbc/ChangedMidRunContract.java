package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Others change the table while a run removes from it. */
abstract class ChangedMidRunContract {
    private static final int SIZE = 2_400;
    private static final int BATCHES = 3;

    private TestDatabase db;
    private Herd herd;

    abstract TestDatabase database();

    @BeforeEach
    void fill() {
        db = database();
        herd = Herd.of(db, SIZE);
    }

    /** A run, and what happens before its third batch. */
    private CleanupRun run(String... statements) {
        AtomicInteger deletes = new AtomicInteger();
        CleanupTask task = Herd.expired(HookedDataSource.of(db.dataSource, (real, call, sql) -> {
            if (call.equals("getConnection") && deletes.get() == BATCHES - 1) {
                deletes.incrementAndGet();
                db.execute(statements);
            } else if (sql.contains("DELETE FROM")) {
                deletes.incrementAndGet();
            }
        }));
        try (CleanupService service = Herd.service(db.dataSource, task).build()) {
            CleanupRun run = service.run(RunRequest.execute());
            assertThat(deletes).hasValueGreaterThanOrEqualTo(BATCHES);
            return run;
        }
    }

    @Test
    void a_column_that_is_added_disturbs_nothing() {
        CleanupRun run = run("ALTER TABLE bots ADD COLUMN owner VARCHAR(9)");

        assertThat(run.status()).as(Herd.words(run)).isEqualTo(RunStatus.SUCCEEDED);
        herd.assertCounted(run, "bots");
        herd.assertTheRestGoes("bots");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE bots DROP COLUMN deleted_at",
                "ALTER TABLE bots RENAME TO robots",
                "ALTER TABLE bots RENAME COLUMN deleted_at TO removed_at"
            })
    void a_run_whose_table_is_no_longer_what_it_was_fails_and_removes_nothing_more(String change) {
        CleanupRun run = run(change);

        assertThat(run.status()).as(Herd.words(run)).isEqualTo(RunStatus.FAILED);
        assertThat(run.tasks().get(0).reason()).isNotEmpty();
        if (change.contains("robots")) {
            db.execute("ALTER TABLE robots RENAME TO bots");
        }
        herd.assertTheLivingAreThere();
        herd.assertCounted(run, "bots");
        herd.assertNothingRuns();
    }

    @Test
    void rows_that_come_faster_than_they_go_are_for_the_next_run() {
        AtomicInteger added = new AtomicInteger();
        CleanupTask task = Herd.expired(HookedDataSource.of(db.dataSource, (real, call, sql) -> {
            if (sql.contains("DELETE FROM")) {
                int from = 100_000 + added.getAndAdd(200);
                db.execute("INSERT INTO bots SELECT x, 'new', " + db.ago("9 DAY") + " FROM "
                        + db.series(from, from + 199));
            }
        }));
        try (CleanupService service = Herd.service(db.dataSource, task).build()) {
            CleanupRun run = service.run(RunRequest.execute());

            assertThat(run.status()).as(Herd.words(run)).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.tasks().get(0).tally().removed())
                    .isEqualTo(SIZE + added.get() - db.count("bots"))
                    .isLessThanOrEqualTo(SIZE / 2);
        }
        herd.assertTheLivingAreThere();
    }
}
