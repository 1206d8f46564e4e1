package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupException;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupTask;
import dev.cleanup.ConfigurationException;
import dev.cleanup.Leftover;
import dev.cleanup.Tally;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows are kept in a table before they go: each is always in exactly one of both. */
abstract class TableArchiveContract extends BotsContract {
    @BeforeEach
    void createArchives() {
        db.execute(
                "CREATE TABLE results (id BIGINT PRIMARY KEY, processed_by BIGINT REFERENCES bots (id))",
                "INSERT INTO results VALUES (10, 1), (11, 1), (12, 2), (13, 3), (14, NULL)",
                "CREATE TABLE bots_archive (id BIGINT, name VARCHAR(100), bot_type VARCHAR(20), deleted_at "
                        + db.timestamptz() + ", cleanup_run VARCHAR(100), cleanup_archived_at " + db.timestamptz()
                        + ")",
                "CREATE TABLE results_archive (id BIGINT, processed_by BIGINT, cleanup_run VARCHAR(100), cleanup_archived_at "
                        + db.timestamptz() + ")");
    }

    private ExpiredRowsBuilder archived() {
        return archived((real, call, sql) -> {});
    }

    private ExpiredRowsBuilder archived(HookedDataSource.Hook hook) {
        return bots(HookedDataSource.of(db.dataSource, hook))
                .removingDependents("results", "processed_by")
                .archiveTo("bots_archive")
                .archiveDependentsTo("results", "results_archive");
    }

    private static BatchResult batchOf(CleanupTask task) throws Exception {
        return task.removeBatch(
                new BatchRequest(survey(task).asOf(), 1_000, Optional.empty(), Optional.empty(), Optional.of("run-1")));
    }

    private String spelled(String name) {
        return db.postgres ? name : name.toUpperCase(Locale.ROOT);
    }

    @Test
    void rows_and_their_dependents_are_kept_by_their_run() {
        String before =
                String.join(",", db.texts("SELECT CAST(deleted_at AS VARCHAR) FROM bots WHERE id < 3 ORDER BY id"));
        CleanupRun run = execute(archived().build());

        assertThat(run.tasks().get(0).tally()).isEqualTo(new Tally(2, 0, 0, 0, 0, Map.of(spelled("results"), 3L)));
        assertThat(left()).containsExactly("3", "4");
        assertThat(db.texts("SELECT id FROM bots_archive WHERE cleanup_run = '" + run.id() + "' ORDER BY id"))
                .containsExactly("1", "2");
        assertThat(String.join(",", db.texts("SELECT CAST(deleted_at AS VARCHAR) FROM bots_archive ORDER BY id")))
                .isEqualTo(before);
        assertThat(db.texts("SELECT id FROM results_archive WHERE cleanup_run = '" + run.id()
                        + "' AND cleanup_archived_at IS NOT NULL ORDER BY id"))
                .containsExactly("10", "11", "12");
        assertThat(run.tasks().get(0).rule()).contains("archived:");
    }

    @Test
    void a_constraint_of_the_archive_keeps_its_row_and_what_refers_to_it() throws Exception {
        db.execute("ALTER TABLE bots_archive ADD CONSTRAINT no_old CHECK (name <> 'old')");

        BatchResult result = batchOf(archived().build());

        assertThat(result.removed()).isEqualTo(1);
        assertThat(result.leftovers())
                .containsExactly(
                        Leftover.failed("1", "a constraint forbids it (constraint " + spelled("no_old") + ")"));
        assertThat(left()).containsExactly("1", "3", "4");
        assertThat(db.texts("SELECT id FROM results ORDER BY id")).containsExactly("10", "11", "13", "14");
        assertThat(db.texts("SELECT id FROM bots_archive")).containsExactly("2");
        assertThat(db.texts("SELECT id FROM results_archive")).containsExactly("12");
    }

    @Test
    void a_constraint_of_the_dependents_archive_keeps_the_row() throws Exception {
        db.execute("ALTER TABLE results_archive ADD CONSTRAINT no_11 CHECK (id <> 11)");

        assertThat(batchOf(archived().build()).removed()).isEqualTo(1);

        assertThat(left()).containsExactly("1", "3", "4");
        assertThat(db.count("results")).isEqualTo(4);
        assertThat(db.texts("SELECT id FROM bots_archive")).containsExactly("2");
    }

    @Test
    void an_archive_that_vanishes_meanwhile_fails_the_batch_and_removes_nothing() {
        CleanupTask task = archived((real, call, sql) -> {
                    if (sql.contains("FOR UPDATE")) {
                        try (Connection other = db.dataSource.getConnection()) {
                            TestDatabase.execute(other, "DROP TABLE IF EXISTS results_archive");
                        }
                    }
                })
                .build();

        assertThatThrownBy(() -> batchOf(task)).isInstanceOf(CleanupException.class);

        assertThat(left()).hasSize(4);
        assertThat(db.count("results")).isEqualTo(5);
        assertThat(db.count("bots_archive")).isZero();
    }

