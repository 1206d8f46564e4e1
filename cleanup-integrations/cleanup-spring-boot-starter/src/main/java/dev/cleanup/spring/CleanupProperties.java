package dev.cleanup.spring;

import dev.cleanup.RemovalLimit;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code cleanup.*}. One that is not known is refused, as it is most likely a mistyped one.
 *
 * @param enabled Whether there is a cleanup service at all.
 * @param dryRun Whether nothing is ever removed: scheduled runs are dry runs, everything else is refused.
 * @param interval How long from one scheduled run to the next, such as 6h. Without it and without a cron expression, runs are by hand only.
 * @param cron When to run, in place of an interval: minute, hour, day of month, month, day of week.
 * @param zone The time zone of the cron expression, required with it.
 * @param name The service's name in logs, history and metrics, the same on all nodes.
 * @param node This node's name; by default the names of the machine and the process.
 * @param planExpiry How long a dry run may be applied.
 * @param runDeadline How long a run may take before it stops.
 * @param removalLimit How much one run may remove of a task's items.
 * @param history Where runs are recorded: in memory, the last 10, or in the database. By default in memory, in a cluster in the database.
 * @param cluster Whether several nodes share the schedule, by the database; needs db-scheduler on the class path.
 * @param jdbc The tables of history and cluster.
 * @param page The page and its API.
 * @param tables The tables to clean, by the names of their tasks.
 */
@ConfigurationProperties(prefix = CleanupProperties.PREFIX, ignoreUnknownFields = false)
record CleanupProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("false") boolean dryRun,
        @Nullable TimeSpan interval,
        @Nullable String cron,
        @Nullable ZoneId zone,
        @DefaultValue("cleanup") String name,
        @Nullable String node,
        @DefaultValue("1h") TimeSpan planExpiry,
        @DefaultValue("1h") TimeSpan runDeadline,
        @DefaultValue Limit removalLimit,
        @Nullable HistoryKind history,
        @DefaultValue("false") boolean cluster,
        @DefaultValue Jdbc jdbc,
        @DefaultValue Page page,
        @DefaultValue Map<String, TableProperties> tables) {
    static final String PREFIX = "cleanup";

    /** Where runs are recorded. */
    enum HistoryKind {
        MEMORY,
        JDBC
    }

    /**
     * A removal limit.
     *
     * @param items A run of up to this many items is never refused.
     * @param share A larger run is refused when it would remove more than this share of all there is; 0 refuses every larger run.
     */
    record Limit(
            @DefaultValue("1000") long items,
            @DefaultValue("0.5") double share) {

        RemovalLimit read(String property) {
            Property.make(property + ".items", items, RemovalLimit::items);
            return Property.make(property + ".share", share, part -> RemovalLimit.itemsAndShare(items, part));
        }
    }

    /**
     * The tables of history and cluster.
     *
     * @param createTables Whether they are made when they are not there; otherwise your migrations do it.
     * @param tablePrefix What their names begin with; each service needs its own.
     */
    record Jdbc(
            @DefaultValue("false") boolean createTables,
            @DefaultValue("cleanup_") String tablePrefix) {}

    /**
     * The page.
     *
     * @param enabled Whether it is mounted.
     * @param path Where it is mounted.
     * @param environment What the page calls this environment, such as production; red when it is called so.
     * @param readOnly Whether nothing can be changed over HTTP, by anybody.
     * @param confirmAbove A plan of more items than this asks the operator to type the task's name.
     * @param roles Who may do what.
     */
    record Page(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("/cleanup") String path,
            @Nullable String environment,
            @DefaultValue("false") boolean readOnly,
            @DefaultValue("1000") long confirmAbove,
            @DefaultValue Roles roles) {}

    /**
     * The roles of Spring Security, with or without ROLE_ before them.
     *
     * @param viewer The role that may look.
     * @param operator The role that may also take dry runs and stop runs.
     * @param admin The role that may also remove.
     */
    record Roles(
            @DefaultValue("CLEANUP_VIEWER") String viewer,
            @DefaultValue("CLEANUP_OPERATOR") String operator,
            @DefaultValue("CLEANUP_ADMIN") String admin) {}
}
