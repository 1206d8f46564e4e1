package dev.cleanup.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a run has to end before its next batch. */
final class StopSignal {
    private final InstantSource clock;
    private final Instant deadline;
    private volatile @Nullable String asked;

    StopSignal(InstantSource clock, Instant deadline) {
        this.clock = clock;
        this.deadline = deadline;
    }

    /** From now on the run stops before its next batch; the first reason stays. */
    synchronized void ask(String why) {
        if (asked == null) {
            asked = why;
        }
    }

    boolean asked() {
        return asked != null;
    }

    /** Why to stop now; empty to go on. */
    Optional<String> reason() {
        String why = asked;
        if (why != null) {
            return Optional.of(why);
        }
        if (Thread.currentThread().isInterrupted()) {
            return Optional.of("interrupted");
        }
        return clock.instant().isAfter(deadline)
                ? Optional.of("the run's deadline came at " + deadline)
                : Optional.empty();
    }
}
