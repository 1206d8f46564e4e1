package dev.cleanup.jdbc.internal.along;

import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.along.AlongSettings.ArchiveSettings;
import dev.cleanup.jdbc.internal.along.AlongSettings.DependentArchive;
import dev.cleanup.jdbc.internal.along.TableArchive.Pair;
import dev.cleanup.jdbc.internal.schema.Catalog;
import dev.cleanup.jdbc.internal.schema.TableName;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares where rows are to be kept with the database: a task that keeps its rows keeps those that go along, too. */
record ArchiveResolver(Catalog catalog, Table table, List<Column> key, List<Dependent> dependents) {
    private static final String OWN = "archiveTo";
    private static final String DEPENDENTS = "archiveDependentsTo";

    Optional<Archive> resolve(ArchiveSettings settings, String task) throws SQLException {
        if (settings.directory().isPresent()) {
            return Optional.of(directory(settings, settings.directory().get(), task));
        }
        if (settings.table().isEmpty()) {
            if (!settings.ofDependents().isEmpty()) {
                String first = settings.ofDependents().get(0).table().table();
                throw new ConfigurationException(DEPENDENTS, first, "accepted with archiveTo and a table");
            }
            return Optional.empty();
        }
        TableArchiveResolver resolver = new TableArchiveResolver(catalog);
        List<Pair> pairs = new ArrayList<>(
                List.of(resolver.pair(OWN, table, settings.table().get())));
        Map<String, TableName> archives = archives(settings.ofDependents());
        for (Table dependent : tables().values()) {
            TableName archive = archives.get(dependent.display());
            if (archive == null) {
                throw new ConfigurationException(
                        DEPENDENTS,
                        "",
                        "the rows of " + dependent.display()
                                + " would go without being kept; accepted when archiveDependentsTo names their archive");
            }
            pairs.add(resolver.pair(DEPENDENTS, dependent, archive));
        }
        pairs.forEach(this::checkStays);
        return Optional.of(new TableArchive(pairs));
    }

    private Archive directory(ArchiveSettings settings, Path directory, String task) throws SQLException {
        if (settings.table().isPresent() || !settings.ofDependents().isEmpty()) {
            throw new ConfigurationException(OWN, directory, "accepted is either a directory or tables");
        }
        if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw new ConfigurationException(OWN, directory, "accepted is a directory that can be written to");
        }
        checkComesBack(table, key);
        for (Table dependent : tables().values()) {
            checkComesBack(dependent, catalog.key(dependent, List.of()));
        }
        return DirectoryArchive.of(directory.toAbsolutePath().normalize(), task);
    }

    private static void checkComesBack(Table table, List<Column> key) {
        for (Column column : table.columns()) {
            boolean keyOfBytes = key.contains(column) && Written.of(column) == Written.BYTES;
            if (keyOfBytes || !Written.comesBack(column)) {
                throw new ConfigurationException(
                        OWN,
                        table.display() + "." + column.name(),
                        "a column of type " + column.type()
                                + " cannot be kept in a file; accepted is a table as the archive");
            }
        }
    }

    private Map<String, Table> tables() {
        Map<String, Table> tables = new LinkedHashMap<>();
        dependents.forEach(one -> tables.putIfAbsent(one.table().display(), one.table()));
        return tables;
    }

    private Map<String, TableName> archives(List<DependentArchive> given) throws SQLException {
        Map<String, TableName> archives = new LinkedHashMap<>();
        for (DependentArchive one : given) {
            Table dependent = catalog.table(DEPENDENTS, one.table());
            if (!tables().containsKey(dependent.display())) {
                throw new ConfigurationException(
                        DEPENDENTS, one.table().table(), "accepted are tables that removingDependents names");
            }
            archives.put(dependent.display(), one.archive());
        }
        return archives;
    }

    /** Rows must not be kept where the task removes them. */
    private void checkStays(Pair pair) {
        String archive = pair.archive().display();
        if (archive.equals(table.display()) || tables().containsKey(archive)) {
            throw new ConfigurationException(
                    OWN, archive, "the task removes rows of it; accepted is a table that it does not");
        }
    }
}
