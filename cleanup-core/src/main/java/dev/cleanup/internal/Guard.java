package dev.cleanup.internal;

import dev.cleanup.CleanupException;
import dev.cleanup.CleanupStatus.BreakerState;
import dev.cleanup.TransientFailureException;
import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import dev.failsafe.Timeout;
import dev.failsafe.TimeoutExceededException;
import dev.failsafe.function.CheckedPredicate;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Every call of one task goes through here: retry, then circuit breaker, then timeout. The breaker has no clock: once open it stays so until
 * the next run, whose first call is the probe.
 */
final class Guard {
    private static final Duration UNTIL_NEXT_RUN = Duration.ofDays(365);
    private static final double JITTER = 0.25;

    private final CircuitBreaker<Object> breaker;
    private final FailsafeExecutor<Object> looking;
    private final FailsafeExecutor<Object> removing;
    private final FailsafeExecutor<Object> once;
    private final Duration callTimeout;
    private volatile @Nullable Throwable lastFailure;

    Guard(GuardSettings settings) {
        callTimeout = settings.callTimeout();
        breaker = CircuitBreaker.builder()
                .handleIf(Guard::countsAgainstTask)
                .withFailureThreshold(settings.attempts())
                .withSuccessThreshold(1)
                .withDelay(UNTIL_NEXT_RUN)
                .build();
        Timeout<Object> timeout =
                Timeout.builder(settings.callTimeout()).withInterrupt().build();
        looking = Failsafe.with(retry(settings, Guard::worthLookingAgain), breaker, timeout);
        removing = Failsafe.with(retry(settings, failure -> failure instanceof TransientFailureException));
        once = Failsafe.with(breaker, timeout);
    }

    private static RetryPolicy<Object> retry(GuardSettings settings, CheckedPredicate<Throwable> handled) {
        RetryPolicyBuilder<Object> retry =
                RetryPolicy.builder().handleIf(handled).withMaxAttempts(settings.attempts());
        return settings.attempts() == 1
                ? retry.build()
                : retry.withBackoff(settings.firstDelay(), settings.longestDelay())
                        .withJitter(JITTER)
                        .build();
    }

    private static boolean worthLookingAgain(Throwable failure) {
        return failure instanceof TransientFailureException || failure instanceof IOException;
    }

    private static boolean countsAgainstTask(Throwable failure) {
        return worthLookingAgain(failure) || failure instanceof TimeoutExceededException;
    }

    /** A new run begins: an open breaker lets one call through. */
    void probe() {
        if (breaker.isOpen()) {
            breaker.halfOpen();
        }
    }

    BreakerState state() {
        return BreakerState.valueOf(breaker.getState().name());
    }

    /** A call that changes nothing; an I/O failure of it is tried again, too. */
    <T> T look(Callable<T> call) throws Exception {
        try {
            return guarded(looking, call);
        } catch (TimeoutExceededException hung) {
            throw new CleanupException("no answer within " + callTimeout.toMillis() + " ms", hung);
        }
    }

    /** What has to be waited for before a call. */
    interface Wait {
        void end() throws InterruptedException;
    }

    /** A call that removes, with a wait before each attempt; only what says of itself that it changed nothing is tried again. */
    <T> T remove(Wait before, Callable<T> call) throws Exception {
        return unwrapped(() -> removing.get(() -> {
            // What an open breaker refuses has nothing to wait for.
            if (!breaker.isOpen()) {
                before.end();
            }
            return guarded(once, call);
        }));
    }

    private <T> T guarded(FailsafeExecutor<Object> executor, Callable<T> call) throws Exception {
        try {
            return unwrapped(() -> executor.get(() -> attempt(call)));
        } catch (CircuitBreakerOpenException open) {
            Throwable last = lastFailure;
            throw new CleanupException(
                    "circuit breaker open" + (last == null ? "" : " after " + Failure.reason(last)), open);
        }
    }

    /** Failsafe wraps what is checked. */
    private static <T> T unwrapped(Callable<T> call) throws Exception {
        try {
            return call.call();
        } catch (FailsafeException wrapped) {
            if (wrapped.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw wrapped;
        }
    }

    private <T> T attempt(Callable<T> call) throws Exception {
        try {
            return call.call();
        } catch (Exception failure) {
            lastFailure = failure;
            throw failure;
        }
    }
}
