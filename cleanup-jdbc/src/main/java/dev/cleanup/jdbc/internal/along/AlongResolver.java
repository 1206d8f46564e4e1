package dev.cleanup.jdbc.internal.along;

import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.along.AlongSettings.DependentSettings;
import dev.cleanup.jdbc.internal.schema.Allowed;
import dev.cleanup.jdbc.internal.schema.Catalog;
import dev.cleanup.jdbc.internal.schema.Safety;
import dev.cleanup.jdbc.internal.schema.SameType;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.ForeignKey;
import dev.cleanup.jdbc.internal.sql.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares what is to be done with the rows of a table that go with the database. */
public final class AlongResolver {
    private static final String SETTING = "removingDependents";

    private final Connection connection;
    private final Dialect dialect;
    private final Table table;
    private final List<Column> key;
    private final Catalog catalog;
    private final List<Table> parts;

    public AlongResolver(Connection connection, Dialect dialect, Table table, List<Column> key) throws SQLException {
        this.connection = connection;
        this.dialect = dialect;
        this.table = table;
        this.key = key;
        this.catalog = new Catalog(connection);
        this.parts = dialect.parts(connection, table);
    }

    public Along resolve(AlongSettings settings, Allowed allowed, String task) throws SQLException {
        List<Dependent> dependents = new ArrayList<>();
        for (DependentSettings given : settings.dependents()) {
            Dependent dependent = dependent(given, allowed);
            if (!dependents.contains(dependent)) {
                dependents.add(dependent);
            }
        }
        Optional<Archive> archive =
                new ArchiveResolver(catalog, table, key, dependents).resolve(settings.archive(), task);
        return new Along(inOrder(dependents), archive);
    }

    private Dependent dependent(DependentSettings given, Allowed allowed) throws SQLException {
        Table child = catalog.table(SETTING, given.table());
        Column column = catalog.column(SETTING, child, given.column());
        if (parts.stream().anyMatch(part -> part.display().equals(child.display()))) {
            throw refused(child, column, "it is the table whose rows go; accepted are other tables");
        }
        new Safety(connection, dialect).checkVisible(SETTING, child);
        Optional<ForeignKey> foreignKey = foreignKey(child, column);
        if (foreignKey.isPresent()) {
            checkAction(foreignKey.get(), child, column, allowed);
            String parent = foreignKey.get().columns().get(column.name());
            return new Dependent(child, column, catalog.column(SETTING, table, String.valueOf(parent)));
        }
        if (key.size() != 1) {
            throw refused(
                    child,
                    column,
                    "no foreign key says which column of the key it refers to; accepted is a column with one, or a key of one column");
        }
        SameType.check(SETTING, column, key.get(0));
        return new Dependent(child, column, key.get(0));
    }

    /** The foreign key from a column to the table; empty when the column has none at all. */
    private Optional<ForeignKey> foreignKey(Table child, Column column) throws SQLException {
        List<ForeignKey> keys = dialect.foreignKeysFrom(connection, child).stream()
                .filter(one -> one.columns().containsKey(column.name()))
                .toList();
        Optional<ForeignKey> ours =
                keys.stream().filter(one -> one.refersTo(parts)).findFirst();
        if (ours.isEmpty() && !keys.isEmpty()) {
            throw refused(
                    child,
                    column,
                    "it refers to " + keys.get(0).parent().display() + "; accepted are columns that refer to "
                            + table.display());
        }
        if (ours.isPresent() && ours.get().columns().size() > 1) {
            throw refused(
                    child,
                    column,
                    "its foreign key " + ours.get().name() + " has "
                            + ours.get().columns().size() + " columns; accepted are foreign keys of one column");
        }
        return ours;
    }

    /** Where nothing keeps others from adding a child until its parent is gone, that child would vanish uncounted. */
    private void checkAction(ForeignKey foreignKey, Table child, Column column, Allowed allowed) {
        boolean named = allowed.dependents().contains(child.name())
                || allowed.dependents().contains(child.display());
        if (foreignKey.acts() && !dialect.locksParents() && !named) {
            throw refused(
                    child,
                    column,
                    "its foreign key " + foreignKey.name()
                            + " would remove or change a row that somebody adds meanwhile,"
                            + " and " + dialect.name()
                            + " locks none out; accepted when allowDependents names that table, too");
        }
    }

    /** A table goes before those that it refers to itself; in a circle, as they were named. */
    private List<Dependent> inOrder(List<Dependent> dependents) throws SQLException {
        List<Dependent> waiting = new ArrayList<>(dependents);
        List<Dependent> ordered = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Dependent next = waiting.get(0);
            for (int index = waiting.size() - 1; index >= 0; index--) {
                if (!isReferredTo(waiting.get(index), waiting)) {
                    next = waiting.get(index);
                }
            }
            waiting.remove(next);
            ordered.add(next);
        }
        return ordered;
    }

    private boolean isReferredTo(Dependent dependent, List<Dependent> others) throws SQLException {
        for (Dependent other : others) {
            boolean another = !other.table().display().equals(dependent.table().display());
            if (another
                    && dialect.foreignKeysFrom(connection, other.table()).stream()
                            .anyMatch(key -> key.refersTo(List.of(dependent.table())))) {
                return true;
            }
        }
        return false;
    }

    private static ConfigurationException refused(Table child, Column column, String why) {
        return new ConfigurationException(SETTING, child.display() + "." + column.name(), why);
    }
}
