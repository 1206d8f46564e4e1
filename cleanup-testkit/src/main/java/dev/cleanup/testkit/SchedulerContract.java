package dev.cleanup.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.schedule.Schedule;
import dev.cleanup.schedule.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the engine relies on in every scheduler. Extend it for a scheduler of your own:
 *
 * <pre>{@code
 * class MySchedulerTest extends SchedulerContract {
 *     @Override
 *     protected Scheduler scheduler() {
 *         return new MyScheduler(InstantSource.system());
 *     }
 * }
 * }</pre>
 */
public abstract class SchedulerContract {
    private static final Duration HOUR = Duration.ofHours(1);

    private final List<Scheduler> opened = new ArrayList<>();

    /** For the subclass, which JUnit makes anew for each test. */
    protected SchedulerContract() {}

    /** A scheduler that was not started, by this machine's clock; asked for once in each test, which closes it. */
    protected abstract Scheduler scheduler() throws Exception;

    /** How often the tests want a call; 20 milliseconds. A scheduler that looks at its clock less often says more. */
    protected Duration interval() {
        return Duration.ofMillis(20);
    }

    /** How long a test waits for a call that must come, before it fails; 30 seconds. */
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    /** After each test. */
    @AfterEach
    public final void closeScheduler() {
        opened.forEach(Scheduler::close);
        opened.clear();
    }

    @Test
    public void calls_the_job_again_and_again() throws Exception {
        Calls calls = new Calls(3);
        Scheduler scheduler = open();
        scheduler.start(grid(now()), now(), calls);

        assertComes(calls, "three calls");
    }

    @Test
    public void never_calls_before_the_time_is_due() throws Exception {
        Calls calls = new Calls(3);
        Grid grid = grid(now());
        Scheduler scheduler = open();
        scheduler.start(grid, grid.origin(), calls);
        assertComes(calls, "three calls");

        List<Instant> times = calls.times();
        for (int i = 0; i < times.size(); i++) {
            assertThat(times.get(i)).as("call %d", i + 1).isAfterOrEqualTo(grid.due(i + 1));
        }
    }

    @Test
    public void makes_up_at_once_for_a_time_that_is_past() throws Exception {
        Calls calls = new Calls(1);
        Scheduler scheduler = open();
        Instant from = now().minus(Duration.ofDays(30));
        scheduler.start(new Grid(from, HOUR), from, calls);

        assertComes(calls, "a call, though the next time is up to an hour ahead,");
    }

    @Test
    public void makes_up_only_once_for_many_times_that_are_past() throws Exception {
        Calls calls = new Calls(3);
        Instant start = now();
        Grid missed = new Grid(start.minus(Duration.ofDays(30)), HOUR);
        Grid grid = grid(start);
        Scheduler scheduler = open();
        scheduler.start(new Both(missed, grid), missed.origin(), calls);
        assertComes(calls, "three calls");

        assertThat(calls.times().get(1))
                .as("the second call, after one for all the times that are past")
                .isAfterOrEqualTo(grid.due(1));
        assertThat(calls.times().get(2)).as("the third call").isAfterOrEqualTo(grid.due(2));
    }

    @Test
    public void never_calls_a_job_that_is_under_way() throws Exception {
        AtomicInteger underWay = new AtomicInteger();
        CountDownLatch overlap = new CountDownLatch(1);
        Calls calls = new Calls(3);
        Scheduler scheduler = open();
        scheduler.start(grid(now()), now(), () -> {
            if (underWay.incrementAndGet() > 1) {
                overlap.countDown();
            }
            await(overlap, interval().multipliedBy(5));
            underWay.decrementAndGet();
            calls.run();
        });

        assertComes(calls, "three calls");

        assertThat(overlap.getCount()).as("no call while another is under way").isEqualTo(1);
    }

