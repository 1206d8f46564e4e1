package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cleanup.CleanupException;
import dev.cleanup.CleanupRun;
import dev.cleanup.Finding;
import dev.cleanup.Leftover;
import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done every second is little, however much a run has found. */
abstract class HistoryCostContract extends HistoryContract {
    private final List<String> statements = new ArrayList<>();
    private final List<Finding> findings = Runs.findings(500);
    private JdbcHistoryStore store;

    @BeforeEach
    void countStatements() {
        store();
        store = JdbcHistoryStore.builder(HookedDataSource.of(pool(), (real, call, argument) -> {
                    if (call.startsWith("prepare")) {
                        statements.add(argument);
                    }
                }))
                .build();
    }

    private CleanupRun removing(int removed, Leftover... leftovers) {
        return Runs.of(
                "run",
                RunStatus.RUNNING,
                IntStream.range(0, 10)
                        .mapToObj(number -> Runs.task("task-" + number, findings, removed, leftovers))
                        .toArray(TaskRun[]::new));
    }

    /** The statements about the tables of the history that this takes; those that set limits are not among them. */
    private List<String> statementsOf(Runnable call) {
        statements.clear();
        call.run();
        return statements.stream()
                .map(statement -> statement.replaceAll("\"\\w+\"\\.\"(\\w+)\"", "$1"))
                .filter(statement -> statement.toLowerCase(Locale.ROOT).contains("cleanup_"))
                .map(statement -> statement.replaceAll("(?s) (SET|WHERE|\\().*", ""))
                .map(statement -> statement.toLowerCase(Locale.ROOT))
                .toList();
    }

    @Test
    void a_save_while_it_removes_takes_three_statements_and_touches_no_findings() {
        store.save(removing(0));

        assertThat(statementsOf(() -> store.save(removing(1))))
                .containsExactly(
                        "select seq, status, saves from cleanup_runs",
                        "update cleanup_runs",
                        "update cleanup_task_runs");
        assertThat(another().find("run")).contains(removing(1));
    }

    @Test
    void a_save_of_what_has_not_changed_takes_two() {
        store.save(removing(0));

        assertThat(statementsOf(() -> store.save(removing(0)))).hasSize(2);
    }

    @Test
    void left_overs_are_added_and_not_written_again() {
        store.save(removing(0, Leftover.failed("a", "in use")));
        CleanupRun more = removing(1, Leftover.failed("a", "in use"), Leftover.failed("b", "in use"));

        assertThat(statementsOf(() -> store.save(more)))
                .containsExactly(
                        "select seq, status, saves from cleanup_runs",
                        "update cleanup_runs",
                        "update cleanup_task_runs",
                        "insert into cleanup_leftovers");
        assertThat(another().find("run")).contains(more);
    }

    @Test
    void the_end_of_a_run_takes_no_more() {
        store.save(removing(0));
        CleanupRun end = Runs.of("run", RunStatus.SUCCEEDED, removing(1).tasks().toArray(TaskRun[]::new));

        assertThat(statementsOf(() -> store.save(end)).stream().limit(3))
                .containsExactly(
                        "select seq, status, saves from cleanup_runs",
                        "update cleanup_runs",
                        "update cleanup_task_runs");
    }

    @Test
    void summaries_take_two_queries_and_leave_out_what_was_found() {
        for (int number = 0; number < 5; number++) {
            store.save(Runs.of("run-" + number, RunStatus.SUCCEEDED, Runs.task("bots", findings, 3)));
        }
        List<CleanupRun> seen = new ArrayList<>();

        assertThat(statementsOf(() -> seen.addAll(store.summaries(4))))
                .filteredOn(statement -> !statement.contains("select seq, id"))
                .containsExactly(
                        "select * from cleanup_runs order by seq desc limit 4", "select * from cleanup_task_runs");
        assertThat(seen).extracting(CleanupRun::id).containsExactly("run-4", "run-3", "run-2", "run-1");
        assertThat(seen.get(0).tasks().get(0).eligible()).isEqualTo(500);
        assertThat(seen.get(0).tasks().get(0).tally().removed()).isEqualTo(3);
        assertThat(seen.get(0).tasks().get(0).findings()).isEmpty();
    }

    @Test
    void a_save_that_failed_is_made_up_for_by_the_next() {
        boolean[] broken = {false};
        JdbcHistoryStore fragile = JdbcHistoryStore.builder(HookedDataSource.of(pool(), (real, call, argument) -> {
                    if (broken[0] && call.equals("commit")) {
                        broken[0] = false;
                        throw new SQLException("lost", "08006");
                    }
                }))
                .build();
        fragile.save(removing(0));
        broken[0] = true;

        assertThat(catchThrowable(() -> fragile.save(removing(1)))).isInstanceOf(CleanupException.class);
        fragile.save(removing(2));

        assertThat(another().find("run")).contains(removing(2));
    }
}
