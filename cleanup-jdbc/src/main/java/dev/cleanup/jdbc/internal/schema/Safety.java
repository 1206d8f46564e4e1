package dev.cleanup.jdbc.internal.schema;

import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.schema.Allowed.Referring;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.Table;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What speaks against removing rows of a table: nothing may vanish uncounted, and nothing may be judged by rows that are hidden. */
public final class Safety {
    private final Connection connection;
    private final Dialect dialect;

    public Safety(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** Refuses a database that takes no changes. */
    public void checkWritable() throws SQLException {
        Optional<String> why = dialect.readOnly(connection);
        if (why.isPresent()) {
            throw new CleanupException(
                    "the database is read-only: " + why.get() + "; accepted is the primary, writable");
        }
    }

    /** Refuses a table of which we may not see every row. */
    public void checkVisible(String setting, Table table) throws SQLException {
        Optional<String> why = dialect.hiddenRows(connection, table);
        if (why.isPresent()) {
            throw new ConfigurationException(setting, table.display(), why.get());
        }
    }

    /**
     * Refuses foreign keys that would remove or change other rows, unless their tables are named, and triggers on tables whose rows go with
     * them. What is removed along is followed to its end.
     */
    public void checkDependents(Table table, Allowed allowed) throws SQLException {
        checkDependents(table, allowed, new HashSet<>());
    }

    private void checkDependents(Table table, Allowed allowed, Set<String> seen) throws SQLException {
        if (!seen.add(table.display())) {
            return;
        }
        List<Table> removedAlong = new ArrayList<>();
        for (Table part : dialect.parts(connection, table)) {
            removedAlong.addAll(dependents(table, part, allowed));
        }
        for (Table dependent : removedAlong) {
            checkTriggers(dependent, allowed.triggers());
            checkDependents(dependent, allowed, seen);
        }
    }

    /** The tables whose rows go with those of this part of the table. */
    private List<Table> dependents(Table table, Table part, Allowed allowed) throws SQLException {
        List<Table> removedAlong = new ArrayList<>();
        try (ResultSet row = connection.getMetaData().getExportedKeys(null, part.schema(), part.name())) {
            while (row.next()) {
                Table dependent = new Table(row.getString("FKTABLE_SCHEM"), row.getString("FKTABLE_NAME"), List.of());
                Referring referring =
                        new Referring(dependent.schema(), dependent.name(), row.getString("FKCOLUMN_NAME"));
                if (ForeignKey.HARMLESS.contains(row.getInt("DELETE_RULE"))) {
                    continue;
                }
                if (!allowed.names(referring)) {
                    throw new ConfigurationException(
                            "allowDependents",
                            String.join(", ", allowed.dependents()),
                            "the foreign key " + row.getString("FK_NAME") + " of table " + dependent.display()
                                    + " removes or changes its rows when a row of " + table.display()
                                    + " goes; accepted when allowDependents names that table");
                }
                if (row.getInt("DELETE_RULE") == DatabaseMetaData.importedKeyCascade) {
                    removedAlong.add(dependent);
                }
            }
        }
        return removedAlong;
    }

    /** Refuses triggers and rules of the users that act on a removal, unless they are named. */
    public void checkTriggers(Table table, Set<String> allowed) throws SQLException {
        List<String> triggers = dialect.deleteTriggers(connection, table);
        for (String trigger : triggers) {
            if (!allowed.contains(trigger)) {
                throw new ConfigurationException(
                        "allowTriggers",
                        String.join(", ", allowed),
                        "the trigger or rule " + trigger + " acts when a row of " + table.display()
                                + " goes; accepted when allowTriggers names it");
            }
        }
    }
}
