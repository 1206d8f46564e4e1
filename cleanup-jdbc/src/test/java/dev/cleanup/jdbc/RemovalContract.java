package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupTask;
import dev.cleanup.Leftover;
import dev.cleanup.OutcomeUnknownException;
import dev.cleanup.RunStatus;
import dev.cleanup.Tally;
import dev.cleanup.TransientFailureException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways a batch can go: rows by name, exactly those that may go, room for more. */
abstract class RemovalContract extends BotsContract {
    private static final String RENEW = "UPDATE bots SET deleted_at = CURRENT_TIMESTAMP WHERE id = 1";

    private CleanupTask task(HookedDataSource.Hook hook) {
        return bots(HookedDataSource.of(db.dataSource, hook)).build();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 1_000})
    void spares_a_row_that_is_renewed_while_the_batch_waits_for_it(int limit) throws Exception {
        CleanupTask task = bots().lockTimeout(Duration.ofMinutes(1)).build();
        try (Connection other = db.dataSource.getConnection()) {
            other.setAutoCommit(false);
            TestDatabase.execute(other, RENEW);
            CompletableFuture<BatchResult> batch =
                    CompletableFuture.supplyAsync(() -> unchecked(() -> batch(task, limit)));
            db.awaitBlockedSession();
            other.commit();

            BatchResult result = batch.get(30, TimeUnit.SECONDS);
            assertThat(result.removed()).isEqualTo(1);
            assertThat(result.leftovers()).isSubsetOf(Leftover.skipped("1", "changed or gone meanwhile"));
        }
        assertThat(left()).containsExactly("1", "3", "4");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 1_000})
    void spares_a_row_that_is_renewed_between_the_selection_and_the_removal(int limit) throws Exception {
        CleanupTask task = task((real, call, sql) -> {
            if (sql.contains("DELETE FROM")) {
                db.execute(RENEW);
            }
        });

        BatchResult result = batch(task, limit);

        assertThat(result.removed()).isEqualTo(1);
        assertThat(result.leftovers()).isSubsetOf(Leftover.skipped("1", "changed or gone meanwhile"));
        assertThat(left()).containsExactly("1", "3", "4");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 1_000})
    void passes_by_a_row_that_somebody_holds_and_removes_the_rest(int limit) throws Exception {
        CleanupTask task = bots().lockTimeout(Duration.ofMillis(50)).build();
        try (Connection other = db.dataSource.getConnection()) {
            other.setAutoCommit(false);
            TestDatabase.execute(other, "UPDATE bots SET name = 'held' WHERE id = 1");

            BatchResult result = batch(task, limit);

            assertThat(result.removed()).isEqualTo(1);
            assertThat(result.leftovers()).containsExactly(Leftover.skipped("1", "locked by another session"));
            other.rollback();
        }
        assertThat(left()).containsExactly("1", "3", "4");
        assertThat(batch(task, limit).removed()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 1_000})
    void a_row_that_a_foreign_key_holds_fails_alone(int limit) throws Exception {
        db.execute(
                "CREATE TABLE jobs (bot_id BIGINT CONSTRAINT jobs_bot REFERENCES bots (id))",
                "INSERT INTO jobs VALUES (1)");

        BatchResult result = batch(bots().build(), limit);

        assertThat(result.removed()).isEqualTo(1);
        String name = db.postgres ? "jobs_bot" : "JOBS_BOT";
        assertThat(result.leftovers())
                .containsExactly(Leftover.failed("1", "a foreign key still refers to it (constraint " + name + ")"));
        assertThat(left()).containsExactly("1", "3", "4");
    }

    @Test
    void many_bound_rows_do_not_hold_up_the_others() {
        db.execute(
                "CREATE TABLE jobs (bot_id BIGINT REFERENCES bots (id))",
                "INSERT INTO bots SELECT x, 'many', 'a', " + db.ago("20 DAY") + " FROM " + db.series(100, 163),
                "INSERT INTO jobs SELECT x FROM " + db.series(100, 163) + " WHERE x % 7 = 0");

        CleanupRun run = execute(bots().batchSize(20).build());

        assertThat(run.tasks().get(0).tally()).isEqualTo(new Tally(57, 0, 9, 0));
        assertThat(db.count("bots")).isEqualTo(11);
    }

    @Test
    void removes_only_the_named_rows_and_checks_them_too() throws Exception {
        BatchResult result = batch(bots().build(), "2", "3", "77");

        assertThat(result.removed()).isEqualTo(1);
        assertThat(result.leftovers())
                .containsExactly(
                        Leftover.skipped("3", "changed or gone meanwhile"),
                        Leftover.skipped("77", "changed or gone meanwhile"));
        assertThat(left()).containsExactly("1", "3", "4");
    }

    @Test
    void an_empty_list_of_names_removes_nothing() throws Exception {
        CleanupTask task = bots().build();

        assertThat(task.removeBatch(new BatchRequest(survey(task).asOf(), 5, Optional.empty(), Optional.of(List.of())))
                        .removed())
                .isZero();
        assertThat(left()).hasSize(4);
    }

    @Test
    void goes_on_behind_the_last_batch_and_never_over_its_limit() throws Exception {
        CleanupTask task = bots().build();
        BatchRequest first = new BatchRequest(survey(task).asOf(), 1, Optional.empty(), Optional.empty());

        BatchResult one = task.removeBatch(first);
        assertThat(one.removed()).isEqualTo(1);
        assertThat(one.next()).isPresent();
        BatchResult two = task.removeBatch(new BatchRequest(first.asOf(), 2, one.next(), Optional.empty()));
        assertThat(two.removed()).isEqualTo(1);
        assertThat(two.next()).isEmpty();
    }

    @Test
    void a_commit_whose_answer_is_lost_is_unknown_and_then_looked_up() throws Exception {
        CleanupTask task = losingCommits(true);
        AtomicReference<OutcomeUnknownException> unknown = new AtomicReference<>();

        assertThatThrownBy(() -> batch(task, "1", "2"))
                .isInstanceOfSatisfying(OutcomeUnknownException.class, unknown::set);

        assertThat(unknown.get().ids()).containsExactlyInAnyOrder("1", "2");
        assertThat(task.stillThere(unknown.get().ids())).hasValue(Set.of());
        assertThat(left()).containsExactly("3", "4");
    }

    @Test
    void a_commit_that_never_arrived_is_unknown_and_then_found_undone() throws Exception {
        CleanupTask task = losingCommits(false);

        assertThatThrownBy(() -> batch(task, "1", "2")).isInstanceOf(OutcomeUnknownException.class);

        assertThat(task.stillThere(Set.of("1", "2"))).hasValue(Set.of("1", "2"));
    }

    @Test
    void a_commit_lost_in_a_batch_that_was_taken_apart_does_not_forget_what_went_before() {
        db.execute(
                "CREATE TABLE jobs (bot_id BIGINT REFERENCES bots (id))",
                "INSERT INTO bots SELECT x, 'many', 'a', " + db.ago("20 DAY") + " FROM " + db.series(100, 115),
                "INSERT INTO jobs VALUES (107)");
        AtomicInteger deletes = new AtomicInteger();
        AtomicBoolean deleting = new AtomicBoolean();
        CleanupTask task = task((real, call, sql) -> {
            deleting.compareAndSet(false, sql.contains("DELETE FROM"));
            if (call.equals("commit") && deleting.getAndSet(false) && deletes.incrementAndGet() == 2) {
                real.commit();
                real.close();
                throw new SQLException("gone", "08006", 90067);
            }
        });

        CleanupRun run = execute(task);

        assertThat(deletes).hasValueGreaterThan(2);
        assertThat(run.tasks().get(0).tally().removed()).isEqualTo(17);
        assertThat(run.tasks().get(0).tally().failed()).isEqualTo(1);
        assertThat(run.tasks().get(0).tally().unknown()).isZero();
        assertThat(left()).containsExactly("3", "4", "107");
    }

    @Test
    void the_engine_counts_a_lost_commit_once() {
        CleanupTask task = losingCommits(true);

        CleanupRun run = execute(task);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tasks().get(0).tally()).isEqualTo(new Tally(2, 0, 0, 0));
    }

    /** Loses the first commit after a DELETE, before or after the database got it. */
    private CleanupTask losingCommits(boolean arrives) {
        AtomicBoolean lost = new AtomicBoolean();
        AtomicBoolean deleting = new AtomicBoolean();
        return task((real, call, sql) -> {
            if (sql.contains("DELETE FROM")) {
                deleting.set(true);
            }
            if (call.equals("commit") && deleting.get() && lost.compareAndSet(false, true)) {
                if (arrives) {
                    real.commit();
                }
                real.close();
                throw new SQLException(
                        "An I/O error occurred while sending row 'secret' to the backend", "08006", 90067);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 1_000})
    void a_lost_connection_before_the_commit_may_be_tried_again(int limit) {
        AtomicBoolean lost = new AtomicBoolean();
        HookedDataSource.Hook once = (real, call, sql) -> {
            if (sql.contains("DELETE FROM") && lost.compareAndSet(false, true)) {
                throw new SQLException("row 'secret' of jdbc:x://u:pw@h", "08006", 90067);
            }
        };
        assertThatThrownBy(() -> batch(task(once), limit))
                .isInstanceOf(TransientFailureException.class)
                .hasMessage("the connection to the database was lost (SQLState 08006)")
                .hasStackTraceContaining("SQLState 08006")
                .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("secret", "pw"));
        lost.set(false);
        assertThat(execute(task(once)).tasks().get(0).tally().removed()).isEqualTo(2);
    }

    @Test
    void a_database_that_is_away_fails_the_run_and_the_next_one_recovers() {
        AtomicBoolean away = new AtomicBoolean();
        CleanupTask task = task((real, call, sql) -> {
            if (call.equals("getConnection") && away.get()) {
                throw new SQLException("Connection to db.example:5432 refused. password=hunter2\nrow 7", "08001");
            }
        });
        away.set(true);
        CleanupRun run = execute(task);
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.tasks().get(0).reason())
                .contains("cannot connect to the database (SQLState 08001): Connection to db.example:5432 refused.")
                .doesNotContain("hunter2", "row 7");
        away.set(false);
        assertThat(execute(task).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void gives_the_connection_back_as_it_was() throws Exception {
        List<String> states = new ArrayList<>();
        String lockTimeout = db.postgres ? "SHOW lock_timeout" : "SELECT LOCK_TIMEOUT()";
        CleanupTask task = task((real, call, sql) -> {
            if (call.equals("close")) {
                states.add(real.getAutoCommit() + " " + real.isReadOnly() + " " + real.getTransactionIsolation() + " "
                        + value(real, lockTimeout));
            }
        });
        String before;
        try (Connection fresh = db.dataSource.getConnection()) {
            before = "true false 2 " + value(fresh, lockTimeout);
        }
        batch(task);
        assertThat(states).hasSize(3).containsOnly(before);
    }

    private static String value(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
