package dev.cleanup.jdbc;

import dev.cleanup.CleanupException;
import dev.cleanup.CleanupTask;
import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.along.AlongSettings;
import dev.cleanup.jdbc.internal.along.AlongSettings.ArchiveSettings;
import dev.cleanup.jdbc.internal.along.AlongSettings.DependentArchive;
import dev.cleanup.jdbc.internal.along.AlongSettings.DependentSettings;
import dev.cleanup.jdbc.internal.rows.RowsSettings;
import dev.cleanup.jdbc.internal.rows.RowsSettings.ConditionSettings;
import dev.cleanup.jdbc.internal.rows.RowsSettings.Display;
import dev.cleanup.jdbc.internal.rows.RowsSettings.ReferenceSettings;
import dev.cleanup.jdbc.internal.rows.RowsTask;
import dev.cleanup.jdbc.internal.schema.Allowed;
import dev.cleanup.jdbc.internal.schema.TableName;
import dev.cleanup.jdbc.internal.sql.Limits;
import dev.cleanup.retention.RetentionPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What both kinds of rows have in common. Names are compared with the database's metadata: the exact spelling first, then the one the database
 * makes of a name without quotes. Not safe for use by several threads.
 *
 * @param <B> the builder itself
 */
public abstract sealed class RowsBuilder<B extends RowsBuilder<B>> permits ExpiredRowsBuilder, OrphanedRowsBuilder {
    /** The most rows that a batch holds: on PostgreSQL some tens of milliseconds of work. */
    public static final int DEFAULT_BATCH_SIZE = 10_000;

    /** How long a batch waits for a row that somebody else holds. */
    public static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofSeconds(2);

    /** How long one statement of a batch may take. */
    public static final Duration DEFAULT_STATEMENT_TIMEOUT = Duration.ofSeconds(30);

    private static final String NAME_FORM = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    private static final int MOST_BATCH_SIZE = 100_000;
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

    private final DataSource dataSource;
    private final List<ConditionSettings> conditions = new ArrayList<>();
    private final Map<String, String> tags = new LinkedHashMap<>();
    private final Set<String> dependents = new LinkedHashSet<>();
    private final Set<String> triggers = new LinkedHashSet<>();
    private final List<String[]> removedBefore = new ArrayList<>();
    private final List<String[]> archivesOfDependents = new ArrayList<>();
    private @Nullable String archiveTable;
    private @Nullable Path archiveDirectory;
    private @Nullable String name;
    private @Nullable String schema;
    private @Nullable String table;
    private @Nullable String label;
    private @Nullable ZoneId zone;
    private List<String> key = List.of();
    private int batchSize = DEFAULT_BATCH_SIZE;
    private Duration lockTimeout = DEFAULT_LOCK_TIMEOUT;
    private Duration statementTimeout = DEFAULT_STATEMENT_TIMEOUT;

