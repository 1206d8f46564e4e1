package dev.cleanup.jdbc;

import dev.cleanup.CleanupException;
import dev.cleanup.CleanupServiceBuilder;
import dev.cleanup.jdbc.internal.cluster.ClusterNode;
import dev.cleanup.jdbc.internal.cluster.Shared;
import dev.cleanup.schedule.Exclusion;
import dev.cleanup.schedule.Member;
import dev.cleanup.schedule.Schedule;
import dev.cleanup.schedule.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Schedules a service that runs on several nodes, by db-scheduler in the database that the nodes share: each scheduled run takes place on one of
 * them, each task runs on one node at a time, by hand too, and what a node leaves behind when it dies another takes up within a minute.
 *
 * <pre>{@code
 * CleanupService cleanup = CleanupService.builder()
 *         .task(task)
 *         .schedule(Schedule.every(Duration.ofHours(6)))
 *         .scheduler(ClusterScheduler.builder(dataSource).createTables().build())
 *         .build();
 * }</pre>
 *
 * <p>Services of the same name are one cluster. Only the database's clock counts. Needs {@code com.github.kagkarlsson:db-scheduler}, which this
 * library does not bring along. The data source is the application's and must outlive the service. One scheduler is for one service. Safe for use
 * by several threads, of which it has a few of its own, all daemons.
 */
public final class ClusterScheduler implements Scheduler {
    private final Shared shared;
    private final Duration heartbeat;
    private final Duration polling;
    private @Nullable ClusterNode node;

    ClusterScheduler(Shared shared, Duration heartbeat, Duration polling) {
        this.shared = shared;
        this.heartbeat = heartbeat;
        this.polling = polling;
    }

    /** Begins to set up a scheduler in this database. */
    public static ClusterSchedulerBuilder builder(DataSource dataSource) {
        return new ClusterSchedulerBuilder(dataSource);
    }

    @Override
    public synchronized Exclusion join(Member member) {
        if (node != null) {
            throw new IllegalStateException("a scheduler is for one service");
        }
        ClusterNode joined = new ClusterNode(shared, member, heartbeat, polling);
        node = joined;
        return joined.exclusion();
    }

    private synchronized ClusterNode node() {
        if (node == null) {
            node = new ClusterNode(
                    shared, new Member(CleanupServiceBuilder.DEFAULT_NAME, "", Map::of), heartbeat, polling);
        }
        return node;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The instant counts only when the cluster has never been started: the next run is kept in the database.
     *
     * @throws CleanupException when the database cannot be reached
     */
    @Override
    public void start(Schedule schedule, Instant from, Runnable job) {
        node().start(schedule, from, job);
    }

    /** When the job is due next on any node, as of the last heartbeat; empty before the start and after the close. */
    @Override
    public Optional<Instant> nextRun() {
        return node().nextRun();
    }

    @Override
    public void close() {
        node().close();
    }
}
