package dev.cleanup.schedule;

import dev.cleanup.ConfigurationException;
import java.time.Duration;
import java.time.Instant;

/** See {@link Schedule#every}. */
record Interval(Duration interval) implements Schedule {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(366);

    Interval {
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new ConfigurationException(
                    "interval", interval, "accepted is a duration from one second to 366 days");
        }
    }

    @Override
    public Instant next(Instant after) {
        return after.plus(interval);
    }

    @Override
    public String describe() {
        if (interval.toSeconds() % 3600 == 0) {
            return "every " + interval.toHours() + " h";
        }
        return interval.toSeconds() % 60 == 0
                ? "every " + interval.toMinutes() + " min"
                : "every " + interval.toSeconds() + " s";
    }
}
