package dev.cleanup.jdbc;

import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.cluster.ClusterLayout;
import dev.cleanup.jdbc.internal.cluster.ClusterNode;
import dev.cleanup.jdbc.internal.cluster.Shared;
import dev.cleanup.jdbc.internal.sql.Database;
import dev.cleanup.jdbc.internal.sql.Limits;
import dev.cleanup.jdbc.internal.tables.OwnSchema;
import dev.cleanup.jdbc.internal.tables.OwnTables;
import dev.cleanup.jdbc.internal.tables.Place;
import java.time.Duration;
import javax.sql.DataSource;

/** Sets up a {@link ClusterScheduler}. Not safe for use by several threads. */
public final class ClusterSchedulerBuilder {
    /** What the names of the tables begin with. */
    public static final String DEFAULT_TABLE_PREFIX = Place.DEFAULT_PREFIX;

    /** How often a node says that it is alive; after six of these at most another has taken its place. */
    public static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(8);

    /** How often a node looks whether a run is due. */
    public static final Duration DEFAULT_POLLING = Duration.ofSeconds(5);

    private static final Limits LIMITS = new Limits(Duration.ofSeconds(2), Duration.ofSeconds(10));
    private static final Duration SHORTEST_HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration SHORTEST_POLLING = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final DataSource dataSource;
    private Place place = Place.DEFAULT;
    private Duration heartbeat = DEFAULT_HEARTBEAT;
    private Duration polling = DEFAULT_POLLING;
    private boolean createTables;

    ClusterSchedulerBuilder(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The schema of the tables, which must be there; by default the connection's current one. */
    public ClusterSchedulerBuilder schema(String name) {
        place = place.in(name);
        return this;
    }

    /** What the names of the tables begin with, {@value #DEFAULT_TABLE_PREFIX} by default. */
    public ClusterSchedulerBuilder tablePrefix(String text) {
        place = place.with(text);
        return this;
    }

    /**
     * Makes the tables when they are not there. By default they must be: the files {@code cleanup-cluster/postgresql.sql} and
     * {@code cleanup-cluster/h2.sql} in this library's jar are for the application's migrations.
     */
    public ClusterSchedulerBuilder createTables() {
        createTables = true;
        return this;
    }

    /**
     * How often a node says that it is alive, eight seconds by default. Its tasks are free after two and a half of these without a sign, and
     * another node runs after four to six. All nodes of a cluster should have the same.
     *
     * @param interval from one second to ten minutes
     */
    public ClusterSchedulerBuilder heartbeat(Duration interval) {
        heartbeat = checked("heartbeat", interval, SHORTEST_HEARTBEAT);
        return this;
    }

    /**
     * How often a node looks whether a run is due, every five seconds by default, which is how late a run may begin.
     *
     * @param interval from ten milliseconds to ten minutes
     */
    public ClusterSchedulerBuilder polling(Duration interval) {
        polling = checked("polling", interval, SHORTEST_POLLING);
        return this;
    }

    private static Duration checked(String setting, Duration interval, Duration shortest) {
        if (interval.compareTo(shortest) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new ConfigurationException(
                    setting, interval, "accepted is a duration from " + shortest + " to " + LONGEST);
        }
        return interval;
    }

    /**
     * The scheduler, checked against the database and not started.
     *
     * @throws ConfigurationException when a table or a column is missing, or db-scheduler is
     * @throws CleanupException when the database cannot be reached, is read-only, or its user may not use the tables
     */
    public ClusterScheduler build() {
        requireDbScheduler();
        Database database = new Database(dataSource, LIMITS);
        OwnTables tables = OwnSchema.open(database, ClusterLayout.LAYOUT, place, createTables);
        return new ClusterScheduler(new Shared(database, tables), heartbeat, polling);
    }

    private static void requireDbScheduler() {
        try {
            ClusterNode.requireDbScheduler();
        } catch (NoClassDefFoundError missing) {
            throw new ConfigurationException(
                    "class path",
                    "no db-scheduler",
                    "accepted is one with com.github.kagkarlsson:db-scheduler 16, which this library does not bring along");
        }
    }
}
