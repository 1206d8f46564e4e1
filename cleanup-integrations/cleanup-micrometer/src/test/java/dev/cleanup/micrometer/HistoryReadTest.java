package dev.cleanup.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleanup.CleanupException;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.RunMode;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.history.HistoryStore;
import dev.cleanup.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is read of status and history: after restarts, from other nodes, and while the history is away. */
class HistoryReadTest {
    private final Shelf bots = new Shelf("expired-bots", 3);
    private final FaultyHistory history = new FaultyHistory(HistoryStore.inMemory());
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        release.countDown();
    }

    private static double seconds(CleanupRun run) {
        return Registration.seconds(run.finishedAt().orElseThrow());
    }

    @Test
    void after_a_restart_the_last_success_is_known_from_the_binding_on() {
        CleanupRun run;
        try (Readings before = Readings.of(history, bots)) {
            run = before.service.run(RunRequest.execute());
        }

        try (Readings after = Readings.of(history, bots)) {
            assertThat(after.task("cleanup.last.success.timestamp", "expired-bots"))
                    .isEqualTo(seconds(run));
            assertThat(after.task("cleanup.eligible", "expired-bots")).isEqualTo(3);
            assertThat(after.count("cleanup.items", "expired-bots", "removed")).isZero();
        }
    }

    @Test
    void runs_of_another_node_move_the_gauges_and_not_the_counters() {
        try (Readings one = Readings.of(history, bots);
                Readings other = Readings.of(history, bots)) {
            CleanupRun run = other.service.run(RunRequest.execute());

            one.awaitTask("cleanup.last.success.timestamp", "expired-bots", seconds(run));
            assertThat(one.count("cleanup.items", "expired-bots", "removed")).isZero();
        }
    }

    @Test
    void a_success_is_remembered_when_newer_runs_have_pushed_it_out_of_the_history() {
        try (Readings readings = Readings.of(history, bots)) {
            CleanupRun run = readings.service.run(RunRequest.execute());
            readings.awaitTask("cleanup.last.success.timestamp", "expired-bots", seconds(run));
            for (int i = 0; i <= HistoryStore.DEFAULT_RUNS; i++) {
                run(readings);
            }
            assertThat(history.find(run.id())).isEmpty();

            assertThat(readings.task("cleanup.last.success.timestamp", "expired-bots"))
                    .isEqualTo(seconds(run));
        }
    }

    private static void run(Readings readings) {
        CleanupRun dry = readings.service.run(RunRequest.dryRun());
        readings.awaitTask("cleanup.last.run.timestamp", "expired-bots", seconds(dry));
    }

    @Test
    void while_the_history_is_away_gauges_stay_and_the_status_goes_on() {
        StuckScheduler scheduler = new StuckScheduler();
        try (Readings readings = Readings.of(builder -> builder.task(bots.task())
                .history(history)
                .schedule(Schedule.every(Duration.ofHours(6)))
                .scheduler(scheduler))) {
            CleanupRun run = readings.service.run(RunRequest.execute());
            readings.awaitTask("cleanup.last.success.timestamp", "expired-bots", seconds(run));
            history.beforeReading(() -> {
                throw new CleanupException("away");
            });

            Instant missed = Instant.now().minus(Duration.ofHours(1));
            scheduler.next(missed);

            await().untilAsserted(() ->
                    assertThat(readings.service("cleanup.overdue")).isEqualTo(1));
            assertThat(readings.service("cleanup.next.run.timestamp")).isEqualTo(Registration.seconds(missed));
            assertThat(readings.task("cleanup.last.success.timestamp", "expired-bots"))
                    .isEqualTo(seconds(run));
        }
    }

    @Test
    void a_run_whose_node_died_before_its_tasks_began_shows_at_every_task_that_is_on() {
        Instant end = Instant.now();
        history.save(new CleanupRun(
                "died",
                RunMode.EXECUTE,
                RunStatus.ABANDONED,
                Optional.empty(),
                CleanupService.SCHEDULE,
                "nothing was heard of the node",
                end.minusSeconds(60),
                end,
                Optional.of(end),
                List.of()));

        OffTask off = new OffTask(new Shelf("orphaned-results", 1).task());
        off.off = true;

        try (Readings readings =
                Readings.of(builder -> builder.task(bots.task()).task(off).history(history))) {
            assertThat(readings.task("cleanup.failing", "expired-bots")).isEqualTo(1);
            assertThat(readings.task("cleanup.failing", "orphaned-results")).isZero();

            readings.service.run(RunRequest.execute());
            readings.awaitTask("cleanup.failing", "expired-bots", 0);
        }
    }

    @Test
    void an_error_while_the_history_is_read_ends_the_reading_of_nobody() {
        try (Readings one = Readings.of(history, bots);
                Readings other = Readings.of(HistoryStore.inMemory(), bots)) {
            CountDownLatch failed = new CountDownLatch(1);
            history.beforeReading(() -> {
                failed.countDown();
                throw new StackOverflowError();
            });
            await().until(() -> failed.getCount() == 0);
            history.beforeReading(() -> {});

            CleanupRun run = other.service.run(RunRequest.execute());
            history.save(run);

            one.awaitTask("cleanup.last.run.timestamp", "expired-bots", seconds(run));
        }
    }

    @Test
    void a_history_that_hangs_holds_up_no_scrape() throws InterruptedException {
        try (Readings readings = Readings.of(history, bots)) {
            CountDownLatch hangs = new CountDownLatch(1);
            history.beforeReading(() -> {
                hangs.countDown();
                release.await();
            });
            hangs.await();

            assertThat(readings.task("cleanup.last.run.timestamp", "expired-bots"))
                    .isZero();
        }
    }
}
