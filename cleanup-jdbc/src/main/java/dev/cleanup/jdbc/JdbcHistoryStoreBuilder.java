package dev.cleanup.jdbc;

import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import dev.cleanup.history.HistoryStore;
import dev.cleanup.jdbc.internal.history.HistoryLayout;
import dev.cleanup.jdbc.internal.history.Trimming.Keep;
import dev.cleanup.jdbc.internal.sql.Database;
import dev.cleanup.jdbc.internal.sql.Limits;
import dev.cleanup.jdbc.internal.tables.OwnSchema;
import dev.cleanup.jdbc.internal.tables.OwnTables;
import dev.cleanup.jdbc.internal.tables.Place;
import java.time.Duration;
import javax.sql.DataSource;

/** Sets up a {@link JdbcHistoryStore}. Not safe for use by several threads. */
public final class JdbcHistoryStoreBuilder {
    /** What the names of the tables begin with. */
    public static final String DEFAULT_TABLE_PREFIX = Place.DEFAULT_PREFIX;

    /** How long a run may go without being saved. */
    public static final Duration DEFAULT_ABANDON_AFTER = Duration.ofSeconds(30);

    /** How many runs stay. */
    public static final int DEFAULT_KEEP_RUNS = 1_000;

    /** For how long a run stays after its end. */
    public static final Duration DEFAULT_KEEP_FOR = Duration.ofDays(90);

    private static final int MOST_RUNS = 100_000;
    private static final Duration SHORTEST_KEEP = Duration.ofDays(1);
    private static final Duration LONGEST_KEEP = Duration.ofDays(3_650);
    private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST_SILENCE = Duration.ofHours(1);
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(2), Duration.ofSeconds(10));

    private final DataSource dataSource;
    private Place place = Place.DEFAULT;
    private boolean createTables;
    private Duration abandonAfter = DEFAULT_ABANDON_AFTER;
    private int keepRuns = DEFAULT_KEEP_RUNS;
    private Duration keepFor = DEFAULT_KEEP_FOR;

    JdbcHistoryStoreBuilder(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The schema of the tables, which must be there; by default the connection's current one. */
    public JdbcHistoryStoreBuilder schema(String name) {
        place = place.in(name);
        return this;
    }

    /** What the names of the tables begin with, {@value #DEFAULT_TABLE_PREFIX} by default; a history of its own for each prefix, and each service needs its own. */
    public JdbcHistoryStoreBuilder tablePrefix(String text) {
        place = place.with(text);
        return this;
    }

    /**
     * Makes the tables when they are not there. By default they must be: the files {@code cleanup-history/postgresql.sql} and
     * {@code cleanup-history/h2.sql} in this library's jar are for the application's migrations.
     */
    public JdbcHistoryStoreBuilder createTables() {
        createTables = true;
        return this;
    }

    /**
     * How many runs stay at most, {@value #DEFAULT_KEEP_RUNS} by default. Runs under way and plans of the last hour that nobody has applied stay
     * besides.
     */
    public JdbcHistoryStoreBuilder keepRuns(int most) {
        if (most < HistoryStore.DEFAULT_RUNS || most > MOST_RUNS) {
            throw new ConfigurationException(
                    "keepRuns",
                    most,
                    "accepted is a whole number from " + HistoryStore.DEFAULT_RUNS + " to " + MOST_RUNS);
        }
        keepRuns = most;
        return this;
    }

    /** For how long a run stays after its end, 90 days by default; the last {@value HistoryStore#DEFAULT_RUNS} stay at any age. */
    public JdbcHistoryStoreBuilder keepFor(Duration span) {
        if (span.compareTo(SHORTEST_KEEP) < 0 || span.compareTo(LONGEST_KEEP) > 0) {
            throw new ConfigurationException("keepFor", span, "accepted is from a day to 3650 days");
        }
        keepFor = span;
        return this;
    }

    /**
     * How long a run may go without being saved before it counts as dead, by the database's clock; 30 seconds by default, the same for all nodes.
     * A node saves its run every second, so this is how long it may pause or be cut off.
     */
    public JdbcHistoryStoreBuilder abandonAfter(Duration span) {
        if (span.compareTo(SHORTEST_SILENCE) < 0 || span.compareTo(LONGEST_SILENCE) > 0) {
            throw new ConfigurationException("abandonAfter", span, "accepted is from 5 seconds to an hour");
        }
        abandonAfter = span;
        return this;
    }

    /**
     * The history, checked against the database.
     *
     * @throws ConfigurationException when a table or a column is missing or of another type
     * @throws CleanupException when the database cannot be reached, is read-only, or its user may not use the tables
     */
    public JdbcHistoryStore build() {
        Database database = new Database(dataSource, LIMITS);
        OwnTables tables = OwnSchema.open(database, HistoryLayout.LAYOUT, place, createTables);
        return new JdbcHistoryStore(database, tables, abandonAfter, new Keep(keepRuns, keepFor));
    }
}
