package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleanup.schedule.Member;
import dev.cleanup.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When a service on several nodes runs. */
abstract class ClusterScheduleContract extends ClusterContract {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Schedule HOURLY = Schedule.every(HOUR);

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    /** Due at each whole step, which is shorter than an interval may be. */
    private record Steps(Instant origin, Duration step) implements Schedule {
        @Override
        public Instant next(Instant after) {
            return origin.plus(step.multipliedBy(number(after) + 1));
        }

        long number(Instant when) {
            return Duration.between(origin, when).dividedBy(step);
        }

        @Override
        public String describe() {
            return "every " + step.toMillis() + " ms";
        }
    }

    @Test
    void each_time_one_of_three_nodes_runs() {
        Steps steps = new Steps(start, Duration.ofMillis(200));
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        for (String name : List.of("a", "b", "c")) {
            node(name).start(steps, start, () -> {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                calls.incrementAndGet();
                underWay.decrementAndGet();
            });
        }

        await().atMost(PATIENCE).until(() -> calls.get() >= 12);

        assertThat(calls.get()).isLessThanOrEqualTo((int) steps.number(Instant.now()));
        assertThat(most.get()).isEqualTo(1);
    }

    @Test
    void when_a_node_is_closed_the_others_carry_on() {
        Steps steps = new Steps(start, Duration.ofMillis(200));
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();
        ClusterScheduler closing = node("a");
        closing.start(steps, start, first::incrementAndGet);
        await().atMost(PATIENCE).until(() -> first.get() >= 2);
        node("b").start(steps, start, second::incrementAndGet);

        closing.close();

        int before = first.get();
        await().atMost(PATIENCE).until(() -> second.get() >= 3);
        assertThat(first.get()).isEqualTo(before);
    }

    @Test
    void a_run_that_is_due_when_its_node_closes_is_left_to_another() {
        AtomicInteger second = new AtomicInteger();
        ClusterScheduler closing = node("a");
        closing.start(HOURLY, start, () -> {});
        closing.close();
        db.execute("UPDATE cleanup_schedule SET execution_time = " + db.ago("1 MINUTE"));

        node("b").start(HOURLY, start, second::incrementAndGet);

        await().atMost(PATIENCE).until(() -> second.get() == 1);
    }

    @Test
    void the_next_run_is_the_same_on_all_nodes_and_after_a_restart() {
        ClusterScheduler first = node("a");
        first.start(HOURLY, start, () -> {});
        ClusterScheduler second = node("b");
        second.start(HOURLY, start.plusSeconds(1), () -> {});
        assertThat(second.nextRun()).isEqualTo(first.nextRun()).contains(start.plus(HOUR));

        first.close();
        second.close();

        ClusterScheduler third = node("c");
        third.start(HOURLY, Instant.now(), () -> {});
        assertThat(third.nextRun()).contains(start.plus(HOUR));
    }

    @Test
    void after_a_run_all_nodes_know_the_next() {
        AtomicInteger calls = new AtomicInteger();
        ClusterScheduler first = node("a");
        first.start(HOURLY, start.minus(HOUR).plusSeconds(1), calls::incrementAndGet);
        ClusterScheduler second = node("b");
        second.start(HOURLY, start, calls::incrementAndGet);

        await().atMost(PATIENCE).until(() -> calls.get() == 1);

        await().atMost(PATIENCE).until(() -> first.nextRun().orElseThrow().isAfter(start.plus(HOUR)));
        await().atMost(PATIENCE).until(() -> second.nextRun().equals(first.nextRun()));
        assertThat(calls.get()).isEqualTo(1);
    }

    @Test
    void while_a_node_runs_no_other_takes_the_run_for_overdue() throws Exception {
        Latch gate = new Latch();
        ClusterScheduler first = node("a");
        first.start(HOURLY, start.minus(Duration.ofHours(2)), gate::pass);
        gate.awaitArrival();

        ClusterScheduler second = node("b");
        second.start(HOURLY, start, () -> {});

        assertThat(second.nextRun().orElseThrow()).isAfter(Instant.now().plus(Duration.ofMinutes(50)));
        gate.open();
    }

