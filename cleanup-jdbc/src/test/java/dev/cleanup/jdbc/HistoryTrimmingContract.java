package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.CleanupRun;
import dev.cleanup.ConfigurationException;
import dev.cleanup.RunMode;
import dev.cleanup.RunStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The history drops its own old runs, and nothing that is still needed. */
abstract class HistoryTrimmingContract extends HistoryContract {
    private JdbcHistoryStore keepsMany;
    private JdbcHistoryStore keepsTen;

    @BeforeEach
    void openTwoStores() {
        keepsMany = store();
        keepsTen = JdbcHistoryStore.builder(pool()).keepRuns(10).build();
    }

    private static CleanupRun ended(int number) {
        return Runs.of("run-" + number, RunStatus.SUCCEEDED, Runs.task("bots", Runs.findings(2), 2));
    }

    private static void save(JdbcHistoryStore store, int from, int to) {
        IntStream.rangeClosed(from, to).forEach(number -> store.save(ended(number)));
    }

    private List<String> kept() {
        return db.texts("SELECT id FROM cleanup_runs ORDER BY seq");
    }

    private static List<String> runs(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> "run-" + number)
                .toList();
    }

    private void age(String span) {
        db.execute("UPDATE cleanup_runs SET saved_at = " + db.ago(span));
    }

    @Test
    void the_oldest_runs_go_with_all_that_they_found() {
        save(keepsTen, 1, 15);

        assertThat(kept()).isEqualTo(runs(6, 15));
        assertThat(db.count("cleanup_task_runs")).isEqualTo(10);
        assertThat(db.count("cleanup_findings")).isEqualTo(20);
    }

    @Test
    void a_backlog_goes_at_the_end_of_the_next_run() {
        save(keepsMany, 1, 50);

        keepsTen.save(ended(51));

        assertThat(kept()).isEqualTo(runs(42, 51));
    }

    @Test
    void runs_that_are_under_way_stay() {
        keepsTen.save(Runs.of("running", RunStatus.RUNNING));
        keepsTen.save(Runs.of("stopping", RunStatus.STOPPING));

        save(keepsTen, 1, 15);

        assertThat(kept()).startsWith("running", "stopping").hasSize(12);
    }

    @Test
    void plans_stay_until_they_are_used_or_can_have_expired() {
        List.of("used", "fresh").forEach(id -> keepsTen.save(Runs.of(id, RunMode.DRY_RUN, RunStatus.SUCCEEDED)));
        keepsTen.claimPlan("used", "run-1");

        save(keepsTen, 1, 15);
        assertThat(kept()).startsWith("fresh").doesNotContain("used");

        age("61 MINUTE");
        keepsTen.save(ended(16));
        assertThat(kept()).isEqualTo(runs(7, 16));
    }

    @Test
    void runs_go_that_ended_too_long_ago_and_the_last_ten_never_do() {
        save(keepsMany, 1, 20);
        age("89 DAY");
        keepsMany.save(ended(21));
        assertThat(kept()).isEqualTo(runs(1, 21));

        age("91 DAY");
        keepsMany.save(ended(22));

        assertThat(kept()).isEqualTo(runs(13, 22));
    }

    @Test
    void what_cannot_be_dropped_does_not_keep_a_run_from_being_saved() {
        save(keepsMany, 1, 12);
        JdbcHistoryStore fragile = JdbcHistoryStore.builder(HookedDataSource.of(pool(), (real, call, argument) -> {
                    if (argument.contains("DELETE") && argument.contains("LIMIT")) {
                        throw new SQLException("row contents", "55P03", 50200);
                    }
                }))
                .keepRuns(10)
                .build();

        fragile.save(ended(13));

        assertThat(kept()).isEqualTo(runs(1, 13));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 9, 100_001, Integer.MAX_VALUE})
    void a_number_of_runs_out_of_range_is_refused(int runs) {
        assertThatThrownBy(() -> JdbcHistoryStore.builder(pool()).keepRuns(runs))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("keepRuns is '" + runs + "': accepted is a whole number from 10 to 100000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "P-1D", "PT23H59M59S", "PT87600H1S", "P999999999D"})
    void an_age_out_of_range_is_refused(Duration span) {
        assertThatThrownBy(() -> JdbcHistoryStore.builder(pool()).keepFor(span))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("keepFor is '" + span + "': accepted is from a day to 3650 days");
    }
}
