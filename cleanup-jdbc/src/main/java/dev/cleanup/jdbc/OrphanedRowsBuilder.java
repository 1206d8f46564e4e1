package dev.cleanup.jdbc;

import dev.cleanup.CleanupTask;
import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.rows.RowsSettings.ReferenceSettings;
import dev.cleanup.jdbc.internal.schema.TableName;
import dev.cleanup.retention.KeepFor;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Sets up a task for rows that refer to a row that no longer exists. Required are the table, the column, what it references, and how old a row
 * must be, since a parent may be written after its child. A row whose column is null refers to nothing and always stays.
 */
public final class OrphanedRowsBuilder extends RowsBuilder<OrphanedRowsBuilder> {
    private @Nullable String column;
    private @Nullable TableName parent;
    private @Nullable String parentColumn;
    private @Nullable String timestamp;
    private @Nullable Duration grace;
    private boolean emptyParentAllowed;

    OrphanedRowsBuilder(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    OrphanedRowsBuilder self() {
        return this;
    }

    /** The column that refers to the parent. */
    public OrphanedRowsBuilder column(String child) {
        column = child;
        return this;
    }

    /** The parent's table, in the same schema, and column. */
    public OrphanedRowsBuilder references(String parentTable, String ofParent) {
        parent = new TableName(Optional.empty(), parentTable);
        parentColumn = ofParent;
        return this;
    }

    /** The parent's schema, table and column. */
    public OrphanedRowsBuilder references(String parentSchema, String parentTable, String ofParent) {
        parent = new TableName(Optional.of(parentSchema), parentTable);
        parentColumn = ofParent;
        return this;
    }

    /** How old a row must be at least, by this column; rows where it is null, a zero, infinite or in the future always stay. */
    public OrphanedRowsBuilder olderThan(String timestampColumn, Duration span) {
        timestamp = timestampColumn;
        grace = span;
        return this;
    }

    /** Lets the task go on when there is no parent at all and every row is an orphan; by default it refuses to. */
    public OrphanedRowsBuilder allowEmptyParent() {
        emptyParentAllowed = true;
        return this;
    }

    @Override
    public CleanupTask build() {
        String child = required("column", column);
        if (parent == null || parentColumn == null) {
            throw new ConfigurationException("references", "", "it is required: the parent's table and column");
        }
        TableName qualified = new TableName(parent.schema().or(this::schema), parent.table());
        ReferenceSettings reference = new ReferenceSettings(child, qualified, parentColumn, emptyParentAllowed);
        return build(required("olderThan", timestamp), keepFor(grace), Optional.of(reference));
    }

    private static KeepFor keepFor(@Nullable Duration grace) {
        String accepted = "accepted is a span of more than zero and at most 36500 days, such as Duration.ofHours(1)";
        if (grace == null) {
            throw new ConfigurationException("olderThan", "", accepted);
        }
        try {
            return RetentionPolicy.keepFor(grace);
        } catch (ConfigurationException refused) {
            throw new ConfigurationException("olderThan", grace, accepted);
        }
    }
}
