package dev.cleanup.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Whether a run has to end before its next batch. */
final class StopSignal {
    private final InstantSource clock;
    private final Instant deadline;
    private final CompletableFuture<String> asked = new CompletableFuture<>();

    StopSignal(InstantSource clock, Instant deadline) {
        this.clock = clock;
        this.deadline = deadline;
    }

    /** From now on the run stops before its next batch; the first reason stays. */
    void ask(String why) {
        asked.complete(why);
    }

    boolean asked() {
        return asked.isDone();
    }

    /** Done when somebody asks the run to stop, for those who wait meanwhile. */
    CompletableFuture<String> event() {
        return asked;
    }

    /** By then the run will have ended. */
    Instant deadline() {
        return deadline;
    }

    /** Why to stop now; empty to go on. */
    Optional<String> reason() {
        if (asked.isDone()) {
            return Optional.of(asked.join());
        }
        if (Thread.currentThread().isInterrupted()) {
            return Optional.of("interrupted");
        }
        return clock.instant().isAfter(deadline)
                ? Optional.of("the run's deadline came at " + deadline)
                : Optional.empty();
    }
}