    RowsBuilder(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    abstract B self();

    /** The task's name in history and configuration; the table's name by default. */
    public B name(String text) {
        name = checkName(text);
        return self();
    }

    /** The table's schema; by default the connection's current one. */
    public B schema(String text) {
        schema = text;
        return self();
    }

    /** The table whose rows go. */
    public B table(String text) {
        table = text;
        return self();
    }

    /** The columns that tell a row from others, NOT NULL and unique together; by default the primary key. */
    public B key(String... columns) {
        key = List.of(columns);
        return self();
    }

    /**
     * The zone that a {@code timestamp} or {@code date} column is meant in; required for those. In doubt a row
     * counts as the younger one: a date stands for the end of its day, and where a change of the clocks makes a time ambiguous, for the later.
     */
    public B zone(ZoneId of) {
        zone = of;
        return self();
    }

    /**
     * A further condition that a row must meet to go. Values are bound, never made part of the SQL: text, numbers, booleans, UUIDs, enums (by
     * name) and the types of java.time.
     */
    public B where(String column, Operator operator, Object value) {
        conditions.add(
                new ConditionSettings(column, operator.sql(), ConditionValues.of("where " + column, operator, value)));
        return self();
    }

    /** A further condition: the column is null. */
    public B whereNull(String column) {
        conditions.add(new ConditionSettings(column, "IS NULL", List.of()));
        return self();
    }

    /** A further condition: the column is not null. */
    public B whereNotNull(String column) {
        conditions.add(new ConditionSettings(column, "IS NOT NULL", List.of()));
        return self();
    }

    /** The column that people know a row by, for display; by default its key. */
    public B label(String column) {
        label = column;
        return self();
    }

    /** Names tables whose foreign keys remove or change their own rows when a row of this table goes; others are refused. */
    public B allowDependents(String... tables) {
        dependents.addAll(List.of(tables));
        return self();
    }

    /**
     * A table whose rows go first, in the same transaction, where this column of theirs refers to a row that goes; each call adds one. They are
     * counted for each table, apart from the task's own rows, which are all that a removal limit and a batch's size count. Their foreign key may
     * say ON DELETE CASCADE or SET NULL, as nothing is left for it to do; on H2, which keeps nobody from adding a row meanwhile, {@link
     * #allowDependents} has to name the table then, too. Without a foreign key, the column is compared with the task's key, of one column.
     *
     * <p>A row stays, and is reported, when a row that refers to it cannot go.
     */
    public B removingDependents(String childTable, String column) {
        removedBefore.add(new String[] {childTable, column});
        return self();
    }

    /**
     * Keeps the rows that go in this table, by a copy in the same transaction; when not all of a batch can be copied, none of it goes. The
     * table must have every column of the task's table, of the same type, and {@code cleanup_run}, text, and {@code cleanup_archived_at}, a
     * timestamp with time zone. Rows that go along must be kept as well: {@link #archiveDependentsTo}.
     */
    public B archiveTo(String archive) {
        archiveTable = archive;
        return self();
    }

    /**
     * Keeps the rows that go, and those that go along, in files: {@code <directory>/<task>/<run>/<table>-<n>.jsonl.gz}, gzipped lines of
     * JSON, the first of which names the table and its columns. They are on the disk before the COMMIT, so that a crash between may leave a
     * file with rows that did not go. The directory must be there and is never emptied.
     */
    public B archiveTo(Path directory) {
        archiveDirectory = directory;
        return self();
    }

    /** Keeps the rows of a table that {@link #removingDependents} names in that archive, as {@link #archiveTo(String)} does. */
    public B archiveDependentsTo(String childTable, String archive) {
        archivesOfDependents.add(new String[] {childTable, archive});
        return self();
    }

    /** Names triggers and rules of this table that may act when a row goes; others are refused. */
    public B allowTriggers(String... names) {
        triggers.addAll(List.of(names));
        return self();
    }

    /**
     * The most rows that a batch holds, each batch in a transaction of its own; {@value #DEFAULT_BATCH_SIZE} by default. The service makes batches
     * smaller that take longer than its {@link dev.cleanup.CleanupServiceBuilder#batchDuration}.
     */
    public B batchSize(int rows) {
        if (rows < 1 || rows > MOST_BATCH_SIZE) {
            throw new ConfigurationException(
                    "batchSize", rows, "accepted is a whole number from 1 to " + MOST_BATCH_SIZE);
        }
        batchSize = rows;
        return self();
    }

    /** How long a batch waits for a row that somebody else holds, before it passes that row by; 2 seconds by default. */
    public B lockTimeout(Duration span) {
        lockTimeout = checkTimeout("lockTimeout", span);
        return self();
    }

    /** How long one statement of a batch may take; 30 seconds by default. */
    public B statementTimeout(Duration span) {
        statementTimeout = checkTimeout("statementTimeout", span);
        return self();
    }

    /**
     * The task, checked against the database.
     *
     * @throws ConfigurationException when a setting does not fit the database; names the setting, its value and what is accepted
     * @throws CleanupException when the database cannot be reached or is read-only
     */
    public abstract CleanupTask build();

    final void addTag(String tag, String column) {
        tags.put(tag, column);
    }

    final Optional<String> schema() {
        return Optional.ofNullable(schema);
    }

    final CleanupTask build(String time, RetentionPolicy policy, Optional<ReferenceSettings> reference) {
        String checked = required("table", table);
        return new RowsTask(
                dataSource,
                new RowsSettings(
                        name == null ? checkName(checked) : name,
                        new TableName(schema(), checked),
                        key,
                        time,
                        Optional.ofNullable(zone),
                        policy,
                        List.copyOf(conditions),
                        reference,
                        new Display(Optional.ofNullable(label), Map.copyOf(tags)),
                        new Allowed(Set.copyOf(dependents), Set.copyOf(triggers)),
                        along(),
                        batchSize,
                        new Limits(lockTimeout, statementTimeout)));
    }

    private AlongSettings along() {
        return new AlongSettings(
                removedBefore.stream()
                        .map(one -> new DependentSettings(
                                tableOf("removingDependents", one[0]), required("removingDependents", one[1])))
                        .toList(),
                new ArchiveSettings(
                        Optional.ofNullable(archiveTable).map(name -> tableOf("archiveTo", name)),
                        archivesOfDependents.stream()
                                .map(one -> new DependentArchive(
                                        tableOf("archiveDependentsTo", one[0]), tableOf("archiveDependentsTo", one[1])))
                                .toList(),
                        Optional.ofNullable(archiveDirectory)));
    }

    private TableName tableOf(String setting, String text) {
        return new TableName(schema(), required(setting, text));
    }

    static String required(String setting, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new ConfigurationException(setting, value == null ? "" : value, "it is required");
        }
        return value;
    }

    static String checkName(String text) {
        if (!text.matches(NAME_FORM)) {
            throw new ConfigurationException(
                    "name",
                    text,
                    "accepted are 1 to 64 letters, digits, dots, hyphens and underscores, a letter or digit first");
        }
        return text;
    }

    static Duration checkTimeout(String setting, Duration span) {
        if (span.compareTo(SHORTEST_TIMEOUT) < 0 || span.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new ConfigurationException(setting, span, "accepted is from a millisecond to an hour");
        }
        return span;
    }
}
