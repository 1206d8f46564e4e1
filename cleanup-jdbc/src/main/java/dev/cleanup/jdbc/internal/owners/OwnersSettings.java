package dev.cleanup.jdbc.internal.owners;

import dev.cleanup.jdbc.internal.rows.RowsSettings.ConditionSettings;
import dev.cleanup.jdbc.internal.schema.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a user set up, before it is compared with the database.
 *
 * @param table with a row for each owner
 * @param id its column that an owner is known by
 * @param conditions what must hold for an owner to be active
 * @param timeout of each statement
 */
public record OwnersSettings(TableName table, String id, List<ConditionSettings> conditions, Duration timeout) {
    public OwnersSettings {
        conditions = List.copyOf(conditions);
    }

    /** The same with a further condition. */
    public OwnersSettings with(ConditionSettings condition) {
        List<ConditionSettings> more = new ArrayList<>(conditions);
        more.add(condition);
        return new OwnersSettings(table, id, more, timeout);
    }

    /** The same, whatever schema a connection is in. */
    public OwnersSettings in(String schema) {
        return new OwnersSettings(new TableName(Optional.of(schema), table.table()), id, conditions, timeout);
    }

    /** The same with another timeout. */
    public OwnersSettings within(Duration other) {
        return new OwnersSettings(table, id, conditions, other);
    }
}
