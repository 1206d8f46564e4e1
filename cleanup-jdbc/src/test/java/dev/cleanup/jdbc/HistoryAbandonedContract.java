package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cleanup.CleanupException;
import dev.cleanup.CleanupRun;
import dev.cleanup.ConfigurationException;
import dev.cleanup.RunMode;
import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run whose node died is found by whoever looks, and ends with what it had saved; by the database's clock alone. */
@Timeout(120)
abstract class HistoryAbandonedContract extends HistoryContract {
    private static final TaskRun DONE = ended(Runs.task("results", Runs.findings(2), 2));
    private static final CleanupRun RUN =
            Runs.of("run", RunStatus.RUNNING, DONE, Runs.task("bots", Runs.findings(5), 3));

    private JdbcHistoryStore died;

    private static TaskRun ended(TaskRun task) {
        return new TaskRun(
                task.task(), task.rule(), RunStatus.SUCCEEDED, "fine", task.survey(), task.tally(), task.leftovers());
    }

    @BeforeEach
    void beginARun() {
        died = store();
        died.save(RUN);
    }

    /** As if nothing had been saved for so long. */
    private void sleep(int seconds) {
        db.execute("UPDATE cleanup_runs SET saved_at = CURRENT_TIMESTAMP - INTERVAL '" + seconds + "' SECOND");
    }

    private String status() {
        return db.texts("SELECT status FROM cleanup_runs WHERE id = 'run'").get(0);
    }

    @Test
    void it_keeps_its_last_progress_and_says_why_it_ended() {
        sleep(31);

        CleanupRun found = another().find("run").orElseThrow();

        assertThat(found.status()).isEqualTo(RunStatus.ABANDONED);
        assertThat(found.reason())
                .isEqualTo("the node that ran it died, or lost the history: nothing was heard of it for over 30 s");
        assertThat(found.finishedAt()).contains(RUN.updatedAt());
        assertThat(found.tasks()).first().isEqualTo(DONE);
        TaskRun bots = found.task("bots").orElseThrow();
        assertThat(bots.status()).isEqualTo(RunStatus.ABANDONED);
        assertThat(bots.reason()).isEqualTo("the node that ran it died");
        assertThat(bots.tally().removed()).isEqualTo(3);
        assertThat(bots.findings()).isEqualTo(Runs.findings(5));
    }

    @Test
    void it_is_found_when_another_node_starts() {
        sleep(31);

        another();

        assertThat(status()).isEqualTo("ABANDONED");
    }

    @Test
    void it_is_found_when_another_node_begins_a_run() {
        JdbcHistoryStore other = another();
        sleep(31);

        other.save(Runs.of("next", RunStatus.RUNNING));

        assertThat(status()).isEqualTo("ABANDONED");
    }

