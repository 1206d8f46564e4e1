package dev.cleanup.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Time that only goes forward, for durations; tests bring their own, so that they need not wait. */
public interface Ticker {
    /** The time of this machine. */
    Ticker SYSTEM = new Ticker() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void await(CompletableFuture<?> event, Duration most) throws InterruptedException {
            try {
                event.get(most.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException ended) {
                // Either way the wait is over.
                return;
            }
        }
    };

    /** Nanoseconds since some moment in the past. */
    long nanos();

    /** Waits for the event, but not longer than this. */
    void await(CompletableFuture<?> event, Duration most) throws InterruptedException;
}