    @Test
    void a_child_that_changes_after_its_copy_waits_or_is_kept_as_it_is() throws Exception {
        AtomicInteger changed = new AtomicInteger();
        CleanupTask task = archived((real, call, sql) -> {
                    if (sql.startsWith("DELETE FROM") && sql.contains(" AS d ") && changed.getAndIncrement() == 0) {
                        assertThat(isHeld("UPDATE results SET processed_by = 3 WHERE id = 10"))
                                .isTrue();
                    }
                })
                .build();

        assertThat(batchOf(task).removed()).isEqualTo(2);

        assertThat(db.texts("SELECT id FROM results_archive ORDER BY id")).containsExactly("10", "11", "12");
    }

    /** Whether somebody else holds the row. */
    private boolean isHeld(String update) throws SQLException {
        try (Connection other = db.dataSource.getConnection()) {
            TestDatabase.execute(other, db.postgres ? "SET lock_timeout = '50ms'" : "SET LOCK_TIMEOUT 50");
            TestDatabase.execute(other, update);
            return false;
        } catch (SQLException held) {
            return true;
        }
    }

    @Test
    void a_child_without_a_foreign_key_that_comes_after_the_copy_keeps_its_parent_for_now() throws Exception {
        for (String fk : db.texts(
                db.postgres
                        ? "SELECT conname FROM pg_constraint WHERE conrelid = 'results'::regclass AND contype = 'f'"
                        : "SELECT CONSTRAINT_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS WHERE TABLE_NAME = 'RESULTS' AND CONSTRAINT_TYPE = 'FOREIGN KEY'")) {
            db.execute("ALTER TABLE results DROP CONSTRAINT \"" + fk + "\"");
        }
        AtomicInteger id = new AtomicInteger(20);
        CleanupTask task = archived((real, call, sql) -> {
                    if (sql.startsWith("DELETE FROM") && sql.contains(" AS d ")) {
                        db.execute("INSERT INTO results VALUES (" + id.getAndIncrement() + ", 1)");
                    }
                })
                .build();

        BatchResult result = batchOf(task);

        assertThat(result.removed()).isEqualTo(1);
        assertThat(result.leftovers()).hasSize(1);
        assertThat(result.leftovers().get(0).failed()).isFalse();
        assertThat(left()).containsExactly("1", "3", "4");
        assertThat(db.texts("SELECT id FROM results_archive")).containsExactly("12");
    }

    @Test
    void a_batch_that_belongs_to_no_run_is_refused() {
        assertThatThrownBy(() -> batch(archived().build()))
                .isInstanceOf(CleanupException.class)
                .hasMessageContaining("this batch belongs to none");
        assertThat(left()).hasSize(4);
    }

    @Test
    void a_commit_that_never_arrived_leaves_every_row_where_it_was() {
        boolean[] deleting = {false};
        boolean[] lost = {false};
        CleanupRun run = execute(archived((real, call, sql) -> {
                    deleting[0] |= sql.contains("DELETE FROM");
                    if (call.equals("commit") && deleting[0] && !lost[0]) {
                        lost[0] = true;
                        real.close();
                        throw new SQLException("gone", "08006", 90067);
                    }
                })
                .lockTimeout(Duration.ofSeconds(5))
                .build());

        assertThat(run.tasks().get(0).tally().removed()).isEqualTo(2);
        assertThat(db.texts("SELECT id FROM bots_archive ORDER BY id")).containsExactly("1", "2");
        assertThat(db.count("results_archive")).isEqualTo(3);
    }

    @Test
    void what_the_archive_cannot_hold_is_refused_and_listed() {
        db.execute(
                "ALTER TABLE bots ADD extra NUMERIC(10, 3)",
                "ALTER TABLE bots ADD more BIGINT",
                "ALTER TABLE bots_archive ADD more INTEGER");

        assertThatThrownBy(() -> bots().archiveTo("bots_archive").build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("archiveTo")
                .hasMessageContaining("it lacks " + spelled("extra"))
                .hasMessageContaining(spelled("more") + " is of type");

        db.execute("ALTER TABLE bots_archive ADD extra NUMERIC(10, 2)", "ALTER TABLE bots DROP COLUMN more");
        refused(bots().archiveTo("bots_archive"), spelled("extra") + " is of type");
    }

    @Test
    void settings_that_would_lose_rows_are_refused() {
        db.execute(
                "CREATE TABLE plain (id BIGINT, name VARCHAR(100), bot_type VARCHAR(20), deleted_at " + db.timestamptz()
                        + ")",
                "CREATE TABLE odd (id BIGINT, name VARCHAR(100), bot_type VARCHAR(20), deleted_at " + db.timestamptz()
                        + ", cleanup_run BIGINT, cleanup_archived_at " + db.timestamptz() + ")");
        ExpiredRowsBuilder withResults = bots().removingDependents("results", "processed_by");

        refused(bots().archiveTo("nowhere"), "there is no such table");
        refused(bots().archiveTo("bots"), "accepted is another table");
        refused(bots().archiveTo(" "), "it is required");
        refused(bots().archiveTo("plain"), "there is no such column");
        refused(bots().archiveTo("odd"), "is of type");
        refused(bots().archiveDependentsTo("results", "results_archive"), "accepted with archiveTo");
        refused(
                bots().archiveTo("bots_archive").archiveDependentsTo("results", "results_archive"),
                "accepted are tables that removingDependents names");
        refused(withResults.archiveTo("bots_archive"), "would go without being kept");
    }

    private static void refused(ExpiredRowsBuilder builder, String why) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(why);
    }
}