    @Test
    void a_node_with_another_schedule_sets_the_next_run_anew_and_none_sets_it_back() {
        ClusterScheduler old = node("a");
        old.start(HOURLY, start, () -> {});
        ClusterScheduler upgraded = node("b");

        upgraded.start(Schedule.every(Duration.ofHours(3)), start, () -> {});

        assertThat(upgraded.nextRun()).contains(start.plus(Duration.ofHours(3)));
        await().atMost(PATIENCE).until(() -> old.nextRun().equals(upgraded.nextRun()));
        upgraded.close();
        await().atMost(PATIENCE).until(() -> old.nextRun().equals(Optional.of(start.plus(HOUR))));
    }

    @Test
    void a_cron_schedule_counts_in_its_zone() {
        Schedule nightly = Schedule.cron("30 3 * * *", ZoneId.of("Asia/Kathmandu"));
        ClusterScheduler scheduler = node("a");

        scheduler.start(nightly, start, () -> {});

        assertThat(scheduler.nextRun()).contains(nightly.next(start));
    }

    @Test
    void a_node_whose_clock_is_ahead_does_not_put_the_first_run_off() {
        ClusterScheduler scheduler = node("a");

        scheduler.start(HOURLY, start.plus(Duration.ofMinutes(10)), () -> {});

        assertThat(scheduler.nextRun().orElseThrow())
                .isBetween(start.plus(HOUR).minusSeconds(1), Instant.now().plus(HOUR));
    }

    @Test
    void services_of_other_names_have_schedules_of_their_own() {
        List<String> calls = new CopyOnWriteArrayList<>();
        ClusterScheduler bots = node("a");
        ClusterScheduler others = scheduler();
        others.join(new Member("others", "a", Map::of));
        bots.start(HOURLY, start.minus(HOUR), () -> calls.add("bots"));
        await().atMost(PATIENCE).until(() -> calls.contains("bots"));

        others.start(HOURLY, start.minus(HOUR), () -> calls.add("others"));

        await().atMost(PATIENCE).until(() -> calls.contains("others"));
        assertThat(calls).containsExactly("bots", "others");
    }

    @Test
    void what_a_node_left_running_when_it_died_is_run_by_another() {
        AtomicInteger calls = new AtomicInteger();
        node("a").start(HOURLY, start, calls::incrementAndGet);
        db.execute("UPDATE cleanup_schedule SET picked = TRUE, picked_by = 'dead', version = version + 1,"
                + " last_heartbeat = CURRENT_TIMESTAMP");

        node("b").start(HOURLY, start, calls::incrementAndGet);

        await().atMost(HEARTBEAT.multipliedBy(12)).until(() -> calls.get() == 1);
    }

    @Test
    void a_node_that_still_holds_a_task_is_not_dead_though_its_heartbeat_is_late() {
        AtomicInteger calls = new AtomicInteger();
        ClusterScheduler alive = node("a");
        alive.start(HOURLY, start, calls::incrementAndGet);
        db.execute(
                "INSERT INTO cleanup_holds (service, task, run, node, instance, held_until)"
                        + " VALUES ('bots', 'x', 'r', 'c', 'c/1', CURRENT_TIMESTAMP + INTERVAL '1' HOUR)",
                "UPDATE cleanup_schedule SET picked = TRUE, picked_by = 'c/1', version = version + 1,"
                        + " last_heartbeat = " + db.ago("1 HOUR"));
        await().during(HEARTBEAT.multipliedBy(4)).atMost(PATIENCE).until(() -> calls.get() == 0);

        db.execute("UPDATE cleanup_holds SET held_until = " + db.ago("1 SECOND"));

        await().atMost(PATIENCE).until(() -> calls.get() == 1);
    }

    @Test
    void its_threads_end_with_it() {
        ClusterScheduler scheduler = scheduler();
        scheduler.join(new Member("threads", "a", Map::of));
        scheduler.start(HOURLY, start, () -> {});
        assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon).hasSizeLessThanOrEqualTo(5);

        scheduler.close();

        await().atMost(PATIENCE).until(() -> threads().isEmpty());
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("threads-"))
                .toList();
    }
}
