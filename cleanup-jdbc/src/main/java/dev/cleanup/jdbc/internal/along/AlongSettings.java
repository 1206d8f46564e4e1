package dev.cleanup.jdbc.internal.along;

import dev.cleanup.jdbc.internal.schema.TableName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a user wants done with the rows that go, before it is compared with the database.
 *
 * @param dependents the tables whose rows go before them
 * @param archive where they are kept
 */
public record AlongSettings(List<DependentSettings> dependents, ArchiveSettings archive) {

    /**
     * A table whose rows go before those that they refer to.
     *
     * @param table the table
     * @param column the column that refers
     */
    public record DependentSettings(TableName table, String column) {}

    /**
     * Where rows are kept.
     *
     * @param table for the task's own rows
     * @param ofDependents for those of its dependents
     * @param directory for both
     */
    public record ArchiveSettings(
            Optional<TableName> table, List<DependentArchive> ofDependents, Optional<Path> directory) {}

    /** A table of dependents with its archive. */
    public record DependentArchive(TableName table, TableName archive) {}
}
