package dev.cleanup.internal;

import dev.cleanup.CleanupException;
import dev.cleanup.CleanupOperations;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupStatus;
import dev.cleanup.ConfigurationException;
import dev.cleanup.Explanation;
import dev.cleanup.RunHandle;
import dev.cleanup.RunInProgressException;
import dev.cleanup.RunRequest;
import dev.cleanup.history.HistoryStore;
import dev.cleanup.schedule.Exclusion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Admits one run at a time and does it on a thread of its own; a second thread keeps the record fresh. Both are daemons and die when idle. */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration SAVE_EVERY = Duration.ofSeconds(1);

    /** How often the end of a run is tried to be saved after it ended. */
    private static final int LATER_ATTEMPTS = 300;

    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration POLITE_WAIT = Duration.ofSeconds(30);
    private static final Duration LAST_WAIT = Duration.ofSeconds(10);

    private final EngineSettings settings;
    private final List<EngineTask> tasks;
    private final ThreadPoolExecutor worker;
    private final ScheduledThreadPoolExecutor recorder;
    private final SignalWatch watch;
    private @Nullable ActiveRun active;
    private volatile @Nullable Thread workerThread;
    private boolean closed;

    public Engine(EngineSettings settings, List<EngineTask> tasks) {
        this.settings = settings;
        this.tasks = List.copyOf(tasks);
        this.recorder = new ScheduledThreadPoolExecutor(1, daemons(settings.service() + "-recorder"));
        this.watch = new SignalWatch(daemons(settings.service() + "-signals"), IDLE);
        this.worker =
                new ThreadPoolExecutor(
                        1, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), this::workerThread) {
                    @Override
                    protected void terminated() {
                        recorder.shutdown();
                        watch.close();
                    }
                };
        this.recorder.setRemoveOnCancelPolicy(true);
        worker.allowCoreThreadTimeOut(true);
        recorder.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        recorder.allowCoreThreadTimeOut(true);
    }

    private Thread workerThread(Runnable work) {
        Thread thread = daemons(settings.service() + "-run").newThread(work);
        workerThread = thread;
        return thread;
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** See {@link CleanupOperations#begin}. */
    public RunHandle begin(RunRequest request) {
        ActiveRun run = admit(request, choose(request));
        run.await(run.recorded());
        return run;
    }

    private List<EngineTask> choose(RunRequest request) {
        List<String> names = tasks.stream().map(EngineTask::name).toList();
        for (String name : request.tasks()) {
            if (!names.contains(name)) {
                throw new ConfigurationException(
                        "task", Text.clean(name), "there is no such task; accepted are " + names);
            }
        }
        return tasks.stream()
                .filter(task -> request.tasks().isEmpty() || request.tasks().contains(task.name()))
                .toList();
    }

    private synchronized ActiveRun admit(RunRequest request, List<EngineTask> chosen) {
        if (closed) {
            throw new CleanupException("the service " + settings.service() + " is closed");
        }
        if (active != null) {
            throw new RunInProgressException(active.record().id());
        }
        Instant deadline = settings.clock().instant().plus(settings.runDeadline());
        StopSignal stop = new StopSignal(settings.clock(), deadline);
        RunRecord record = new RunRecord(request, settings, stop);
        ActiveRun run = new ActiveRun(record, stop);
        worker.execute(() -> work(run, chosen));
        active = run;
        return run;
    }

    private void work(ActiveRun run, List<EngineTask> chosen) {
        try {
            CleanupRun ended = alone(run, chosen);
            release();
            LOG.info("{}: run {} {} {}", settings.service(), ended.id(), ended.mode(), ended.status());
            run.end().complete(ended);
        } catch (Exception | Error failure) {
            release();
            run.fail(failure);
        }
    }

    /** Does the run while no other node has its tasks. */
    private CleanupRun alone(ActiveRun run, List<EngineTask> chosen) {
        List<String> names = chosen.stream().map(EngineTask::name).toList();
        Exclusion.Hold hold = settings.exclusion().take(run.record().id(), names, run.stop()::ask);
        try {
            return recorded(run, chosen);
        } finally {
            hold.close();
        }
    }

    private CleanupRun recorded(ActiveRun run, List<EngineTask> chosen) {
        run.record().save();
        run.recorded().complete(true);
        var saving = recorder.scheduleWithFixedDelay(
                run.record()::saveProgress, SAVE_EVERY.toMillis(), SAVE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return new RunExecution(settings, chosen, run.record(), run.stop(), watch).run();
        } finally {
            saving.cancel(false);
            saveLater(run.record(), LATER_ATTEMPTS);
        }
    }

    /** While the history is away, the end of a run waits for it: nobody else knows what was removed. */
    private void saveLater(RunRecord record, int attempts) {
        if (attempts == 0 || record.endIsSaved()) {
            return;
        }
        try {
            var unused = recorder.schedule(
                    () -> {
                        if (!record.saveEnd()) {
                            saveLater(record, attempts - 1);
                        }
                    },
                    SAVE_EVERY.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.error("{}: run {} ended, and its end was never saved", settings.service(), record.id());
        }
    }

    private synchronized void release() {
        active = null;
    }

    /** See {@link CleanupOperations#stop}. */
    public boolean stop(String runId, String requestedBy) {
        String why = "stopped by " + Text.clean(requestedBy);
        return stopHere(runId, why) || history(store -> store.requestStop(runId, why));
    }

    private synchronized boolean stopHere(String runId, String why) {
        if (active == null || !active.record().id().equals(runId)) {
            return false;
        }
        active.stop().ask(why);
        return true;
    }

    /** See {@link CleanupOperations#explain}. On the caller's thread: a look waits for no run, and no breaker counts it. */
    public Optional<Explanation> explain(String name, String id) {
        EngineTask task = choose(RunRequest.dryRun().only(name)).get(0);
        try {
            return Objects.requireNonNull(
                    task.task().explain(id, settings.clock().instant()), "explain");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CleanupException(name + ": interrupted while it was looking", interrupted);
        } catch (Exception | Error failure) {
            throw new CleanupException(
                    name + ": the task could not look: " + Failure.reason(failure), Failure.forLog(failure));
        }
    }

    /** Asks the history; what its store throws is passed on without what looks like a secret. */
    public <T> T history(Function<HistoryStore, T> question) {
        try {
            return question.apply(settings.history());
        } catch (RuntimeException failure) {
            throw new CleanupException(
                    "the history cannot be read: " + Failure.reason(failure), Failure.forLog(failure));
        }
    }

    /** How long a plan may be applied. */
    public Duration planExpiry() {
        return settings.planExpiry();
    }

    /** The run that is under way. */
    public synchronized Optional<CleanupRun> current() {
        return Optional.ofNullable(active).map(run -> run.record().snapshot());
    }

    /** How the tasks are set up and doing. */
    public List<CleanupStatus.TaskStatus> tasks() {
        return tasks.stream().map(this::status).toList();
    }

    private CleanupStatus.TaskStatus status(EngineTask task) {
        try {
            return task.status(settings.exclusion().disagreements(task.name()));
        } catch (RuntimeException | Error failure) {
            throw new CleanupException(
                    task.name() + ": the task cannot be described: " + Failure.reason(failure),
                    Failure.forLog(failure));
        }
    }

    /**
     * Stops the run that is under way before its next batch and waits for it. When this returns, nothing is removed any more.
     *
     * @throws CleanupException when a task neither ends nor heeds an interrupt
     */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (active != null) {
                active.stop().ask("the service was closed");
            }
        }
        worker.shutdown();
        if (Thread.currentThread() != workerThread) {
            awaitWorker();
        }
    }

    private void awaitWorker() {
        boolean interrupted = Thread.interrupted();
        boolean ended = !interrupted && ended(POLITE_WAIT);
        if (!ended) {
            interrupted |= Thread.interrupted();
            if (!worker.shutdownNow().isEmpty()) {
                abandon();
            }
            ended = ended(LAST_WAIT);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            throw new CleanupException(
                    settings.service() + ": a task does not heed interrupts and may still be removing");
        }
    }

    /** A run that was admitted a moment ago never began; whoever waits for it is told. */
    private synchronized void abandon() {
        if (active != null) {
            active.fail(new CleanupException("the service " + settings.service() + " is closed"));
            active = null;
        }
    }

    /** Whether the worker ended within this time; an interrupt cuts the wait short and stays set. */
    private boolean ended(Duration wait) {
        try {
            return worker.awaitTermination(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return worker.isTerminated();
        }
    }
}
