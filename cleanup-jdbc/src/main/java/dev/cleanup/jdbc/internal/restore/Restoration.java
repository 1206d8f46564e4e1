package dev.cleanup.jdbc.internal.restore;

import dev.cleanup.CleanupException;
import dev.cleanup.jdbc.internal.along.Archive;
import dev.cleanup.jdbc.internal.along.Dependent;
import dev.cleanup.jdbc.internal.along.DirectoryArchive;
import dev.cleanup.jdbc.internal.along.TableArchive;
import dev.cleanup.jdbc.internal.schema.Catalog;
import dev.cleanup.jdbc.internal.schema.Shape;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.FailureKind;
import dev.cleanup.jdbc.internal.sql.Failures;
import dev.cleanup.jdbc.internal.sql.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts the archived rows of a run back, within a transaction of the caller's. */
public final class Restoration {
    private final Connection connection;
    private final Dialect dialect;
    private final String run;
    private final Catalog catalog;

    public Restoration(Connection connection, Dialect dialect, String run) throws SQLException {
        this.connection = connection;
        this.dialect = dialect;
        this.run = run;
        this.catalog = new Catalog(connection);
    }

    /** Puts the rows of all of these back, parents before their children. */
    public List<Restored> restore(List<Restorable> restorables) throws SQLException {
        List<Part> parts = new ArrayList<>();
        for (Restorable restorable : restorables) {
            parts.addAll(parts(restorable));
        }
        List<Restored> results = new ArrayList<>();
        for (Part part : new ParentsFirst(connection, dialect).order(parts)) {
            results.add(restore(part));
        }
        return results;
    }

    private List<Part> parts(Restorable restorable) throws SQLException {
        Archive archive = restorable.along().archive().orElseThrow();
        List<Part> parts = new ArrayList<>(List.of(part(restorable.table(), restorable.key(), archive)));
        Map<String, Table> dependents = new LinkedHashMap<>();
        for (Dependent dependent : restorable.along().dependents()) {
            dependents.putIfAbsent(dependent.table().display(), dependent.table());
        }
        for (Table dependent : dependents.values()) {
            parts.add(part(dependent, catalog.keyOrNone(dependent), archive));
        }
        return parts;
    }

    private Part part(Table table, List<Column> key, Archive archive) throws SQLException {
        Set<String> writable = catalog.shapes(table).stream()
                .filter(shape -> !shape.generated())
                .map(Shape::name)
                .collect(Collectors.toSet());
        List<Column> columns = table.columns().stream()
                .filter(column -> writable.contains(column.name()))
                .toList();
        return new Part(table, key, columns, archive);
    }

    private Restored restore(Part part) throws SQLException {
        try {
            return part.archive() instanceof TableArchive tables
                    ? new FromTable(connection, dialect, run).restore(part, tables.of(part.table()))
                    : new FromFiles(connection, dialect, run).restore(part, (DirectoryArchive) part.archive());
        } catch (SQLException failure) {
            FailureKind kind = dialect.kind(failure);
            if (kind.ofSingleRows() || kind == FailureKind.DATA) {
                throw new CleanupException(
                        "the rows of " + part.table().display() + " cannot be put back, and nothing was: "
                                + Failures.refusal(dialect, failure),
                        Failures.withoutMessage(failure));
            }
            throw failure;
        }
    }
}
