package dev.cleanup.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Updates of single random rows at a steady rate, as other users of the table would make them. Each is timed from when it was due, so a stall
 * counts for all that wait for it. It goes on while a removal begins, so that its own beginning is not taken for the removal's doing.
 */
final class UpdateLoad {
    private static final int WORKERS = 8;

    private final int rate;
    private final List<Thread> workers = new ArrayList<>();
    private final List<Update> updates = new ArrayList<>();
    private final AtomicInteger number = new AtomicInteger();
    private final long start = System.nanoTime();
    private volatile long span = Long.MAX_VALUE;

    /** When one was due, and how long it took from then, in nanoseconds. */
    private record Update(long due, long took) {}

    @SuppressWarnings(
            "ThreadPriorityCheck") // Such users are on other machines; they do not wait for a processor of this one.
    UpdateLoad(DataSource dataSource, String update, int rows, int rate) {
        this.rate = rate;
        for (int i = 0; i < WORKERS; i++) {
            Thread worker = new Thread(() -> work(dataSource, update, rows), "updates-" + i);
            worker.setPriority(Thread.MAX_PRIORITY);
            worker.start();
            workers.add(worker);
        }
    }

    private void work(DataSource dataSource, String update, int rows) {
        List<Update> own = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(update)) {
            for (long due = await(); isWanted(due); due = await()) {
                statement.setInt(1, ThreadLocalRandom.current().nextInt(rows) + 1);
                statement.executeUpdate();
                own.add(new Update(due, System.nanoTime() - due));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        synchronized (updates) {
            updates.addAll(own);
        }
    }

    /** Waits until the next one is due, or none is wanted; when that is. */
    private long await() {
        long due = start + TimeUnit.SECONDS.toNanos(1) * number.getAndIncrement() / rate;
        for (long wait = due - System.nanoTime(); wait > 0 && isWanted(due); wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
        return due;
    }

    private boolean isWanted(long due) {
        return due - start < span;
    }

    /** Ends the load with those updates that are due until then, however late they are by now. */
    void end(long until) {
        span = until - start;
        for (Thread worker : workers) {
            try {
                worker.join();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    /** How long each update took that was due within this time, in nanoseconds; once the load has ended. */
    List<Long> between(long from, long to) {
        return updates.stream()
                .filter(update -> update.due() - from >= 0 && update.due() - to < 0)
                .map(Update::took)
                .toList();
    }

    /** The 99th percentile in milliseconds. */
    static double p99(List<Long> all) {
        long[] sorted = all.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1, sorted.length * 99L / 100)] / 1e6;
    }
}
