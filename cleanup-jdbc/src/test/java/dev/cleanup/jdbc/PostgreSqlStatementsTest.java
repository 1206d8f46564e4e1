package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupTask;
import dev.cleanup.Leftover;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of one batch go by several statements of one transaction. Half of the rows may go: those with an odd number. */
@Timeout(60)
class PostgreSqlStatementsTest extends BotsContract {
    private static final int ROWS = 40_000;

    /** In the second half of the rows of the first batch. */
    private static final String LATER = "13001";

    private final List<String> calls = new ArrayList<>();

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }

    @BeforeEach
    void createMany() {
        db.execute(
                "CREATE TABLE many (id bigint PRIMARY KEY, at timestamptz)",
                "INSERT INTO many SELECT x, CASE WHEN MOD(x, 2) = 1 THEN " + db.ago("9 DAY") + " END FROM "
                        + db.series(1, ROWS));
    }

    private ExpiredRowsBuilder many() {
        DataSource watched = HookedDataSource.of(db.dataSource, (real, call, sql) -> {
            if (sql.contains("DELETE FROM")) {
                calls.add("delete");
            } else if (call.equals("commit")
                    && TestDatabase.number(real, "SELECT count(pg_current_xact_id_if_assigned())") > 0) {
                calls.add("commit");
            }
        });
        return bots(watched).table("many").timestamp("at");
    }

    private static BatchResult next(CleanupTask task, int limit, Optional<String> after) throws Exception {
        return task.removeBatch(new BatchRequest(survey(task).asOf(), limit, after, Optional.empty()));
    }

    /** Removes all that may go, so many rows at first; the leftovers. */
    private List<Leftover> all(CleanupTask task, int first) throws Exception {
        BatchResult result = next(task, first, Optional.empty());
        List<Leftover> leftovers = new ArrayList<>(result.leftovers());
        long removed = result.removed();
        while (result.next().isPresent()) {
            result = next(task, 10_000, result.next());
            leftovers.addAll(result.leftovers());
            removed += result.removed();
        }
        assertThat(removed).isEqualTo(ROWS - db.count("many")).isEqualTo(ROWS / 2 - leftovers.size());
        assertThat(db.texts("SELECT count(*) FROM many WHERE MOD(id, 2) = 0"))
                .containsExactly(String.valueOf(ROWS / 2));
        return leftovers;
    }

    private List<Leftover> all(CleanupTask task) throws Exception {
        return all(task, 10_000);
    }

    @ParameterizedTest
    @CsvSource({"10000, 8", "7500, 6", "2500, 2", "1250, 1", "1000, 1", "20000, 8"})
    void a_batch_is_one_transaction_of_so_many_statements(int limit, int statements) throws Exception {
        BatchResult result = next(many().batchSize(limit).build(), limit, Optional.empty());

        assertThat(result.removed()).isEqualTo(ROWS - db.count("many")).isBetween(limit / 2L, (long) limit);
        assertThat(calls).hasSize(statements + 1).endsWith("commit");
        assertThat(calls.subList(0, statements)).containsOnly("delete");
    }

    @Test
    void each_row_goes_once_over_all_batches() throws Exception {
        assertThat(all(many().build())).isEmpty();
    }

    /** Fewer rows than are on one page go by their keys. */
    @Test
    void each_row_goes_once_also_behind_a_batch_that_ended_within_a_page() throws Exception {
        assertThat(all(many().build(), 30)).isEmpty();
    }

    @Test
    void rows_that_nobody_counted_on_undo_all_statements_of_the_batch() throws Exception {
        CleanupTask task = many().build();
        BatchRequest request = new BatchRequest(survey(task).asOf(), 10_000, Optional.empty(), Optional.empty());
        db.execute("UPDATE many SET at = " + db.ago("9 DAY") + " WHERE id <= 30000");

        BatchResult result = task.removeBatch(request);

        assertThat(calls.subList(0, 3)).as("one that was undone, and another").containsOnly("delete");
        assertThat(calls).containsOnlyOnce("commit");
        assertThat(result.removed()).isEqualTo(ROWS - db.count("many")).isBetween(1L, 10_000L);
    }

    @Test
    void a_row_that_somebody_holds_in_a_later_statement_is_passed_by_and_all_others_go() throws Exception {
        CleanupTask task = many().lockTimeout(Duration.ofMillis(50)).build();
        try (Connection other = db.dataSource.getConnection()) {
            other.setAutoCommit(false);
            TestDatabase.execute(other, "UPDATE many SET id = id WHERE id = " + LATER);

            assertThat(all(task)).containsExactly(Leftover.skipped(LATER, "locked by another session"));
            other.rollback();
        }
    }

    @Test
    void a_row_that_a_foreign_key_holds_in_a_later_statement_fails_alone() throws Exception {
        db.execute(
                "CREATE TABLE notes (about bigint CONSTRAINT notes_about REFERENCES many (id))",
                "INSERT INTO notes VALUES (" + LATER + ")");

        assertThat(all(many().build()))
                .containsExactly(Leftover.failed(LATER, "a foreign key still refers to it (constraint notes_about)"));
    }
}
