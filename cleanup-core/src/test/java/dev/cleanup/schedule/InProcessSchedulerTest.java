package dev.cleanup.schedule;

import static dev.cleanup.fixtures.MutableClock.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.fixtures.Logs;
import dev.cleanup.fixtures.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class InProcessSchedulerTest {
    private static final Duration SIX_HOURS = Duration.ofHours(6);
    private static final Schedule EVERY_SIX_HOURS = Schedule.every(SIX_HOURS);

    private final MutableClock clock = new MutableClock();
    private final FakeAlarm alarm = new FakeAlarm(clock);
    private final Scheduler scheduler = new InProcessScheduler(clock, alarm);
    private final List<Instant> runs = new ArrayList<>();

    @Test
    void runs_when_it_is_due_and_not_before() {
        start(START);

        alarm.sleepUntil(START.plus(SIX_HOURS));

        assertThat(runs).hasSize(1);
        assertThat(runs.get(0))
                .isBetween(START.plus(SIX_HOURS), START.plus(SIX_HOURS).plusMillis(400));
    }

    @Test
    void runs_again_and_again() {
        start(START);

        alarm.sleepUntil(START.plus(Duration.ofHours(25)));

        assertThat(runs).hasSize(4);
    }

    @Test
    void says_when_it_is_due_next() {
        assertThat(scheduler.nextRun()).isEmpty();
        start(START);
        assertThat(scheduler.nextRun()).contains(START.plus(SIX_HOURS));

        alarm.sleepUntil(START.plus(SIX_HOURS));
        assertThat(scheduler.nextRun()).hasValueSatisfying(next -> assertThat(next)
                .isBetween(
                        START.plus(SIX_HOURS.multipliedBy(2)),
                        START.plus(SIX_HOURS.multipliedBy(2)).plusSeconds(1)));

        scheduler.close();
        assertThat(scheduler.nextRun()).isEmpty();
    }

    @Test
    void naps_at_most_a_minute() {
        start(START);

        alarm.sleepUntil(START.plus(SIX_HOURS.multipliedBy(2)));

        assertThat(alarm.naps).hasSizeGreaterThan(700).allMatch(nap -> !nap.isNegative() && nap.toSeconds() <= 60);
    }

    @Test
    void a_clock_that_jumps_forward_shifts_a_run_by_a_minute_at_most() {
        start(START);

        clock.advance(Duration.ofDays(2));
        alarm.wake();

        assertThat(runs).containsExactly(START.plus(Duration.ofDays(2)));
        assertThat(scheduler.nextRun()).contains(START.plus(Duration.ofDays(2)).plus(SIX_HOURS));
    }

    @Test
    void a_clock_that_jumps_back_never_puts_a_run_off_for_longer_than_the_interval() {
        start(START);

        Instant wayBack = START.minus(Duration.ofDays(365));
        clock.set(wayBack);
        alarm.wake();

        assertThat(runs).isEmpty();
        assertThat(scheduler.nextRun()).contains(wayBack.plus(SIX_HOURS));
        alarm.sleepUntil(wayBack.plus(SIX_HOURS));
        assertThat(runs).hasSize(1);
    }

    @Test
    void a_last_run_in_the_future_does_not_put_the_next_one_off_for_ever() {
        start(START.plus(Duration.ofDays(10_000)));

        alarm.sleepUntil(START.plus(SIX_HOURS).plusSeconds(61));

        assertThat(runs).hasSize(1);
    }

    @Test
    void missed_times_are_made_up_for_once_and_at_once() {
        start(START.minus(Duration.ofDays(30)));

        assertThat(scheduler.nextRun()).isPresent();
        alarm.sleepOut();
        assertThat(runs).hasSize(1);
        assertThat(runs.get(0)).isBefore(START.plusSeconds(1));

        alarm.sleepUntil(START.plus(SIX_HOURS).minusSeconds(61));
        assertThat(runs).hasSize(1);
    }

    @Test
    void a_machine_that_slept_through_many_times_makes_up_for_one() {
        start(START);

        clock.advance(Duration.ofDays(3));
        alarm.wake();
        alarm.sleepOut();
        alarm.sleepOut();

        assertThat(runs).hasSize(1);
    }

    @Test
    void never_has_two_jobs_at_once() {
        scheduler.start(EVERY_SIX_HOURS, START, () -> {
            clock.advance(Duration.ofDays(1));
            assertThat(alarm.waiting()).isZero();
            runs.add(clock.instant());
        });

        alarm.sleepUntil(START.plus(Duration.ofDays(3)));

        assertThat(runs).hasSizeGreaterThan(1);
        assertThat(alarm.waiting()).isEqualTo(1);
    }

    @Test
    void a_job_that_throws_is_called_again() {
        scheduler.start(EVERY_SIX_HOURS, START, () -> {
            runs.add(clock.instant());
            if (runs.size() == 1) {
                throw new IllegalStateException("job");
            }
            throw new StackOverflowError("job");
        });

        try (Logs logs = new Logs()) {
            alarm.sleepUntil(START.plus(Duration.ofHours(19)));
            assertThat(logs.text()).contains("a job failed", "java.lang.StackOverflowError: job");
        }

        assertThat(runs).hasSize(3);
    }

    @Test
    void a_schedule_that_fails_or_goes_back_is_asked_again_and_the_runs_go_on() {
        List<Instant> asked = new ArrayList<>();
        Schedule broken = new Schedule() {
            @Override
            public Instant next(Instant after) {
                asked.add(after);
                if (asked.size() % 3 == 0) {
                    throw new IllegalStateException("no time");
                }
                return asked.size() % 3 == 1 ? after.plusSeconds(1) : after.minusSeconds(1);
            }

            @Override
            public String describe() {
                return "broken";
            }
        };
        scheduler.start(broken, START, () -> runs.add(clock.instant()));

        try (Logs logs = new Logs()) {
            alarm.sleepUntil(START.plus(Duration.ofMinutes(10)));
            assertThat(logs.text()).contains("the schedule failed", "names");
        }

        assertThat(runs).hasSizeBetween(8, 30);
    }

    @Test
    void runs_at_the_times_of_a_cron_expression() {
        scheduler.start(Schedule.cron("30 3 * * *", ZoneOffset.UTC), START, () -> runs.add(clock.instant()));

        alarm.sleepUntil(START.plus(Duration.ofDays(1)));

        assertThat(runs).hasSize(1);
        assertThat(runs.get(0)).isBetween("2026-03-11T03:30:00Z", "2026-03-11T03:30:01Z");
    }

    @Test
    void does_nothing_after_it_was_closed() {
        start(START);
        scheduler.close();

        clock.advance(Duration.ofDays(1));
        alarm.wake();

        assertThat(runs).isEmpty();
        assertThat(alarm.closed).isTrue();
        assertThat(alarm.waiting()).isZero();
    }

    @Test
    void a_job_that_closes_it_is_the_last() {
        scheduler.start(EVERY_SIX_HOURS, START, () -> {
            runs.add(clock.instant());
            scheduler.close();
        });

        clock.advance(Duration.ofDays(1));
        alarm.wake();

        assertThat(runs).hasSize(1);
        assertThat(alarm.waiting()).isZero();
    }

    @Test
    void cannot_be_started_twice() {
        start(START);

        assertThatThrownBy(() -> start(START)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void cannot_be_started_after_it_was_closed() {
        scheduler.close();

        assertThatThrownBy(() -> start(START)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void runs_on_a_daemon_thread_that_ends_when_it_is_closed() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        Thread runner;
        try (Scheduler real = Scheduler.inProcess(InstantSource.system())) {
            real.start(EVERY_SIX_HOURS, Instant.EPOCH, () -> thread.complete(Thread.currentThread()));
            runner = thread.get(10, TimeUnit.SECONDS);
            assertThat(runner.isDaemon()).isTrue();
            assertThat(runner.getName()).isEqualTo("cleanup-scheduler");
        }

        Awaitility.await().until(() -> !runner.isAlive());
    }

    private void start(Instant from) {
        scheduler.start(EVERY_SIX_HOURS, from, () -> runs.add(clock.instant()));
    }
}
