package dev.cleanup.internal;

import dev.cleanup.throttle.LoadSignal;
import dev.cleanup.throttle.Throttle;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks load signals, on one thread of its own that begins with the first question and ends when idle. A signal that never answers keeps that
 * thread and no other; all signals are unknown then.
 */
final class SignalWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SignalWatch.class);

    private final ScheduledThreadPoolExecutor executor;

    SignalWatch(ThreadFactory threads, Duration idle) {
        executor = new ScheduledThreadPoolExecutor(1, threads);
        executor.setRemoveOnCancelPolicy(true);
        executor.setKeepAliveTime(idle.toMillis(), TimeUnit.MILLISECONDS);
        executor.allowCoreThreadTimeOut(true);
    }

    /** The first reason to wait, also that a signal is unknown; empty when there is none or the run has to stop. */
    Optional<String> busy(Throttle throttle, StopSignal stop) throws InterruptedException {
        for (Map.Entry<String, LoadSignal> signal : throttle.signals().entrySet()) {
            Optional<String> busy = ask(signal.getValue(), throttle.signalTimeout(), stop);
            if (busy.isPresent()) {
                return Optional.of(Text.redact(signal.getKey() + " " + busy.get()));
            }
        }
        return Optional.empty();
    }

    private Optional<String> ask(LoadSignal signal, Duration timeout, StopSignal stop) throws InterruptedException {
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        var asking = executor.submit(() -> answer(signal, answer));
        try {
            CompletableFuture.anyOf(answer, stop.event()).get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return stop.asked() ? Optional.empty() : answer.getNow(Optional.empty());
        } catch (TimeoutException late) {
            return Optional.of("is unknown: no answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException failed) {
            Throwable failure = failed.getCause() == null ? failed : failed.getCause();
            LOG.debug("a load signal failed", Failure.forLog(failure));
            return Optional.of("is unknown: " + Failure.reason(failure));
        } finally {
            asking.cancel(true);
        }
    }

    @SuppressWarnings("ConstantConditions") // Whatever its type says, a signal of somebody else's may answer null.
    private static void answer(LoadSignal signal, CompletableFuture<Optional<String>> answer) {
        try {
            Optional<String> busy = signal.busy();
            answer.complete(busy == null ? Optional.of("is unknown: it answered null") : busy);
        } catch (Exception | Error failure) {
            answer.completeExceptionally(failure);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
