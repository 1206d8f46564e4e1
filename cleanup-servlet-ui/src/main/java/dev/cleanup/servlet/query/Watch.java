package dev.cleanup.servlet.query;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets one piece of work at a time use a database, and lets nobody wait for it longer than its limit. The work has a daemon thread of its own,
 * because a driver that waits for the network does not hear an interrupt. Work that hangs even after its connection is cut keeps the place, so
 * that hanging threads cannot pile up.
 */
final class Watch {
    /** The server stops a query at its limit; this long after it, the connection is cut. */
    static final Duration GRACE = Duration.ofMillis(500);

    private final AtomicBoolean taken = new AtomicBoolean();

    /** What uses a database. */
    interface Work<T> {
        T run(Lease lease) throws SQLException;
    }

    /** Does the work now, or refuses because there is other work. */
    <T> T call(Duration limit, Work<T> work) throws SQLException {
        if (!taken.compareAndSet(false, true)) {
            throw QueryException.busy();
        }
        Lease lease = new Lease(limit);
        FutureTask<T> task = new FutureTask<>(() -> {
            try {
                return work.run(lease);
            } finally {
                taken.set(false);
            }
        });
        Thread thread = new Thread(task, "cleanup-query");
        thread.setDaemon(true);
        start(thread);
        try {
            return await(task, limit.plus(GRACE));
        } catch (TimeoutException | InterruptedException over) {
            lease.cut();
            thread.interrupt();
            if (over instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw QueryException.timeout();
        }
    }

    private void start(Thread thread) {
        boolean started = false;
        try {
            thread.start();
            started = true;
        } finally {
            if (!started) {
                taken.set(false);
            }
        }
    }

    private static <T> T await(FutureTask<T> task, Duration limit)
            throws SQLException, TimeoutException, InterruptedException {
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException wrapped) {
            Throwable failure = wrapped.getCause();
            if (failure instanceof SQLException database) {
                throw database;
            }
            if (failure instanceof RuntimeException ours) {
                throw ours;
            }
            if (failure instanceof Error fatal) {
                throw fatal;
            }
            throw new IllegalStateException(failure);
        }
    }
}
