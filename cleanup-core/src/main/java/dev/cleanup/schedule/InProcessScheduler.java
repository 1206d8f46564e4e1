package dev.cleanup.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the clock at least once a minute, so that a clock that was set, or a machine that slept, shifts a run by a minute and not by the
 * length of the jump.
 */
final class InProcessScheduler implements Scheduler {
    private static final Logger LOG = LoggerFactory.getLogger(InProcessScheduler.class);
    private static final Duration LONGEST_NAP = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Alarm alarm;
    private @Nullable Instant next;
    private boolean closed;

    InProcessScheduler(InstantSource clock, Alarm alarm) {
        this.clock = clock;
        this.alarm = alarm;
    }

    @Override
    public synchronized void start(Schedule schedule, Instant from, Runnable job) {
        if (next != null || closed) {
            throw new IllegalStateException("a scheduler is started once");
        }
        next = schedule.next(from);
        nap(schedule, job, next);
    }

    @Override
    public synchronized Optional<Instant> nextRun() {
        return closed ? Optional.empty() : Optional.ofNullable(next);
    }

    @Override
    public synchronized void close() {
        closed = true;
        alarm.close();
    }

    private synchronized void nap(Schedule schedule, Runnable job, Instant due) {
        if (closed) {
            return;
        }
        Instant now = clock.instant();
        boolean soon = due.isBefore(now.plus(LONGEST_NAP));
        Duration delay = soon ? Duration.between(now, due) : LONGEST_NAP;
        alarm.ring(delay.isNegative() ? Duration.ZERO : delay.plusMillis(1), () -> wake(schedule, job, due));
    }

    private void wake(Schedule schedule, Runnable job, Instant due) {
        Instant now = clock.instant();
        Instant following = following(schedule, now);
        boolean isDue = !now.isBefore(due);
        // Sooner than planned when the clock was set back.
        Instant upcoming = isDue || following.isBefore(due) ? following : due;
        synchronized (this) {
            if (closed) {
                return;
            }
            next = upcoming;
        }
        if (isDue) {
            call(job);
        }
        nap(schedule, job, upcoming);
    }

    /** A schedule that fails, or names a time that is past, is asked again in a minute: runs that silently end would be worse. */
    private static Instant following(Schedule schedule, Instant now) {
        try {
            Instant following = schedule.next(now);
            if (following.isAfter(now)) {
                return following;
            }
            LOG.error("scheduler: the schedule names {} as the next time after {}", following, now);
        } catch (RuntimeException | Error failure) {
            LOG.error("scheduler: the schedule failed", failure);
        }
        return now.plus(LONGEST_NAP);
    }

    private static void call(Runnable job) {
        try {
            job.run();
        } catch (RuntimeException | Error failure) {
            LOG.error("scheduler: a job failed; the next one is still due", failure);
        }
    }
}
