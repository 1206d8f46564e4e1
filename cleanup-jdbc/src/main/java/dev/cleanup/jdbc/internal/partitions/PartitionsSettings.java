package dev.cleanup.jdbc.internal.partitions;

import dev.cleanup.jdbc.internal.schema.TableName;
import dev.cleanup.jdbc.internal.sql.Limits;
import dev.cleanup.retention.RetentionPolicy;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * What a user set up, before it is compared with the database.
 *
 * @param name the task's name
 * @param table whose partitions go
 * @param zone of a key without one
 * @param policy what stays
 * @param dropping whether partitions are dropped and not only detached
 * @param triggers that may be passed over, since none acts when a partition goes
 * @param limits of each transaction
 */
public record PartitionsSettings(
        String name,
        TableName table,
        Optional<ZoneId> zone,
        RetentionPolicy policy,
        boolean dropping,
        Set<String> triggers,
        Limits limits) {
    public PartitionsSettings {
        triggers = Set.copyOf(triggers);
    }
}
