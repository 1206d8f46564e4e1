package dev.cleanup.testkit;

import dev.cleanup.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;

/**
 * Due at whole steps after an instant, which tells how often a job may have been called by now. Steps are shorter than any interval a service
 * accepts, so that tests are quick.
 */
record Grid(Instant origin, Duration step) implements Schedule {

    @Override
    public Instant next(Instant after) {
        long steps =
                after.isBefore(origin) ? 0 : Duration.between(origin, after).dividedBy(step);
        return due(steps + 1);
    }

    Instant due(long number) {
        return origin.plus(step.multipliedBy(number));
    }

    @Override
    public String describe() {
        return "every " + step.toMillis() + " ms";
    }
}
