package dev.cleanup.testkit;

import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands, for tests in which no time passes; immutable.
 *
 * @param instant what it shows
 */
public record FixedClock(Instant instant) implements InstantSource {

    /** A clock that shows this instant. */
    public static FixedClock at(Instant instant) {
        return new FixedClock(instant);
    }

    /** A clock that shows this instant, written as {@code 2026-03-10T12:00:00Z}. */
    public static FixedClock at(String instant) {
        return new FixedClock(Instants.parse(instant));
    }
}