    @Test
    public void a_job_that_throws_is_called_again() throws Exception {
        Calls calls = new Calls(3);
        Scheduler scheduler = open();
        scheduler.start(grid(now()), now(), () -> {
            calls.run();
            if (calls.count() == 1) {
                throw new IllegalStateException("a job that fails, as this test wants");
            }
            throw new AssertionError("a job that fails badly, as this test wants");
        });

        assertComes(calls, "three calls, though the first two threw,");
    }

    @Test
    public void says_when_the_job_is_due_next() throws Exception {
        Instant from = now();
        Scheduler scheduler = open();
        assertThat(scheduler.nextRun()).as("before the start").isEmpty();

        scheduler.start(new Grid(from, HOUR), from, () -> {});
        assertThat(scheduler.nextRun()).as("after the start").contains(from.plus(HOUR));

        scheduler.close();
        assertThat(scheduler.nextRun()).as("after the close").isEmpty();
    }

    @Test
    public void a_job_that_closes_it_is_the_last() throws Exception {
        Calls calls = new Calls(1);
        Calls more = new Calls(2);
        Scheduler scheduler = open();
        scheduler.start(grid(now()), now(), () -> {
            scheduler.close();
            more.run();
            calls.run();
        });
        assertComes(calls, "a call");

        assertThat(more.come(interval().multipliedBy(10)))
                .as("a call after the close")
                .isFalse();
    }

    @Test
    public void a_close_does_not_wait_for_a_job_that_is_under_way() throws Exception {
        Calls begun = new Calls(1);
        CountDownLatch end = new CountDownLatch(1);
        Scheduler scheduler = open();
        try {
            scheduler.start(grid(now()), now(), () -> {
                begun.run();
                await(end, patience().multipliedBy(2));
            });
            assertComes(begun, "a call");

            assertThat(CompletableFuture.runAsync(scheduler::close))
                    .as("close, while a job is under way")
                    .succeedsWithin(patience());
        } finally {
            end.countDown();
        }
    }

    @Test
    public void can_be_closed_at_any_time_and_again() throws Exception {
        Scheduler scheduler = open();
        scheduler.close();
        scheduler.close();

        assertThat(scheduler.nextRun()).isEmpty();
    }

    @Test
    public void is_started_once_and_not_after_it_was_closed() throws Exception {
        Instant from = now();
        Grid hourly = new Grid(from, HOUR);
        Scheduler scheduler = open();
        scheduler.start(hourly, from, () -> {});
        assertThatThrownBy(() -> scheduler.start(hourly, from, () -> {}))
                .as("a second start")
                .isInstanceOf(IllegalStateException.class);

        scheduler.close();
        assertThatThrownBy(() -> scheduler.start(hourly, from, () -> {}))
                .as("a start after the close")
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    public void of_many_threads_exactly_one_starts_it() throws Exception {
        Instant from = now();
        Scheduler scheduler = open();
        Callable<Boolean> start = () -> {
            try {
                scheduler.start(new Grid(from, HOUR), from, () -> {});
                return true;
            } catch (IllegalStateException started) {
                return false;
            }
        };

        assertThat(Together.call(Collections.nCopies(Together.THREADS, start)))
                .filteredOn(started -> started)
                .hasSize(1);
    }

    private Scheduler open() throws Exception {
        Scheduler scheduler = scheduler();
        opened.add(scheduler);
        return scheduler;
    }

    private void assertComes(Calls calls, String what) throws InterruptedException {
        assertThat(calls.come(patience())).as("%s within %s", what, patience()).isTrue();
    }

    private Grid grid(Instant origin) {
        return new Grid(origin, interval());
    }

    /** Whole milliseconds, which every store of a scheduler can hold. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static boolean await(CountDownLatch latch, Duration most) {
        try {
            return latch.await(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One schedule up to the origin of another, and that one from there. */
    private record Both(Grid first, Grid then) implements Schedule {

        @Override
        public Instant next(Instant after) {
            Instant next = first.next(after);
            return next.isAfter(then.origin()) ? then.next(after) : next;
        }

        @Override
        public String describe() {
            return first.describe() + ", then " + then.describe();
        }
    }
}
