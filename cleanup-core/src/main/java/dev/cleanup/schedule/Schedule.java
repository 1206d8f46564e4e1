package dev.cleanup.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** When runs are due; immutable. */
public interface Schedule {

    /** The first time that is due after this instant. */
    Instant next(Instant after);

    /** The schedule in words: "every 6 h". */
    String describe();

    /**
     * Due whenever this much time has passed since the run before; the first time one interval after the service started or, when the history
     * knows an earlier scheduled run, after that.
     *
     * @param interval from one second to 366 days
     */
    static Schedule every(Duration interval) {
        return new Interval(interval);
    }

    /**
     * Due at the times of a UNIX cron expression: minute, hour, day of month, month, day of week; {@code 30 3 * * *} is half past three every
     * night.
     *
     * @param zone the time zone whose clock on the wall counts; a time that a change of the clock skips is due right after the change
     */
    static Schedule cron(String expression, ZoneId zone) {
        return new Cron(expression, zone);
    }
}
