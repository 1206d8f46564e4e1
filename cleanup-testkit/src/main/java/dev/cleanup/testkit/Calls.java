package dev.cleanup.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A job that remembers when it was called, so that a test can wait for its calls. */
final class Calls implements Runnable {
    private final List<Instant> times = new CopyOnWriteArrayList<>();
    private final CountDownLatch expected;

    Calls(int expected) {
        this.expected = new CountDownLatch(expected);
    }

    @Override
    public void run() {
        times.add(Instant.now());
        expected.countDown();
    }

    /** Waits for as many calls as are expected; false when they did not come in time. */
    boolean come(Duration most) throws InterruptedException {
        return expected.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    int count() {
        return times.size();
    }

    List<Instant> times() {
        return List.copyOf(times);
    }
}
