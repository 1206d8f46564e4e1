package dev.cleanup.internal;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupException;
import dev.cleanup.OutcomeUnknownException;
import dev.cleanup.RunStatus;
import dev.failsafe.TimeoutExceededException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what a survey saw, batch by batch, and never more than it counted. */
final class Remover {
    private static final Logger LOG = LoggerFactory.getLogger(Remover.class);
    private static final int MOST_UNKNOWN_IN_A_ROW = 3;

    private final TaskProgress progress;
    private final StopSignal stop;
    private final EngineSettings settings;
    private final Brake brake;
    private final RunRecord record;
    private final Listeners listeners;
    private Optional<BatchRequest> next = Optional.empty();
    private Duration took = Duration.ZERO;
    private int unknownInARow;

    Remover(TaskProgress progress, StopSignal stop, EngineSettings settings, Brake brake, RunRecord record) {
        this.progress = progress;
        this.stop = stop;
        this.settings = settings;
        this.brake = brake;
        this.record = record;
        this.listeners = new Listeners(settings.service(), settings.listeners());
    }

    void remove() {
        try {
            removeAll(BatchSize.of(progress.task(), settings.batchDuration()));
            if (progress.running()) {
                progress.end(RunStatus.SUCCEEDED, doubts());
            }
        } catch (StoppedException stopped) {
            progress.end(RunStatus.STOPPED, stopped.why());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            progress.end(RunStatus.STOPPED, "interrupted");
        } catch (Exception | Error failure) {
            LOG.error("{}: removal failed", progress.task().name(), Failure.forLog(failure));
            progress.end(RunStatus.FAILED, Failure.reason(failure));
        }
    }

    private String doubts() {
        long unknown = progress.tally().unknown();
        String words = unknown == 0 ? "" : "nobody knows whether " + unknown + " more were removed; the log says which";
        String failures = failures();
        return failures.isEmpty() || words.isEmpty() ? failures + words : failures + "; " + words;
    }

    private String failures() {
        long failed = progress.tally().failed();
        return switch ((int) Math.min(failed, 2)) {
            case 0 -> "";
            case 1 -> "1 item could not be removed; the leftovers say why";
            default -> failed + " items could not be removed; the leftovers say why";
        };
    }

    private void removeAll(BatchSize size) throws Exception {
        try {
            removeAll(BatchWalk.of(progress.survey(), size, record.id()));
        } finally {
            progress.task().lastBatch(size.now());
        }
    }

    private void removeAll(BatchWalk walk) throws Exception {
        next = walk.next();
        while (next.isPresent()) {
            removeBatch(walk);
            next = walk.next();
        }
    }

    private void removeBatch(BatchWalk walk) throws Exception {
        try {
            BatchResult result = progress.task().guard().remove(() -> brake.await(progress), () -> attempt(walk));
            unknownInARow = 0;
            BatchRequest request = next.orElseThrow();
            check(request, result);
            progress.add(result);
            String task = progress.task().name();
            listeners.tell(listener -> listener.batchEnded(record.snapshot(), task, result, took));
            walk.done(request, result);
        } catch (OutcomeUnknownException unknown) {
            walk.gone(resolve(next.orElseThrow(), unknown));
        } catch (TimeoutExceededException hung) {
            int limit = next.orElseThrow().limit();
            progress.unknown(limit);
            throw new CleanupException(
                    "a batch of up to " + limit + " items did not end in time; nobody knows what became of it", hung);
        }
    }

    /** Also a second attempt, which is for fewer items, looks first whether the run has to stop. */
    private BatchResult attempt(BatchWalk walk) throws Exception {
        Optional<String> why = stop.reason();
        if (why.isPresent()) {
            throw new StoppedException(why.get());
        }
        next = walk.next();
        long begun = settings.ticker().nanos();
        long met = next.orElseThrow().limit();
        try {
            BatchResult result = progress.task().task().removeBatch(next.orElseThrow());
            met = result.removed() + result.leftovers().size();
            took = Duration.ofNanos(settings.ticker().nanos() - begun);
            walk.size().took(took.toNanos(), met);
            return result;
        } catch (Exception failure) {
            walk.size().failed();
            throw failure;
        } finally {
            brake.ran(progress.task().throttle(), begun, met);
        }
    }

    private void check(BatchRequest request, BatchResult result) {
        long removed = result.removed();
        long unknown = result.unknown();
        if (removed < 0 || removed > request.limit() || unknown < 0 || unknown > request.limit() - removed) {
            progress.unknown(request.limit());
            throw new CleanupException("the task says it removed " + removed
                    + (unknown == 0 ? "" : " and maybe " + unknown + " more") + " items where at most "
                    + request.limit() + " were asked for; stopped");
        }
    }

    /** Nobody knows what became of a batch: look again which items are gone, then go on from where it began. */
    private Set<String> resolve(BatchRequest request, OutcomeUnknownException unknown) throws Exception {
        if (unknown.ids().isEmpty() || !within(request, unknown.ids())) {
            progress.unknown(request.limit());
            throw unknown;
        }
        progress.unknown(unknown.ids().size());
        LOG.warn("{}: {}", progress.task().name(), Failure.reason(unknown));
        unknownInARow++;
        if (unknownInARow > MOST_UNKNOWN_IN_A_ROW) {
            throw unknown;
        }
        Optional<Set<String>> there =
                progress.task().guard().look(() -> progress.task().task().stillThere(unknown.ids()));
        if (there.isEmpty()) {
            throw unknown;
        }
        Set<String> gone = new HashSet<>(unknown.ids());
        gone.removeAll(there.get());
        progress.resolved(unknown.ids().size(), gone.size());
        return gone;
    }

    private static boolean within(BatchRequest request, Set<String> ids) {
        return ids.size() <= request.limit()
                && request.ids()
                        .map(asked -> new HashSet<>(asked).containsAll(ids))
                        .orElse(true);
    }
}
