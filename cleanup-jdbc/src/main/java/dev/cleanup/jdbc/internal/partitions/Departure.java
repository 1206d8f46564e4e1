package dev.cleanup.jdbc.internal.partitions;

import dev.cleanup.Leftover;
import dev.cleanup.jdbc.internal.partitions.PartitionVerdicts.Judged;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Lets one partition go, within one transaction. Its rows are looked at while others read and write; then everybody is kept out of the table
 * for a moment, and everything but the rows is checked again: the database itself lets none in that its bounds forbid.
 */
record Departure(PartitionsSettings settings, Partitioned table, Optional<Seen> seen) {

    /**
     * What became of it.
     *
     * @param leftover why it is still there; empty when it is gone
     * @param bytes the room that this gave back
     */
    record Result(Optional<Leftover> leftover, long bytes) {}

    /** A partition that may go, or why it may not. */
    private record Found(Optional<Partition> partition, Optional<Leftover> leftover) {
        static Found left(Leftover leftover) {
            return new Found(Optional.empty(), Optional.of(leftover));
        }
    }

    Result of(Connection connection, String id, Instant asOf) throws SQLException {
        PartitionReader reader = new PartitionReader(connection, table, settings.triggers());
        // Whoever waits to change the table waits behind us when we ask for more.
        reader.lockTable("ACCESS SHARE");
        Found found = find(reader, id, asOf);
        if (found.partition().isEmpty()) {
            return new Result(found.leftover(), 0);
        }
        if (reader.outside(found.partition().get()).isPresent()) {
            return new Result(Optional.of(Leftover.failed(id, "it holds rows that its bounds forbid")), 0);
        }
        return lockedAway(connection, reader, found.partition().get(), asOf);
    }

    private Result lockedAway(Connection connection, PartitionReader reader, Partition before, Instant asOf)
            throws SQLException {
        reader.lockTable("ACCESS EXCLUSIVE");
        Found found = find(reader, before.id(), asOf);
        Optional<Partition> same = found.partition().filter(before::sameAs);
        if (same.isEmpty()) {
            return new Result(found.leftover().or(() -> Optional.of(changed(before.id()))), 0);
        }
        reader.lock(before);
        long bytes = settings.dropping() ? reader.bytes(before) : 0;
        Statements.update(connection, table.dialect(), removal(before));
        return new Result(Optional.empty(), bytes);
    }

    /** Dropping detaches along the way. */
    private Sql removal(Partition partition) {
        return Sql.of(
                settings.dropping()
                        ? "DROP TABLE " + partition.table().sql()
                        : "ALTER TABLE " + table.table().sql() + " DETACH PARTITION "
                                + partition.table().sql());
    }

    private Found find(PartitionReader reader, String id, Instant asOf) throws SQLException {
        Optional<Judged> found = PartitionVerdicts.of(reader.unsized(), table.table(), settings.policy(), asOf)
                .find(id);
        if (found.isEmpty()) {
            return Found.left(Leftover.skipped(
                    id, "gone meanwhile: no partition of " + table.table().display()));
        }
        Judged judged = found.get();
        if (seen.isPresent() && !seen.get().has(judged.partition())) {
            return Found.left(changed(id));
        }
        return judged.verdict().kept()
                ? Found.left(Leftover.skipped(
                        id, "changed meanwhile: " + judged.verdict().reason()))
                : new Found(Optional.of(judged.partition()), Optional.empty());
    }

    private static Leftover changed(String id) {
        return Leftover.skipped(id, "changed meanwhile: it has other bounds, or is another table of the same name");
    }
}
