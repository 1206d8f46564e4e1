package dev.cleanup.jdbc;

import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static dev.cleanup.retention.RetentionPolicy.keepWhere;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.BatchResult;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.ConfigurationException;
import dev.cleanup.Leftover;
import dev.cleanup.RunRequest;
import dev.cleanup.Tally;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that go before those that they refer to: counted for each table, and never one without the other. */
abstract class DependentsContract extends BotsContract {
    @BeforeEach
    void createResults() {
        db.execute(
                "CREATE TABLE results (id BIGINT PRIMARY KEY, processed_by BIGINT CONSTRAINT results_bot REFERENCES bots (id))",
                "INSERT INTO results VALUES (10, 1), (11, 1), (12, 2), (13, 3), (14, NULL)");
    }

    ExpiredRowsBuilder botsWithResults() {
        return bots().removingDependents("results", "processed_by");
    }

    /** The data source on which something happens before a statement. */
    ExpiredRowsBuilder botsWithResults(HookedDataSource.Hook hook) {
        return bots(HookedDataSource.of(db.dataSource, hook)).removingDependents("results", "processed_by");
    }

    String results() {
        return String.join(",", db.texts("SELECT id FROM results ORDER BY id"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 1_000})
    void children_go_first_and_are_counted_for_their_table(int limit) throws Exception {
        BatchResult result = batch(botsWithResults().build(), limit);

        assertThat(result.removed()).isEqualTo(limit == 1 ? 1 : 2);
        assertThat(result.dependents()).isEqualTo(Map.of(spelled("results"), limit == 1 ? 2L : 3L));
        assertThat(results()).isEqualTo(limit == 1 ? "12,13,14" : "13,14");
    }

    /** As the database spells it. */
    String spelled(String name) {
        return db.postgres ? name : name.toUpperCase(Locale.ROOT);
    }

    @Test
    void a_run_counts_them_over_all_batches_and_tells_of_them_before() {
        db.execute("INSERT INTO bots SELECT x, 'many', 'a', " + db.ago("20 DAY") + " FROM " + db.series(100, 1_199));
        db.execute("INSERT INTO results SELECT x, x FROM " + db.series(100, 1_199));

        CleanupRun run = execute(botsWithResults().batchSize(100).build());

        assertThat(run.tasks().get(0).tally())
                .isEqualTo(new Tally(1_102, 0, 0, 0, 0, Map.of(spelled("results"), 1_103L)));
        assertThat(run.tasks().get(0).survey().orElseThrow().notices())
                .anyMatch(notice -> notice.contains("with the rows go the rows that refer to them in"));
        assertThat(run.tasks().get(0).rule()).contains("with the rows that refer to them in");
        assertThat(results()).isEqualTo("13,14");
    }

    @Test
    void goes_along_an_index_of_the_times_too() {
        db.execute(
                "CREATE INDEX bots_deleted ON bots (deleted_at)",
                "INSERT INTO bots SELECT x, 'alive', 'a', NULL FROM " + db.series(1_000, 3_000),
                "INSERT INTO bots SELECT x, 'many', 'a', " + db.ago("20 DAY") + " FROM " + db.series(100, 109));
        db.execute("INSERT INTO results SELECT x, x FROM " + db.series(100, 109));

        CleanupTask task = botsWithResults().batchSize(4).build();
        try (var service = CleanupService.builder().task(task).findings(3).build()) {
            CleanupRun run = service.run(RunRequest.execute());
            assertThat(run.tasks().get(0).tally())
                    .isEqualTo(new Tally(12, 0, 0, 0, 0, Map.of(spelled("results"), 13L)));
        }
    }

    @Test
    void counted_policies_take_their_dependents_along() {
        CleanupTask task = botsWithResults().policy(keepLatest(1)).build();

        CleanupRun run = execute(task);

        assertThat(left()).containsExactly("3", "4");
        assertThat(run.tasks().get(0).tally()).isEqualTo(new Tally(2, 0, 0, 0, 0, Map.of(spelled("results"), 3L)));
    }

    @Test
    void orphans_take_their_dependents_along() throws Exception {
        db.execute(
                "CREATE TABLE runs (id BIGINT PRIMARY KEY, bot BIGINT, at " + db.timestamptz() + ")",
                "CREATE TABLE lines (run BIGINT REFERENCES runs (id))",
                "INSERT INTO runs VALUES (1, 1, " + db.ago("9 DAY") + "), (2, 99, " + db.ago("9 DAY") + ")",
                "INSERT INTO lines VALUES (1), (2), (2)");

        BatchResult result = batch(JdbcCleanup.orphanedRows(db.dataSource)
                .table("runs")
                .column("bot")
                .references("bots", "id")
                .olderThan("at", Duration.ofHours(1))
                .removingDependents("lines", "run")
                .build());

        assertThat(result.removed()).isEqualTo(1);
        assertThat(result.dependents()).containsExactly(Map.entry(spelled("lines"), 2L));
        assertThat(db.count("lines")).isEqualTo(1);
    }

    @Test
    void a_child_whose_own_rows_are_held_leaves_the_row_and_all_of_its_children() throws Exception {
        db.execute(
                "CREATE TABLE notes (result BIGINT CONSTRAINT notes_result REFERENCES results (id))",
                "INSERT INTO notes VALUES (11)");

        BatchResult result = batch(botsWithResults().build());

        assertThat(result.removed()).isEqualTo(1);
        assertThat(result.leftovers())
                .containsExactly(Leftover.failed(
                        "1", "a foreign key still refers to it (constraint " + spelled("notes_result") + ")"));
        assertThat(result.dependents()).isEqualTo(Map.of(spelled("results"), 1L));
        assertThat(results()).isEqualTo("10,11,13,14");
    }

    @Test
    void tables_go_in_the_order_of_their_own_foreign_keys() throws Exception {
        db.execute(
                "CREATE TABLE notes (result BIGINT REFERENCES results (id), bot BIGINT REFERENCES bots (id))",
                "INSERT INTO notes VALUES (11, 1), (12, 2)");

        BatchResult result =
                batch(botsWithResults().removingDependents("notes", "bot").build());

        assertThat(result.removed()).isEqualTo(2);
        assertThat(result.dependents()).isEqualTo(Map.of(spelled("results"), 3L, spelled("notes"), 2L));
    }

    @Test
    void a_child_that_somebody_holds_leaves_its_parent() throws Exception {
        CleanupTask task = botsWithResults().lockTimeout(Duration.ofMillis(50)).build();
        try (Connection other = db.dataSource.getConnection()) {
            other.setAutoCommit(false);
            TestDatabase.execute(other, "UPDATE results SET processed_by = 1 WHERE id = 10");

            BatchResult result = batch(task);

            assertThat(result.removed()).isEqualTo(1);
            assertThat(result.leftovers()).containsExactly(Leftover.skipped("1", "locked by another session"));
            other.rollback();
        }
        assertThat(results()).isEqualTo("10,11,13,14");
    }

    /**
     * On PostgreSQL the lock on the parent makes it wait, and then there is no parent. On H2 the foreign key fails the batch, and the row
     * alone takes the new child along and counts it.
     */
    @Test
    void a_child_that_is_added_meanwhile_is_never_lost() throws Exception {
        AtomicReference<CompletableFuture<Boolean>> adding = new AtomicReference<>();
        CleanupTask task = botsWithResults((real, call, sql) -> {
                    if (sql.startsWith("DELETE FROM") && !sql.contains(" AS d ") && adding.get() == null) {
                        adding.set(CompletableFuture.supplyAsync(this::added));
                        if (db.postgres) {
                            db.awaitBlockedSession();
                        } else {
                            adding.get().join();
                        }
                    }
                })
                .build();

        BatchResult result = batch(task);

        boolean added = adding.get().get(30, TimeUnit.SECONDS);
        assertThat(added).isEqualTo(!db.postgres);
        assertThat(results()).isEqualTo("13,14");
        assertThat(result.removed()).isEqualTo(2);
        assertThat(result.dependents()).isEqualTo(Map.of(spelled("results"), added ? 4L : 3L));
    }

    private boolean added() {
        try (Connection other = db.dataSource.getConnection()) {
            TestDatabase.execute(other, "INSERT INTO results VALUES (20, 1)");
            return true;
        } catch (SQLException refused) {
            return false;
        }
    }

    @Test
    void a_row_that_is_renewed_meanwhile_keeps_its_children() throws Exception {
        CleanupTask task = botsWithResults((real, call, sql) -> {
                    if (sql.contains("FOR UPDATE")) {
                        db.execute("UPDATE bots SET deleted_at = CURRENT_TIMESTAMP WHERE id = 1");
                    }
                })
                .build();

        BatchResult result = batch(task, 0);

        assertThat(result.removed()).isEqualTo(1);
        assertThat(result.dependents()).isEqualTo(Map.of(spelled("results"), 1L));
        assertThat(results()).isEqualTo("10,11,13,14");
    }

    @Test
    void an_orphan_whose_parent_comes_after_the_lock_keeps_its_children() throws Exception {
        db.execute(
                "CREATE TABLE runs (id BIGINT PRIMARY KEY, bot BIGINT, at " + db.timestamptz() + ")",
                "CREATE TABLE lines (run BIGINT REFERENCES runs (id))",
                "INSERT INTO runs VALUES (1, 98, " + db.ago("9 DAY") + "), (2, 99, " + db.ago("9 DAY") + ")",
                "INSERT INTO lines VALUES (1), (2), (2)");
        for (String statement : new String[] {"\"lines\"", "\"runs\""}) {
            String name = spelled(statement);
            HookedDataSource.Hook hook = (real, call, sql) -> {
                if (sql.contains("DELETE FROM")
                        && sql.substring(0, Math.min(sql.length(), 60)).contains(name)) {
                    db.execute("DELETE FROM bots WHERE id = 99", "INSERT INTO bots VALUES (99, 'new', 'a', NULL)");
                }
            };
            BatchResult result = batch(JdbcCleanup.orphanedRows(HookedDataSource.of(db.dataSource, hook))
                    .table("runs")
                    .column("bot")
                    .references("bots", "id")
                    .olderThan("at", Duration.ofHours(1))
                    .removingDependents("lines", "run")
                    .build());

            assertThat(db.texts("SELECT run FROM lines WHERE run = 2")).hasSize(2);
            assertThat(result.removed()).isLessThanOrEqualTo(1);
            assertThat(result.leftovers()).allMatch(one -> one.reason().startsWith("changed"));
            db.execute("DELETE FROM bots WHERE id = 99");
        }
        assertThat(db.texts("SELECT id FROM runs")).containsExactly("2");
    }

    @Test
    void a_foreign_key_that_acts_counts_as_allowed_and_its_rows_are_counted() throws Exception {
        db.execute(
                "ALTER TABLE results DROP CONSTRAINT results_bot",
                "ALTER TABLE results ADD CONSTRAINT results_bot FOREIGN KEY (processed_by) REFERENCES bots (id) ON DELETE CASCADE");
        ExpiredRowsBuilder builder = botsWithResults();
        if (!db.postgres) {
            assertThatThrownBy(builder::build)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("accepted when allowDependents names that table, too");
            builder.allowDependents("RESULTS");
        }

        BatchResult result = batch(builder.build());

        assertThat(result.removed()).isEqualTo(2);
        assertThat(result.dependents()).isEqualTo(Map.of(spelled("results"), 3L));
    }

    @Test
    void another_foreign_key_of_the_same_table_that_acts_is_still_refused() {
        db.execute("ALTER TABLE results ADD made_by BIGINT REFERENCES bots (id) ON DELETE SET NULL");

        assertThatThrownBy(() -> botsWithResults().build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("accepted when allowDependents names that table");
    }

    @Test
    void what_cascades_from_a_child_is_still_refused() {
        db.execute("CREATE TABLE notes (result BIGINT REFERENCES results (id) ON DELETE CASCADE)");

        assertThatThrownBy(() -> botsWithResults().build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("accepted when allowDependents names that table");
    }

    @Test
    void a_column_without_a_foreign_key_is_compared_with_the_key() throws Exception {
        db.execute("ALTER TABLE results DROP CONSTRAINT results_bot");

        BatchResult result = batch(botsWithResults().build());

        assertThat(result.dependents()).isEqualTo(Map.of(spelled("results"), 3L));
    }

    @Test
    void a_foreign_key_to_another_column_than_the_key_is_followed() throws Exception {
        db.execute(
                "ALTER TABLE bots ADD CONSTRAINT names UNIQUE (name)",
                "CREATE TABLE logs (bot VARCHAR(100) REFERENCES bots (name))",
                "INSERT INTO logs VALUES ('old'), ('young')");

        BatchResult result =
                batch(botsWithResults().removingDependents("logs", "bot").build());

        assertThat(result.dependents()).containsEntry(spelled("logs"), 1L);
        assertThat(db.texts("SELECT bot FROM logs")).containsExactly("young");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000})
    void a_key_of_two_columns_takes_along_what_refers_to_another_unique_one(int limit) throws Exception {
        db.execute(
                "CREATE TABLE pairs (a BIGINT, b VARCHAR(10), code BIGINT UNIQUE, at " + db.timestamptz()
                        + ", PRIMARY KEY (a, b))",
                "CREATE TABLE codes (code BIGINT REFERENCES pairs (code))",
                "INSERT INTO pairs VALUES (1, 'x', 7, " + db.ago("9 DAY") + "), (1, 'y', 8, " + db.ago("9 DAY")
                        + "), (1, 'z', 9, NULL)",
                "INSERT INTO codes VALUES (7), (8), (9)");

        BatchResult result = batch(pairs().removingDependents("codes", "code").build(), limit);

        assertThat(result.removed()).isEqualTo(Math.min(limit, 2));
        assertThat(result.dependents()).isEqualTo(Map.of(spelled("codes"), (long) Math.min(limit, 2)));
        assertThat(db.count("pairs")).isEqualTo(db.count("codes"));
    }

    @Test
    void rows_that_are_judged_in_memory_take_their_dependents_along() {
        CleanupTask task = botsWithResults()
                .policy(anyOf(keepFor("7d"), keepWhere(bot -> bot.id().equals("1"), "odd")))
                .build();

        CleanupRun run = execute(task);

        assertThat(left()).containsExactly("1", "3", "4");
        assertThat(run.tasks().get(0).tally()).isEqualTo(new Tally(1, 0, 0, 0, 0, Map.of(spelled("results"), 1L)));
    }

    @Test
    void what_is_not_clear_is_refused_with_its_name() {
        db.execute(
                "CREATE TABLE notes (result BIGINT REFERENCES results (id), bot VARCHAR(10), parent BIGINT)",
                "CREATE TABLE pairs (a BIGINT, b BIGINT, at " + db.timestamptz() + ", PRIMARY KEY (a, b))",
                "CREATE TABLE pair_notes (a BIGINT, b BIGINT, FOREIGN KEY (a, b) REFERENCES pairs (a, b))");

        refused(bots().removingDependents("result", "processed_by"), "there is no such table");
        refused(bots().removingDependents("results", "processed"), "there is no such column");
        refused(bots().removingDependents("notes", "result"), "accepted are columns that refer to");
        refused(bots().removingDependents("notes", "bot"), "accepted are columns of the same type");
        refused(bots().removingDependents("bots", "id"), "accepted are other tables");
        refused(bots().removingDependents(" ", "id"), "it is required");
        refused(
                pairs().removingDependents("pair_notes", "a"),
                "has 2 columns; accepted are foreign keys of one column");
        refused(pairs().removingDependents("notes", "parent"), "or a key of one column");
    }

    private ExpiredRowsBuilder pairs() {
        return bots().table("pairs").timestamp("at");
    }

    private static void refused(ExpiredRowsBuilder builder, String why) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("removingDependents")
                .hasMessageContaining(why);
    }

    @Test
    void a_commit_that_never_arrived_leaves_rows_and_children() {
        boolean[] lost = {false};
        boolean[] deleting = {false};
        CleanupRun run = execute(botsWithResults((real, call, sql) -> {
                    deleting[0] |= sql.contains("DELETE FROM");
                    if (call.equals("commit") && deleting[0] && !lost[0]) {
                        lost[0] = true;
                        assertThat(results()).isEqualTo("10,11,12,13,14");
                        real.close();
                        throw new SQLException("gone", "08006", 90067);
                    }
                })
                .build());

        assertThat(run.tasks().get(0).tally()).isEqualTo(new Tally(2, 0, 0, 0, 0, Map.of(spelled("results"), 3L)));
    }
}
