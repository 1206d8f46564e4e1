package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.jdbc.internal.along.AlongSettings;
import dev.cleanup.jdbc.internal.schema.Allowed;
import dev.cleanup.jdbc.internal.schema.TableName;
import dev.cleanup.jdbc.internal.sql.Limits;
import dev.cleanup.retention.RetentionPolicy;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a user set up, before it is compared with the database.
 *
 * @param name the task's name
 * @param table whose rows go
 * @param key its key columns; empty for the primary key
 * @param time the column that their age begins at
 * @param zone of a time column without one
 * @param policy what stays
 * @param conditions what else must hold for a row to go
 * @param reference for orphans: the parent that must be missing
 * @param display what is shown of a row and used by the policy
 * @param allowed what a removal may set off
 * @param along what is done with the rows that go
 * @param batchSize rows in a batch
 * @param limits of each transaction
 */
public record RowsSettings(
        String name,
        TableName table,
        List<String> key,
        String time,
        Optional<ZoneId> zone,
        RetentionPolicy policy,
        List<ConditionSettings> conditions,
        Optional<ReferenceSettings> reference,
        Display display,
        Allowed allowed,
        AlongSettings along,
        int batchSize,
        Limits limits) {

    /**
     * A condition on a column.
     *
     * @param column the column
     * @param operator as SQL writes it
     * @param values none for IS NULL, any number for IN, otherwise one
     */
    public record ConditionSettings(String column, String operator, List<Object> values) {}

    /**
     * The parent that an orphan lacks.
     *
     * @param column of the child
     * @param table of the parents
     * @param parentColumn of the parents
     * @param emptyAllowed whether the table of the parents may be empty
     */
    public record ReferenceSettings(String column, TableName table, String parentColumn, boolean emptyAllowed) {}

    /**
     * What is read of a row besides its key and its time.
     *
     * @param label the column that a person knows it by
     * @param tags the names of tags with their columns
     */
    public record Display(Optional<String> label, Map<String, String> tags) {}
}
