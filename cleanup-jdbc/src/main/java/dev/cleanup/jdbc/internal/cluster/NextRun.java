package dev.cleanup.jdbc.internal.cluster;

import dev.cleanup.CleanupException;
import dev.cleanup.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When the service runs next, as this node's schedule has it and as the row has it for all. */
final class NextRun {
    private static final Logger LOG = LoggerFactory.getLogger(NextRun.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(1);

    private final Shared shared;
    private final ScheduleRow row;
    private final ClusterClock clock;
    private final Schedule schedule;
    private final Instant from;

    NextRun(Shared shared, ScheduleRow row, ClusterClock clock, Schedule schedule, Instant from) {
        this.shared = shared;
        this.row = row;
        this.clock = clock;
        this.schedule = schedule;
        this.from = from;
    }

    String words() {
        return schedule.describe();
    }

    /** A schedule that fails, or names a time that is past, is asked again in a minute: runs that silently end would be worse. */
    Instant after(Instant now) {
        try {
            Instant following = schedule.next(now);
            if (following.isAfter(now)) {
                return following;
            }
            LOG.error("scheduler: the schedule names {} as the next time after {}", following, now);
        } catch (RuntimeException | Error failure) {
            LOG.error("scheduler: the schedule failed", failure);
        }
        return now.plus(AFTER_A_FAILURE);
    }

    /**
     * The next time; when there is none yet, it is set.
     *
     * @param change whether a time that another schedule has named is replaced: an upgrade may have brought this one
     */
    Instant agreed(boolean change) {
        ScheduleRow.State state = shared.in(row::read).orElseGet(this::added);
        if (change && !state.running() && !state.schedule().equals(words())) {
            state = changed(state);
        }
        return state.running() ? after(clock.instant()) : state.due();
    }

    private ScheduleRow.State added() {
        Instant first = schedule.next(past(from));
        shared.add(connection -> row.add(connection, first, words()));
        return shared.in(row::read).orElseThrow(NextRun::removed);
    }

    private ScheduleRow.State changed(ScheduleRow.State state) {
        Instant due = schedule.next(past(state.lastEnd().orElse(from)));
        if (shared.in(connection -> row.change(connection, state, due, words()))) {
            LOG.info("scheduler: {} instead of {}, the next run is at {}", words(), state.schedule(), due);
        }
        return shared.in(row::read).orElseThrow(NextRun::removed);
    }

    private static CleanupException removed() {
        return new CleanupException("the row of the schedule was removed");
    }

    /** A node whose clock is ahead must not put the first run off. */
    private Instant past(Instant instant) {
        Instant now = clock.instant();
        return instant.isBefore(now) ? instant : now;
    }
}
