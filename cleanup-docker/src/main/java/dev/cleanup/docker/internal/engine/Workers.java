package dev.cleanup.docker.internal.engine;

import dev.cleanup.CleanupException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few daemon threads that ask the engine side by side; they end when there is nothing to do. No more than these ever wait for it, so an engine
 * that hangs takes no more than that from the application.
 */
public final class Workers {
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;
    private final Duration deadline;

    /** So many threads, and how long they may take for everything that they are given at once. */
    public Workers(int most, Duration deadline) {
        AtomicInteger number = new AtomicInteger();
        this.deadline = deadline;
        this.threads = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "cleanup-docker-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** How long they may take for everything that they are given at once. */
    public Duration deadline() {
        return deadline;
    }

    /** Asks about each of these; the answers in the same order. One failure is a failure of all, since a part of the answers is none. */
    public <A, B> List<B> askAll(List<A> about, Asking<A, B> asking) throws Exception {
        List<Future<B>> futures = submit(about, asking);
        long end = System.nanoTime() + deadline.toNanos();
        try {
            List<B> answers = new ArrayList<>(about.size());
            for (Future<B> future : futures) {
                answers.add(future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
            }
            return answers;
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof Exception cause ? cause : failure;
        } catch (TimeoutException late) {
            long done = futures.stream().filter(Future::isDone).count();
            throw new CleanupException(
                    "only " + done + " of " + about.size() + " look-ups were answered within " + deadline.toMillis()
                            + " ms",
                    late);
        } finally {
            futures.forEach(future -> future.cancel(true));
        }
    }

    /** A question about one thing. */
    public interface Asking<A, B> {
        B ask(A about) throws Exception;
    }

    private <A, B> List<Future<B>> submit(List<A> about, Asking<A, B> asking) {
        List<Callable<B>> calls = new ArrayList<>(about.size());
        about.forEach(one -> calls.add(() -> asking.ask(one)));
        return calls.stream().map(threads::submit).toList();
    }

    /**
     * Does something with each of these and waits until all of it has ended, also after an interrupt, which is restored: when this returns,
     * nothing is done any more. The work itself looks at {@code halt} before it begins.
     */
    public <A, B> List<B> doAll(List<A> with, Asking<A, B> work, Runnable halt) throws Exception {
        List<Future<B>> futures = submit(with, work);
        boolean interrupted = false;
        for (Future<B> future : futures) {
            interrupted |= await(future, halt);
        }
        try {
            List<B> done = new ArrayList<>(with.size());
            for (Future<B> future : futures) {
                done.add(future.get());
            }
            return done;
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof Exception cause ? cause : failure;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until this has ended, well or not; whether there was an interrupt meanwhile. */
    private static boolean await(Future<?> future, Runnable halt) {
        boolean interrupted = false;
        while (!future.isDone()) {
            try {
                future.get();
            } catch (InterruptedException stopped) {
                interrupted = true;
                halt.run();
            } catch (ExecutionException failed) {
                // Whoever collects the results is told; until all have ended, nobody is.
                return interrupted;
            }
        }
        return interrupted;
    }
}
