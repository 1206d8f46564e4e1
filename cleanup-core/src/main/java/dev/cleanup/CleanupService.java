package dev.cleanup;

import dev.cleanup.internal.Engine;
import dev.cleanup.schedule.Schedule;
import dev.cleanup.schedule.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs cleanup tasks on a schedule and on request, one run at a time, and keeps the safety rules for all of them. Safe for use by several
 * threads. {@link #close} it when the application ends; after that nothing is removed.
 *
 * <pre>{@code
 * CleanupService cleanup = CleanupService.builder()
 *         .task(task)
 *         .schedule(Schedule.every(Duration.ofHours(6)))
 *         .build();
 * cleanup.start();
 * CleanupRun plan = cleanup.run(RunRequest.dryRun().requestedBy("on-call"));
 * CleanupRun done = cleanup.run(RunRequest.apply(plan.id()).requestedBy("on-call"));
 * }</pre>
 */
public final class CleanupService implements CleanupOperations, AutoCloseable {
    /** Who asks for scheduled runs, in the history. */
    public static final String SCHEDULE = "schedule";

    private static final Logger LOG = LoggerFactory.getLogger(CleanupService.class);
    private static final int LOOK_BACK = 100;

    /** Twice what the in-process scheduler needs to notice a clock that was set. */
    private static final Duration TOLERATED_DELAY = Duration.ofMinutes(2);

    private final String name;
    private final boolean dryRun;
    private final InstantSource clock;
    private final Optional<Schedule> schedule;
    private final Scheduler scheduler;
    private final Engine engine;

    CleanupService(CleanupServiceBuilder builder, Engine engine) {
        this.name = builder.name;
        this.dryRun = builder.dryRun;
        this.clock = builder.clock;
        this.schedule = Optional.ofNullable(builder.schedule);
        this.scheduler = builder.scheduler();
        this.engine = engine;
    }

    /** Begins to set up a service. */
    public static CleanupServiceBuilder builder() {
        return new CleanupServiceBuilder();
    }

    /** Begins to run on the schedule; once. Without a schedule the service runs only when it is asked to. */
    public void start() {
        schedule.ifPresent(when -> scheduler.start(when, lastScheduledRun(), this::scheduledRun));
        LOG.info("{}: started, {}", name, schedule.map(Schedule::describe).orElse("runs only by hand"));
    }

    private Instant lastScheduledRun() {
        return summaries(LOOK_BACK).stream()
                .filter(run -> run.requestedBy().equals(SCHEDULE))
                .map(CleanupRun::startedAt)
                .findFirst()
                .orElseGet(clock::instant);
    }

    private void scheduledRun() {
        RunRequest request = dryRun ? RunRequest.dryRun() : RunRequest.execute();
        try {
            run(request.requestedBy(SCHEDULE));
        } catch (RunInProgressException busy) {
            LOG.info("{}: a scheduled run is left out, {}", name, busy.getMessage());
        } catch (CleanupException failure) {
            LOG.error("{}: a scheduled run could not be done: {}", name, failure.getMessage());
        }
    }

    @Override
    public RunHandle begin(RunRequest request) {
        return engine.begin(request);
    }

    @Override
    public boolean stop(String runId, String requestedBy) {
        return engine.stop(runId, requestedBy);
    }

    @Override
    public CleanupStatus status() {
        Optional<CleanupRun> current = engine.current();
        Optional<Instant> nextRun = scheduler.nextRun();
        Instant late = clock.instant().minus(TOLERATED_DELAY);
        return new CleanupStatus(
                name,
                current,
                dryRun,
                schedule.map(Schedule::describe),
                nextRun,
                current.isEmpty() && nextRun.filter(late::isAfter).isPresent(),
                engine.planExpiry(),
                engine.tasks());
    }

    @Override
    public Optional<CleanupRun> find(String runId) {
        return engine.current()
                .filter(run -> run.id().equals(runId))
                .or(() -> engine.history(store -> store.find(runId)));
    }

    @Override
    public Optional<Explanation> explain(String task, String id) {
        return engine.explain(task, id);
    }

    @Override
    public List<CleanupRun> latest(int limit) {
        return engine.history(store -> store.latest(limit));
    }

    @Override
    public List<CleanupRun> summaries(int limit) {
        return engine.history(store -> store.summaries(limit));
    }

    /**
     * Stops the schedule and the run that is under way, and waits for its last batch: up to 30 seconds, then it is interrupted.
     *
     * @throws CleanupException when a task heeds no interrupt either, and may therefore still be removing
     */
    @Override
    public void close() {
        try {
            scheduler.close();
        } finally {
            engine.close();
        }
    }
}
