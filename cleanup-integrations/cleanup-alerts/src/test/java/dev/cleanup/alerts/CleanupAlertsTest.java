package dev.cleanup.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleanup.CleanupException;
import dev.cleanup.CleanupRun;
import dev.cleanup.RemovalLimit;
import dev.cleanup.RunRequest;
import dev.cleanup.history.HistoryStore;
import dev.cleanup.schedule.Schedule;
import dev.cleanup.testkit.MutableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is told of what, and how often. */
class CleanupAlertsTest {
    private final Shelf bots = new Shelf("expired-bots", 3);
    private final Shelf results = new Shelf("orphaned-results", 3);
    private final ToldChannel channel = new ToldChannel();
    private final StuckScheduler scheduler = new StuckScheduler();
    private final FaultyHistory history = new FaultyHistory(HistoryStore.inMemory());
    private final MutableClock clock = MutableClock.at("2026-03-10T12:00:00Z");

    private CleanupAlertsBuilder alerts() {
        return CleanupAlerts.builder().to(channel).clock(clock);
    }

    private Watched watched() {
        return watched(alerts());
    }

    private Watched watched(CleanupAlertsBuilder alerts) {
        return new Watched(alerts, service -> service.task(bots.task())
                .task(results.task(), RemovalLimit.items(2))
                .history(history)
                .schedule(Schedule.every(Duration.ofHours(6)))
                .scheduler(scheduler));
    }

    @Test
    void a_failing_task_is_told_once_over_several_runs_and_once_when_it_works_again() {
        results.things.clear();
        bots.broken = true;
        try (Watched watched = watched()) {
            watched.execute();
            channel.awaitLast("PROBLEM FAILED expired-bots");
            watched.execute();
            watched.execute();
            bots.broken = false;
            watched.execute();
            channel.awaitLast("RECOVERY FAILED expired-bots");
            watched.execute();
        }

        assertThat(channel.words()).containsExactly("PROBLEM FAILED expired-bots", "RECOVERY FAILED expired-bots");
    }

    @Test
    void a_task_that_fails_again_after_its_recovery_is_told_again() {
        results.things.clear();
        try (Watched watched = watched()) {
            bots.broken = true;
            watched.execute();
            channel.awaitLast("PROBLEM FAILED expired-bots");
            bots.broken = false;
            watched.execute();
            channel.awaitLast("RECOVERY FAILED expired-bots");
            bots.broken = true;
            watched.execute();
        }

        assertThat(channel.words())
                .containsExactly(
                        "PROBLEM FAILED expired-bots", "RECOVERY FAILED expired-bots", "PROBLEM FAILED expired-bots");
    }

    @Test
    void a_refusal_is_told_until_somebody_decides() {
        try (Watched watched = watched()) {
            watched.execute();
            channel.awaitLast("PROBLEM REFUSED orphaned-results");
            CleanupRun plan = watched.service.run(RunRequest.dryRun());
            watched.service.run(RunRequest.apply(plan.id()));
            channel.awaitLast("RECOVERY REFUSED orphaned-results");
        }

        assertThat(channel.words()).hasSize(2);
    }

    @Test
    void a_task_that_was_refused_and_then_fails_has_not_recovered() {
        try (Watched watched = watched()) {
            watched.execute();
            channel.awaitLast("PROBLEM REFUSED orphaned-results");
            results.broken = true;
            watched.execute();
        }

        assertThat(channel.words())
                .containsExactly("PROBLEM REFUSED orphaned-results", "PROBLEM FAILED orphaned-results");
    }

    @Test
    void an_overdue_run_is_noticed_without_a_run_and_so_is_its_end() {
        try (Watched watched = watched()) {
            scheduler.next(Instant.now().minus(Duration.ofHours(1)));
            channel.awaitLast("PROBLEM OVERDUE");
            assertThat(watched.service.latest(1)).isEmpty();
            scheduler.next(Instant.now().plus(Duration.ofHours(1)));
            channel.awaitLast("RECOVERY OVERDUE");
        }

        assertThat(channel.words()).containsExactly("PROBLEM OVERDUE", "RECOVERY OVERDUE");
    }

    @Test
    void a_service_that_is_closed_while_a_run_is_overdue_has_not_recovered() {
        try (Watched watched = watched()) {
            scheduler.next(Instant.now().minus(Duration.ofHours(1)));
            channel.awaitLast("PROBLEM OVERDUE");
            scheduler.close();
            assertThat(watched.service.status().overdue()).isFalse();
            int looks = history.reads();
            await().until(() -> history.reads() > looks + 1);
        }

        assertThat(channel.words()).containsExactly("PROBLEM OVERDUE");
    }

