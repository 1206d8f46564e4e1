package dev.cleanup.internal;

import dev.cleanup.CleanupException;
import dev.cleanup.CleanupRun;
import dev.cleanup.RunHandle;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The run that is under way.
 *
 * @param recorded done when its record was first saved
 * @param end done when it has ended
 */
record ActiveRun(
        RunRecord record, StopSignal stop, CompletableFuture<Boolean> recorded, CompletableFuture<CleanupRun> end)
        implements RunHandle {

    ActiveRun(RunRecord record, StopSignal stop) {
        this(record, stop, new CompletableFuture<>(), new CompletableFuture<>());
    }

    /** The run will not take place, or its end cannot be told. */
    void fail(Throwable failure) {
        recorded.completeExceptionally(failure);
        end.completeExceptionally(failure);
    }

    @Override
    public CleanupRun current() {
        return record.snapshot();
    }

    @Override
    public CleanupRun await() {
        return await(end);
    }

    /** Waits; an interrupt stops the run and stays set. */
    <T> T await(CompletableFuture<T> moment) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return moment.get();
                } catch (InterruptedException interruption) {
                    interrupted = true;
                    stop.ask("interrupted");
                } catch (ExecutionException failure) {
                    throw wrapped(Objects.requireNonNullElse(failure.getCause(), failure));
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static CleanupException wrapped(Throwable failure) {
        return failure instanceof CleanupException known
                ? known
                : new CleanupException("the run failed: " + Failure.reason(failure), Failure.forLog(failure));
    }
}
