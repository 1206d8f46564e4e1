package dev.cleanup.alerts;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Daemons, and how long they are waited for. */
final class Threads {
    private Threads() {}

    static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Whether it ended within this time; an interrupt cuts the wait short and stays set. */
    static boolean await(ExecutorService ending, Duration most) {
        try {
            return ending.awaitTermination(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return ending.isTerminated();
        }
    }
}
