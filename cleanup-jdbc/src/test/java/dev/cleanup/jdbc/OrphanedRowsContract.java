package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cleanup.BatchResult;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupTask;
import dev.cleanup.ConfigurationException;
import dev.cleanup.Finding;
import dev.cleanup.Leftover;
import dev.cleanup.RefusedException;
import dev.cleanup.Survey;
import dev.cleanup.SurveyRequest;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Results 1 and 2 are orphans; 3 has its bot, 4 has none, 5 is too young, 6 has no date. */
abstract class OrphanedRowsContract extends BotsContract {
    private static final String PARENT_APPEARS = "INSERT INTO bots VALUES (70, 'late', 'a', NULL)";

    @BeforeEach
    void createResults() {
        db.execute(
                "CREATE TABLE results (id INTEGER PRIMARY KEY, processed_by INTEGER, processed_at " + db.timestamptz()
                        + ")",
                "INSERT INTO results VALUES (1, 70, " + db.ago("9 DAY") + ")",
                "INSERT INTO results VALUES (2, 71, " + db.ago("8 DAY") + ")",
                "INSERT INTO results VALUES (3, 1, " + db.ago("9 DAY") + ")",
                "INSERT INTO results VALUES (4, NULL, " + db.ago("9 DAY") + ")",
                "INSERT INTO results VALUES (5, 72, CURRENT_TIMESTAMP)",
                "INSERT INTO results VALUES (6, 73, NULL)");
    }

    private OrphanedRowsBuilder results() {
        return results(db.dataSource);
    }

    private static OrphanedRowsBuilder results(DataSource dataSource) {
        return JdbcCleanup.orphanedRows(dataSource)
                .table("results")
                .column("processed_by")
                .references("bots", "id")
                .olderThan("processed_at", Duration.ofHours(1));
    }

    private List<String> resultsLeft() {
        return db.texts("SELECT id FROM results ORDER BY id");
    }

    @Test
    void lists_rows_whose_parent_is_missing_and_says_why() throws Exception {
        Survey survey = survey(results().build());

        assertThat(survey.findings()).extracting(Finding::id).containsExactly("1", "2");
        assertThat(survey.eligible()).isEqualTo(2);
        assertThat(survey.population()).hasValue(6);
        assertThat(survey.unknownAge()).isEqualTo(1);
        assertThat(results().build().survey(new SurveyRequest(Instant.now(), 1)).newest())
                .isEqualTo(survey.findings().get(1).since())
                .isPresent();
        assertThat(survey.findings().get(0).reason())
                .isEqualToIgnoringCase("processed_by has no row in bots.id; processed 9 d ago, kept 1 h");
    }

    @Test
    void removes_orphans_and_spares_the_rest() {
        CleanupRun run = execute(results().build());

        assertThat(run.tasks().get(0).tally().removed()).isEqualTo(2);
        assertThat(resultsLeft()).containsExactly("3", "4", "5", "6");
    }

    @Test
    void spares_a_child_whose_parent_appears_between_the_selection_and_the_removal() throws Exception {
        DataSource hooked = HookedDataSource.of(db.dataSource, (real, call, sql) -> {
            if (sql.contains("DELETE FROM")) {
                db.execute(PARENT_APPEARS);
            }
        });

        BatchResult result = batch(results(hooked).build());

        assertThat(result.removed()).isEqualTo(1);
        assertThat(result.leftovers()).isSubsetOf(Leftover.skipped("1", "changed or gone meanwhile"));
        assertThat(resultsLeft()).containsExactly("1", "3", "4", "5", "6");
    }

    /** Who holds the child without a change of it has done all that can be done; the child must not go by a look from before. */
    @Test
    void spares_a_child_that_is_only_locked_while_its_parent_is_added() throws Exception {
        CleanupTask task = results().lockTimeout(Duration.ofMinutes(1)).build();
        try (Connection other = db.dataSource.getConnection()) {
            other.setAutoCommit(false);
            TestDatabase.execute(other, "SELECT id FROM results WHERE id = 1 FOR UPDATE", PARENT_APPEARS);
            CompletableFuture<BatchResult> batch = CompletableFuture.supplyAsync(() -> unchecked(() -> batch(task)));
            await().atMost(Duration.ofSeconds(20)).until(() -> batch.isDone() || db.hasBlockedSession());
            other.commit();
            batch.get(30, TimeUnit.SECONDS);
        }
        assertThat(resultsLeft()).containsExactly("1", "3", "4", "5", "6");
    }

    /** With a single DELETE that waits for the child, the parent is looked up in the statement's old snapshot and the child goes. */
    @Test
    void spares_a_child_whose_parent_appears_while_the_child_is_locked() throws Exception {
        CleanupTask task = results().lockTimeout(Duration.ofMinutes(1)).build();
        try (Connection other = db.dataSource.getConnection()) {
            other.setAutoCommit(false);
            TestDatabase.execute(other, PARENT_APPEARS, "UPDATE results SET processed_at = processed_at WHERE id = 1");
            CompletableFuture<BatchResult> batch = CompletableFuture.supplyAsync(() -> unchecked(() -> batch(task)));
            await().atMost(Duration.ofSeconds(20)).until(() -> batch.isDone() || db.hasBlockedSession());
            other.commit();
            BatchResult result = batch.get(30, TimeUnit.SECONDS);
            assertThat(resultsLeft()).containsExactly("1", "3", "4", "5", "6");
            assertThat(result.leftovers()).isSubsetOf(Leftover.skipped("1", "locked by another session"));
        }
        assertThat(resultsLeft()).containsExactly("1", "3", "4", "5", "6");
    }

    @Test
    void refuses_when_there_is_no_parent_at_all() throws Exception {
        CleanupTask task = results().build();
        db.execute("DELETE FROM bots");

        assertThatThrownBy(() -> survey(task))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("is empty, so every row would be an orphan")
                .hasMessageContaining("allowEmptyParent()");
        assertThat(survey(results().allowEmptyParent().build()).eligible()).isEqualTo(3);
    }

    @Test
    void parents_that_vanish_after_the_survey_do_not_make_every_row_an_orphan() throws Exception {
        DataSource hooked = HookedDataSource.of(db.dataSource, (real, call, sql) -> {
            if (sql.contains("DELETE FROM")) {
                db.execute("DELETE FROM bots");
            }
        });

        assertThat(batch(results(hooked).build()).removed()).isZero();
        assertThat(resultsLeft()).hasSize(6);
    }

    @Test
    void refuses_a_grace_that_is_none() {
        for (Duration grace : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(36_501))) {
            assertThatThrownBy(() -> results().olderThan("processed_at", grace).build())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("olderThan is '" + grace + "': accepted is a span of more than zero");
        }
    }

    @Test
    void refuses_columns_that_cannot_be_compared() {
        assertThatThrownBy(() -> results().references("bots", "name").build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot be compared with");
    }
}
