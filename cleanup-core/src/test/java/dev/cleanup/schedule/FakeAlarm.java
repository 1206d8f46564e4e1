package dev.cleanup.schedule;

import dev.cleanup.fixtures.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Rings when a test lets time pass. */
final class FakeAlarm implements Alarm {
    final List<Duration> naps = new ArrayList<>();
    boolean closed;

    private final MutableClock clock;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private Duration left = Duration.ZERO;

    FakeAlarm(MutableClock clock) {
        this.clock = clock;
    }

    @Override
    public void ring(Duration delay, Runnable then) {
        if (closed) {
            throw new IllegalStateException("rung after it was closed");
        }
        naps.add(delay);
        left = delay;
        waiting.add(then);
    }

    @Override
    public void close() {
        closed = true;
    }

    int waiting() {
        return waiting.size();
    }

    /** The nap that is under way ends; the clock moves on by as much. */
    void sleepOut() {
        clock.advance(left);
        wake();
    }

    /** The nap that is under way ends, whatever the clock says. */
    void wake() {
        waiting.remove().run();
    }

    /** Naps until the clock shows this. */
    void sleepUntil(Instant instant) {
        while (clock.instant().isBefore(instant)) {
            sleepOut();
        }
    }
}
