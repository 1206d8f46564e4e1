package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.jdbc.internal.schema.TimeColumn;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.Table;
import dev.cleanup.retention.RetentionPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of a task as the database knows them: every name is spelled as its metadata says.
 *
 * @param dialect of the database
 * @param table whose rows go
 * @param key its key columns
 * @param time the column that their age begins at
 * @param policy what stays
 * @param conditions what else must hold for a row to go
 * @param reference for orphans: the parent that must be missing
 * @param label the column that a person knows a row by
 * @param tags the names of tags with their columns
 * @param byPages whether the table can be gone through by its pages
 */
record Rows(
        Dialect dialect,
        Table table,
        List<Column> key,
        TimeColumn time,
        RetentionPolicy policy,
        List<Condition> conditions,
        Optional<Reference> reference,
        Optional<Column> label,
        Map<String, Column> tags,
        boolean byPages) {

    /** A condition on a column. */
    record Condition(Column column, String operator, List<Object> values) {}

    /** The parent that an orphan lacks. */
    record Reference(Column child, Table parent, Column parentColumn, boolean emptyAllowed) {}
}
