package dev.cleanup.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands until a test moves it; safe for use by several threads. */
public final class MutableClock implements InstantSource {
    private final AtomicReference<Instant> now;

    private MutableClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    /** A clock that shows this instant for now. */
    public static MutableClock at(Instant instant) {
        return new MutableClock(instant);
    }

    /** A clock that shows this instant for now, written as {@code 2026-03-10T12:00:00Z}. */
    public static MutableClock at(String instant) {
        return new MutableClock(Instants.parse(instant));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Lets this much time pass; a negative span sets the clock back. */
    public void advance(Duration span) {
        now.updateAndGet(instant -> instant.plus(span));
    }

    /** Sets the clock, forward or back. */
    public void set(Instant instant) {
        now.set(instant);
    }

    @Override
    public String toString() {
        return "MutableClock[" + instant() + "]";
    }
}