    @Test
    void it_is_found_when_another_node_is_asked_for_runs_time_and_again() {
        JdbcHistoryStore other = another();
        assertThat(other.latest(1)).containsExactly(RUN);
        sleep(31);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> other.latest(1).get(0).status() == RunStatus.ABANDONED);
        assertThat(status()).isEqualTo("ABANDONED");
    }

    @Test
    void a_run_that_is_asked_to_stop_and_never_does_is_found_too() {
        died.requestStop("run", "stopped by on-call");
        sleep(31);

        assertThat(another().find("run")).map(CleanupRun::status).contains(RunStatus.ABANDONED);
    }

    @Test
    void a_run_that_is_saved_in_time_goes_on_whatever_the_clocks_of_nodes_say() {
        sleep(29);
        assertThat(another().find("run")).map(CleanupRun::status).contains(RunStatus.RUNNING);
        sleep(31);

        died.save(RUN);

        assertThat(RUN.updatedAt()).isBefore(Instant.now().minusSeconds(3_600));
        assertThat(another().find("run")).map(CleanupRun::status).contains(RunStatus.RUNNING);
    }

    @Test
    void how_long_is_a_setting() {
        sleep(8);

        JdbcHistoryStore strict = JdbcHistoryStore.builder(pool())
                .abandonAfter(Duration.ofSeconds(7))
                .build();

        assertThat(strict.find("run")).map(CleanupRun::status).contains(RunStatus.ABANDONED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT4.999S", "PT1H0.001S", "P9000D"})
    void a_time_out_of_range_is_refused(Duration span) {
        assertThatThrownBy(() -> JdbcHistoryStore.builder(pool()).abandonAfter(span))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("abandonAfter is '" + span + "': accepted is from 5 seconds to an hour");
    }

    @Test
    void a_run_that_has_ended_stays_as_it_is() {
        CleanupRun end = Runs.of("run", RunStatus.SUCCEEDED, DONE);
        died.save(end);
        sleep(10_000);

        assertThat(another().find("run")).contains(end);
    }

    @Test
    void a_node_that_only_slept_does_not_bring_it_back_and_is_told_to_stop() {
        sleep(31);
        JdbcHistoryStore other = another();
        CleanupRun abandoned = other.find("run").orElseThrow();

        died.save(Runs.of("run", RunStatus.RUNNING, DONE, Runs.task("bots", Runs.findings(5), 4)));

        assertThat(other.find("run")).contains(abandoned);
        assertThat(died.stopRequested("run"))
                .contains("nothing was heard of this node for too long, and the run was given up as abandoned");
    }

    @Test
    void the_end_that_it_saves_then_is_what_happened() {
        sleep(31);
        JdbcHistoryStore other = another();
        CleanupRun end = Runs.of("run", RunStatus.STOPPED, DONE, ended(Runs.task("bots", Runs.findings(5), 4)));

        died.save(end);

        assertThat(other.find("run")).contains(end);
        assertThat(other.latest(9)).hasSize(1);
    }

    @Test
    void a_plan_that_died_with_its_node_has_no_survey_that_can_be_applied() {
        died.save(Runs.of("plan", RunMode.DRY_RUN, RunStatus.RUNNING, Runs.task("bots", Runs.findings(5), 0)));
        sleep(31);

        assertThat(another().find("plan").orElseThrow().tasks())
                .extracting(TaskRun::status)
                .containsExactly(RunStatus.ABANDONED);
    }

    /** The save holds the row; whoever waits for it must look at what it has become. */
    @Test
    void a_run_that_could_not_be_saved_for_long_is_alive_when_it_can_again() {
        AtomicBoolean away = new AtomicBoolean();
        JdbcHistoryStore store = JdbcHistoryStore.builder(HookedDataSource.of(pool(), (real, call, argument) -> {
                    if (away.get()) {
                        throw new SQLException("away", "08001", 90067);
                    }
                }))
                .build();
        store.save(RUN);
        away.set(true);
        assertThatThrownBy(() -> store.save(RUN)).isInstanceOf(CleanupException.class);
        sleep(31);
        away.set(false);

        store.save(RUN);

        assertThat(status()).isEqualTo("RUNNING");
        assertThat(store.stopRequested("run")).isEmpty();
    }

    @Test
    void a_save_at_the_last_moment_wins() throws Exception {
        JdbcHistoryStore other = another();
        AtomicBoolean saving = new AtomicBoolean();
        CompletableFuture<Void> marked = new CompletableFuture<>();
        JdbcHistoryStore late = JdbcHistoryStore.builder(HookedDataSource.of(pool(), (real, call, argument) -> {
                    saving.compareAndSet(false, argument.contains("saved_at = CURRENT_TIMESTAMP"));
                    if (call.equals("commit") && saving.getAndSet(false)) {
                        var unused = CompletableFuture.runAsync(() -> other.save(Runs.of("next", RunStatus.RUNNING)))
                                .thenAccept(marked::complete);
                        db.awaitBlockedSession();
                    }
                }))
                .abandonAfter(Duration.ofHours(1))
                .build();
        sleep(31);

        late.save(RUN);
        marked.get(30, TimeUnit.SECONDS);

        assertThat(status()).isEqualTo("RUNNING");
        assertThat(late.stopRequested("run")).isEmpty();
        assertThat(other.latest(9)).extracting(CleanupRun::id).containsExactly("next", "run");
    }
}