    @Test
    void what_is_still_wrong_is_told_again_after_the_time_that_was_asked_for() {
        bots.broken = true;
        results.things.clear();
        try (Watched watched = watched(alerts().remindEvery(Duration.ofDays(1)))) {
            watched.execute();
            channel.awaitLast("PROBLEM FAILED expired-bots");
            clock.advance(Duration.ofHours(23));
            watched.execute();
            clock.advance(Duration.ofHours(1));
            channel.awaitLast("REMINDER FAILED expired-bots");
            clock.advance(Duration.ofHours(23));
            watched.execute();
        }

        assertThat(channel.words()).containsExactly("PROBLEM FAILED expired-bots", "REMINDER FAILED expired-bots");
    }

    @Test
    void what_an_hour_has_no_room_for_is_told_when_there_is_room() {
        bots.broken = true;
        try (Watched watched = watched(alerts().atMostAnHour(1))) {
            watched.execute();
            channel.awaitLast("PROBLEM FAILED expired-bots");
            clock.advance(Duration.ofMinutes(59));
            watched.execute();
            assertThat(channel.told).hasSize(1);
            clock.advance(Duration.ofMinutes(1));
            channel.awaitLast("PROBLEM REFUSED orphaned-results");
        }

        assertThat(channel.words()).hasSize(2);
    }

    @Test
    void what_is_wrong_when_the_watch_begins_is_told() {
        bots.broken = true;
        results.things.clear();
        try (Watched watched = watched()) {
            watched.execute();
        }
        assertThat(channel.words()).containsExactly("PROBLEM FAILED expired-bots");

        try (Watched again = watched()) {
            channel.awaitLast("PROBLEM FAILED expired-bots");
            assertThat(again.service.latest(2)).hasSize(1);
        }
        assertThat(channel.words()).hasSize(2);
    }

    @Test
    void of_two_nodes_with_one_history_the_one_that_ran_tells_and_hears_of_the_recovery_by_the_other() {
        ToldChannel second = new ToldChannel();
        results.things.clear();
        try (Watched one = node(channel, "one");
                Watched two = node(second, "two")) {
            one.execute();
            two.execute();
            bots.broken = true;
            one.execute();
            channel.awaitLast("PROBLEM FAILED expired-bots");
            two.execute();
            bots.broken = false;
            two.execute();
            channel.awaitLast("RECOVERY FAILED expired-bots");
        }

        assertThat(channel.words()).containsExactly("PROBLEM FAILED expired-bots", "RECOVERY FAILED expired-bots");
        assertThat(second.words()).isEmpty();
    }

    /** A node that has looked already, and so tells no longer what was there before. */
    private Watched node(ToldChannel told, String name) {
        FaultyHistory shared = new FaultyHistory(history);
        Watched node = new Watched(CleanupAlerts.builder().to(told), service -> service.task(bots.task())
                .task(results.task())
                .history(shared)
                .node(name));
        await().until(() -> shared.reads() > 1);
        return node;
    }

    @Test
    void a_history_that_is_away_is_told_and_ends_nothing() {
        bots.broken = true;
        results.things.clear();
        try (Watched watched = watched()) {
            watched.execute();
            channel.awaitLast("PROBLEM FAILED expired-bots");
            history.beforeReading(() -> {
                throw new CleanupException("connection lost");
            });
            channel.awaitLast("PROBLEM UNREADABLE");
            assertThat(channel.told.get(1).text()).contains("connection lost");
            history.beforeReading(() -> {});
            channel.awaitLast("RECOVERY UNREADABLE");
        }

        assertThat(channel.words()).hasSize(3);
    }

    @Test
    void the_text_has_the_reason_the_counts_and_a_link_to_the_run_and_no_label() {
        bots.stuck.addAll(bots.things);
        results.things.clear();
        CleanupRun run;
        try (Watched watched = watched(alerts().page(URI.create("https://bots.example.com/cleanup")))) {
            run = watched.execute();
        }

        Alert alert = channel.told.get(0);
        URI link = URI.create("https://bots.example.com/cleanup/#/runs/" + run.id());
        assertThat(alert.link()).contains(link);
        assertThat(alert.subject()).isEqualTo("[cleanup bots] expired-bots FAILED");
        assertThat(alert.text())
                .startsWith(alert.subject() + "\n\n3 items could not be removed; the leftovers say why\nSince ")
                .contains("3 could go; 0 removed, 0 skipped, 3 failed, 0 unknown\n")
                .endsWith(link + "\n")
                .doesNotContain("expired-bots-0");
    }

    @Test
    void without_a_page_there_is_no_link() {
        bots.broken = true;
        try (Watched watched = watched()) {
            watched.execute();
        }

        assertThat(channel.told.get(0).link()).isEqualTo(Optional.empty());
        assertThat(channel.told.get(0).text()).contains("no list").doesNotContain("http");
    }
}
