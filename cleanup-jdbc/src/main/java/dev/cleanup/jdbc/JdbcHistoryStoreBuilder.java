package dev.cleanup.jdbc;

import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import dev.cleanup.history.HistoryStore;
import dev.cleanup.jdbc.internal.history.HistorySchema;
import dev.cleanup.jdbc.internal.history.Trimming.Keep;
import dev.cleanup.jdbc.internal.sql.Database;
import dev.cleanup.jdbc.internal.sql.Limits;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Sets up a {@link JdbcHistoryStore}. Not safe for use by several threads. */
public final class JdbcHistoryStoreBuilder {
    /** What the names of the tables begin with. */
    public static final String DEFAULT_TABLE_PREFIX = HistorySchema.DEFAULT_PREFIX;

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
    private static final String PREFIX_FORM = "[A-Za-z][A-Za-z0-9_]{0,31}";

    private final DataSource dataSource;
    private @Nullable String schema;
    private String prefix = DEFAULT_TABLE_PREFIX;
    private boolean createTables;
    private Duration abandonAfter = DEFAULT_ABANDON_AFTER;
    private int keepRuns = DEFAULT_KEEP_RUNS;
    private Duration keepFor = DEFAULT_KEEP_FOR;

    JdbcHistoryStoreBuilder(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The schema of the tables, which must be there; by default the connection's current one. */
    public JdbcHistoryStoreBuilder schema(String name) {
        schema = name;
        return this;
    }

    /** What the names of the tables begin with, {@value #DEFAULT_TABLE_PREFIX} by default; a history of its own for each prefix. */
    public JdbcHistoryStoreBuilder tablePrefix(String text) {
        if (!text.matches(PREFIX_FORM)) {
            throw new ConfigurationException(
                    "tablePrefix", text, "accepted are 1 to 32 letters, digits and underscores, a letter first");
        }
        prefix = text;
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
        if (createTables) {
            create(database);
        }
        return new JdbcHistoryStore(database, within(database, HistorySchema::resolve), abandonAfter, new Keep(keepRuns, keepFor));
    }

    /** Of two nodes that make the tables at the same moment one may fail; when it tries again, they are there. */
    private void create(Database database) {
        try {
            within(database, HistorySchema::create);
        } catch (CleanupException perhapsThereNow) {
            within(database, HistorySchema::create);
        }
    }

    private interface SchemaWork<T> {
        T run(HistorySchema schema) throws SQLException;
    }

    private <T> T within(Database database, SchemaWork<T> work) {
        return database.writing(session -> session.transaction(connection ->
                work.run(new HistorySchema(connection, session.dialect(), Optional.ofNullable(schema), prefix))));
    }
}
