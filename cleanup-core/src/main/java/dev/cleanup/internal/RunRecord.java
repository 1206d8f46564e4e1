package dev.cleanup.internal;

import dev.cleanup.CleanupException;
import dev.cleanup.CleanupRun;
import dev.cleanup.RunMode;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import dev.cleanup.history.HistoryStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The record of one run: written before anything is removed, kept up to date while it runs, closed when it ends. */
final class RunRecord {
    private static final Logger LOG = LoggerFactory.getLogger(RunRecord.class);
    private static final int FINAL_ATTEMPTS = 3;

    private final String id = UUID.randomUUID().toString();
    private final RunRequest request;
    private final HistoryStore history;
    private final InstantSource clock;
    private final String node;
    private final StopSignal stop;
    private final Instant startedAt;
    /** Held while the store is called, so that a slow store keeps nobody from reading. */
    private final Object saving = new Object();

    private final List<TaskProgress> tasks = new ArrayList<>();
    private @Nullable CleanupRun ended;
    private boolean endSaved;

    RunRecord(RunRequest request, EngineSettings settings, StopSignal stop) {
        this.request = request;
        this.history = settings.history();
        this.clock = settings.clock();
        this.node = settings.node();
        this.stop = stop;
        this.startedAt = clock.instant();
    }

    String id() {
        return id;
    }

    RunRequest request() {
        return request;
    }

    TaskProgress begin(EngineTask task) {
        // Calls the task, and therefore outside of the lock.
        TaskProgress progress = new TaskProgress(task);
        synchronized (this) {
            tasks.add(progress);
        }
        return progress;
    }

    synchronized List<TaskProgress> tasks() {
        return List.copyOf(tasks);
    }

    /** The run as it is now. */
    synchronized CleanupRun snapshot() {
        return ended != null
                ? ended
                : record(stop.asked() ? RunStatus.STOPPING : RunStatus.RUNNING, "", Optional.empty());
    }

    /**
     * Saves the run as it is now; nothing is removed when this fails.
     *
     * @throws CleanupException when it cannot be saved
     */
    void save() {
        synchronized (saving) {
            try {
                exchange(snapshot());
            } catch (Exception | Error failure) {
                throw new CleanupException(
                        "the run cannot be recorded: " + Failure.reason(failure), Failure.forLog(failure));
            }
        }
    }

    /** Saves a run that is under way, and learns whether it has to stop. */
    private void exchange(CleanupRun run) {
        history.save(run);
        history.stopRequested(id).ifPresent(stop::ask);
    }

    /** Saves the run if it is still under way; a failure is logged, and the next second tries again. */
    void saveProgress() {
        synchronized (saving) {
            CleanupRun run = snapshot();
            if (!run.status().ended()) {
                attempt(() -> exchange(run));
            }
        }
    }

    /** The run has ended; its record is saved for good. */
    CleanupRun end(RunStatus status, String reason) {
        CleanupRun run = close(status, reason);
        // A store that heeds interrupts would refuse to save the end of an interrupted run.
        boolean interrupted = Thread.interrupted();
        boolean saved = false;
        for (int attempt = 1; attempt <= FINAL_ATTEMPTS && !saved; attempt++) {
            saved = saveEnd();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return run;
    }

    /** Saves the end of the run, unless it is saved or has not come; false when it has to be tried again. */
    boolean saveEnd() {
        synchronized (saving) {
            CleanupRun run = snapshot();
            if (run.status().ended() && !endSaved) {
                endSaved = attempt(() -> history.save(run));
                if (!endSaved) {
                    LOG.error("run {}: its end was not saved", id);
                }
                return endSaved;
            }
            return true;
        }
    }

    /** Whether the run has ended, and its history knows. */
    boolean endIsSaved() {
        synchronized (saving) {
            return endSaved;
        }
    }

    private synchronized CleanupRun close(RunStatus status, String reason) {
        CleanupRun run = record(status, Text.clean(reason), Optional.of(clock.instant()));
        ended = run;
        return run;
    }

    private boolean attempt(Runnable call) {
        try {
            call.run();
            return true;
        } catch (Exception | Error failure) {
            LOG.warn("run {}: the history store failed", id, Failure.forLog(failure));
            return false;
        }
    }

    private CleanupRun record(RunStatus status, String reason, Optional<Instant> finishedAt) {
        List<TaskRun> parts = tasks.stream().map(TaskProgress::snapshot).toList();
        Optional<String> plan = request.mode() == RunMode.DRY_RUN ? Optional.of(id) : request.plan();
        return new CleanupRun(
                id,
                request.mode(),
                status,
                plan,
                request.requestedBy(),
                reason,
                startedAt,
                clock.instant(),
                finishedAt,
                parts,
                node);
    }
}
