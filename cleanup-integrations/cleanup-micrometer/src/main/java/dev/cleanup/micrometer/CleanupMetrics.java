package dev.cleanup.micrometer;

import dev.cleanup.BatchResult;
import dev.cleanup.CleanupListener;
import dev.cleanup.CleanupOperations;
import dev.cleanup.CleanupRun;
import dev.cleanup.ConfigurationException;
import dev.cleanup.TaskRun;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one service, in the application's registry. All meters of all tasks are there from {@link #bindTo} on, tagged with the service,
 * the task and the outcome, and never with an id.
 *
 * <p>Gauges come from the service's status and history, which are read every 15 seconds and after each run on a thread of their own, so that a
 * scrape never waits for a database; with a history that outlives the process they go on where they were. Counters and timers count what this
 * process does. Safe for use by several threads.
 *
 * <pre>{@code
 * CleanupMetrics metrics = new CleanupMetrics(registry);
 * CleanupService cleanup = CleanupService.builder().task(task).listener(metrics).build();
 * metrics.bindTo(cleanup);
 * }</pre>
 */
public final class CleanupMetrics implements CleanupListener, AutoCloseable {
    /** How often status and history are read. */
    public static final Duration DEFAULT_REFRESH = Duration.ofSeconds(15);

    private static final Duration SHORTEST_REFRESH = Duration.ofMillis(100);
    private static final Duration LONGEST_REFRESH = Duration.ofHours(1);

    private final MeterRegistry registry;
    private final Duration refresh;
    private final ScheduledThreadPoolExecutor reading;
    private volatile @Nullable Bound bound;

    /** What a service is bound to. */
    private record Bound(Reader reader, Meters meters) {}

    /** Metrics for this registry, which are read every 15 seconds. */
    public CleanupMetrics(MeterRegistry registry) {
        this(registry, DEFAULT_REFRESH);
    }

    /**
     * Metrics for this registry.
     *
     * @param refresh how often status and history are read, from 100 ms to an hour
     */
    public CleanupMetrics(MeterRegistry registry, Duration refresh) {
        if (refresh.compareTo(SHORTEST_REFRESH) < 0 || refresh.compareTo(LONGEST_REFRESH) > 0) {
            throw new ConfigurationException("refresh", refresh, "accepted is from 100 ms to an hour");
        }
        this.registry = registry;
        this.refresh = refresh;
        // What is asked for after the close is nobody's business any more.
        this.reading =
                new ScheduledThreadPoolExecutor(1, CleanupMetrics::daemon, new ThreadPoolExecutor.DiscardPolicy());
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "cleanup-metrics");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Registers the meters of this service, which has this as its listener, and reads its history; once. What it did before is not counted.
     *
     * @throws ConfigurationException when a service is bound already
     */
    public synchronized void bindTo(CleanupOperations service) {
        if (bound != null) {
            throw new ConfigurationException(
                    "service", service.status().service(), "another one is bound already; each has metrics of its own");
        }
        Reader reader = new Reader(service);
        bound = new Bound(reader, new Meters(registry, reader));
        long millis = refresh.toMillis();
        var unused = reading.scheduleWithFixedDelay(reader::read, millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void batchEnded(CleanupRun run, String task, BatchResult batch, Duration took) {
        meters().ifPresent(meters -> meters.batchEnded(task, took));
    }

    @Override
    public void taskEnded(CleanupRun run, TaskRun task) {
        meters().ifPresent(meters -> meters.taskEnded(task));
    }

    @Override
    public void runEnded(CleanupRun run) {
        Optional.ofNullable(bound).ifPresent(here -> {
            here.meters().runEnded(run);
            reading.execute(here.reader()::read);
        });
    }

    private Optional<Meters> meters() {
        return Optional.ofNullable(bound).map(Bound::meters);
    }

    /** Takes the meters out of the registry and reads no more. */
    @Override
    public synchronized void close() {
        reading.shutdownNow();
        meters().ifPresent(Meters::close);
    }
}
