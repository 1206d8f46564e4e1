package dev.cleanup.spring;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One table to clean: of expired rows with {@code keep}, of orphaned rows with {@code column} and {@code references}.
 *
 * @param table The table's name; by default the name under which it stands here.
 * @param schema The table's schema; by default the connection's current one.
 * @param timestamp The column that a row's age counts from. Rows where it is null stay.
 * @param keep What stays of expired rows, such as "7d" or "30d, latest 3 per bot_type, tag hold".
 * @param column The column of orphaned rows that refers to another table.
 * @param references What that column refers to: table.column, or schema.table.column.
 * @param olderThan How old an orphaned row must be at least, such as 1h.
 * @param zone The time zone of a timestamp column without one, required for those.
 * @param key The columns that tell a row from others; by default the primary key.
 * @param label The column that people know a row by; by default its key.
 * @param tags The columns that rules of tags look at, by the tags' names.
 * @param batchSize The most rows that a batch holds; 10000 by default.
 * @param allowDependents Tables whose foreign keys remove or change their own rows when a row of this table goes.
 * @param allowTriggers Triggers of this table that may act when a row goes.
 * @param allowEmptyParent Whether orphaned rows go when the table that they refer to has no rows at all.
 * @param removalLimit How much one run may remove of this table's rows, in place of what holds for all.
 */
record TableProperties(
        @Nullable String table,
        @Nullable String schema,
        @Nullable String timestamp,
        @Nullable String keep,
        @Nullable String column,
        @Nullable String references,
        @Nullable TimeSpan olderThan,
        @Nullable ZoneId zone,
        @DefaultValue List<String> key,
        @Nullable String label,
        @DefaultValue Map<String, String> tags,
        @Nullable Integer batchSize,
        @DefaultValue List<String> allowDependents,
        @DefaultValue List<String> allowTriggers,
        @DefaultValue("false") boolean allowEmptyParent,
        CleanupProperties.@Nullable Limit removalLimit) {}
