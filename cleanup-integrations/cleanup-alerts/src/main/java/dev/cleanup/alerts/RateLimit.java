package dev.cleanup.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** So many in any span of this length, and no more. */
final class RateLimit {
    private final int most;
    private final Duration span;
    private final InstantSource clock;
    private final Deque<Instant> taken = new ArrayDeque<>();

    RateLimit(int most, Duration span, InstantSource clock) {
        this.most = most;
        this.span = span;
        this.clock = clock;
    }

    /** Whether there is room for one more, which is taken then. */
    boolean take() {
        Instant now = clock.instant();
        // One that lies ahead was taken before the clock was set back.
        taken.removeIf(at -> !at.plus(span).isAfter(now) || at.isAfter(now));
        if (taken.size() >= most) {
            return false;
        }
        taken.add(now);
        return true;
    }
}
