package dev.cleanup.testkit;

import dev.cleanup.schedule.Schedule;
import dev.cleanup.schedule.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Calls a job by the system's clock, as the contract says, until a test breaks it. */
class ThreadScheduler implements Scheduler {
    final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(4);
    final AtomicBoolean started = new AtomicBoolean();
    volatile boolean closed;
    volatile Instant next;

    ThreadScheduler() {
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void start(Schedule schedule, Instant from, Runnable job) {
        if (closed || !claimStart()) {
            throw new IllegalStateException("started already, or closed");
        }
        plan(schedule, firstTime(schedule, from), job);
    }

    boolean claimStart() {
        return started.compareAndSet(false, true);
    }

    Instant firstTime(Schedule schedule, Instant from) {
        return schedule.next(from);
    }

    void plan(Schedule schedule, Instant due, Runnable job) {
        next = due;
        Duration delay = Duration.between(Instant.now(), due).plusMillis(1);
        if (!closed) {
            var unused = threads.schedule(
                    () -> ring(schedule, due, job), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
        }
    }

    void ring(Schedule schedule, Instant due, Runnable job) {
        if (closed) {
            return;
        }
        call(job);
        plan(schedule, following(schedule, due), job);
    }

    void call(Runnable job) {
        try {
            job.run();
        } catch (RuntimeException | Error failure) {
            // What a job throws is its own affair.
        }
    }

    Instant following(Schedule schedule, Instant due) {
        return schedule.next(Instant.now());
    }

    @Override
    public Optional<Instant> nextRun() {
        return closed ? Optional.empty() : Optional.ofNullable(next);
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdown();
    }
}
