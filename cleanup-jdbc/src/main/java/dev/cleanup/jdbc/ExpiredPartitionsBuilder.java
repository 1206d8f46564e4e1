package dev.cleanup.jdbc;

import dev.cleanup.CleanupException;
import dev.cleanup.CleanupTask;
import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.partitions.PartitionsSettings;
import dev.cleanup.jdbc.internal.partitions.PartitionsTask;
import dev.cleanup.jdbc.internal.schema.TableName;
import dev.cleanup.jdbc.internal.sql.Database;
import dev.cleanup.jdbc.internal.sql.Limits;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Sets up a task for partitions that lie wholly before what a policy keeps; PostgreSQL from version 14. Required are the table, which is
 * partitioned by ranges of one {@code timestamp with time zone}, {@code timestamp} or {@code date}, and the policy.
 *
 * <p>The task's items are partitions: a removal limit counts those and not their rows. The age of one begins at its upper bound, which no row
 * in it reaches. The last one, the default one, and those without finite bounds always stay. One that has partitions of its own goes with
 * them. Each goes in a transaction that keeps everybody out of the table, for the moment that this takes. Not safe for use by several threads.
 */
public final class ExpiredPartitionsBuilder {
    private final DataSource dataSource;
    private final Set<String> triggers = new LinkedHashSet<>();
    private @Nullable String name;
    private @Nullable String schema;
    private @Nullable String table;
    private @Nullable ZoneId zone;
    private @Nullable RetentionPolicy policy;
    private boolean dropping;
    private Duration lockTimeout = RowsBuilder.DEFAULT_LOCK_TIMEOUT;
    private Duration statementTimeout = RowsBuilder.DEFAULT_STATEMENT_TIMEOUT;

    ExpiredPartitionsBuilder(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The task's name in history and configuration; the table's name by default. */
    public ExpiredPartitionsBuilder name(String text) {
        name = RowsBuilder.checkName(text);
        return this;
    }

    /** The table's schema; by default the connection's current one. Its partitions may be in others. */
    public ExpiredPartitionsBuilder schema(String text) {
        schema = text;
        return this;
    }

    /** The table whose partitions go. */
    public ExpiredPartitionsBuilder table(String text) {
        table = text;
        return this;
    }

    /** The zone that a {@code timestamp} or {@code date} key is meant in; required for those. A date counts from the end of its day. */
    public ExpiredPartitionsBuilder zone(ZoneId of) {
        zone = of;
        return this;
    }

    /**
     * What stays; runs in memory over all partitions. Rules that count, such as {@link RetentionPolicy#keepLatest}, count those that have
     * ended. Their only tag is {@code table}.
     */
    public ExpiredPartitionsBuilder policy(RetentionPolicy what) {
        policy = what;
        return this;
    }

    /** Drops the partitions. By default they are detached and stay as tables of their own. */
    public ExpiredPartitionsBuilder dropping() {
        dropping = true;
        return this;
    }

    /** Names triggers and rules for deleted rows that may be passed over: none of them acts when a partition goes. Others are refused. */
    public ExpiredPartitionsBuilder allowTriggers(String... names) {
        triggers.addAll(List.of(names));
        return this;
    }

    /**
     * How long a partition waits for those who use the table, before it is left for the next run; 2 seconds by default. Whoever comes later
     * waits behind it, so on a busy table a shorter time is better.
     */
    public ExpiredPartitionsBuilder lockTimeout(Duration span) {
        lockTimeout = RowsBuilder.checkTimeout("lockTimeout", span);
        return this;
    }

    /**
     * How long one statement may take; 30 seconds by default. The longest looks for rows that the bounds of a partition forbid, before anybody
     * is kept out; with an index that begins with the key it is a short one.
     */
    public ExpiredPartitionsBuilder statementTimeout(Duration span) {
        statementTimeout = RowsBuilder.checkTimeout("statementTimeout", span);
        return this;
    }

    /**
     * The task, checked against the database.
     *
     * @throws ConfigurationException when a setting does not fit the database; names the setting, its value and what is accepted
     * @throws CleanupException when the database cannot be reached or is read-only
     */
    public CleanupTask build() {
        String checked = RowsBuilder.required("table", table);
        if (policy == null) {
            throw new ConfigurationException("policy", "", "it is required, such as RetentionPolicy.keepFor(\"400d\")");
        }
        Limits limits = new Limits(lockTimeout, statementTimeout);
        return new PartitionsTask(
                new Database(dataSource, limits),
                new PartitionsSettings(
                        name == null ? RowsBuilder.checkName(checked) : name,
                        new TableName(Optional.ofNullable(schema), checked),
                        Optional.ofNullable(zone),
                        policy,
                        dropping,
                        triggers,
                        limits));
    }
}
