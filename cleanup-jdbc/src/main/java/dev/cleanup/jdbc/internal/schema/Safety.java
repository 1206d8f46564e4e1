package dev.cleanup.jdbc.internal.schema;

import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.schema.Allowed.Referring;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.ForeignKey;
import dev.cleanup.jdbc.internal.sql.Table;
import java.sql.Connection;
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
        List<Table> removedAlong = dependents(table, allowed);
        for (Table dependent : removedAlong) {
            checkTriggers(dependent, allowed.triggers());
            checkDependents(dependent, allowed, seen);
        }
    }

    /** The tables whose rows go with those of this table. */
    private List<Table> dependents(Table table, Allowed allowed) throws SQLException {
        List<Table> removedAlong = new ArrayList<>();
        for (ForeignKey key : dialect.foreignKeysTo(connection, table)) {
            if (key.acts()) {
                checkNamed(key, table, allowed);
            }
            if (key.rule() == ForeignKey.Rule.CASCADES) {
                removedAlong.add(key.child());
            }
        }
        return removedAlong;
    }

    private static void checkNamed(ForeignKey key, Table table, Allowed allowed) {
        Table child = key.child();
        boolean named = key.columns().keySet().stream()
                .allMatch(column -> allowed.names(new Referring(child.schema(), child.name(), column)));
        if (!named) {
            throw new ConfigurationException(
                    "allowDependents",
                    String.join(", ", allowed.dependents()),
                    "the foreign key " + key.name() + " of table " + child.display()
                            + " removes or changes its rows when a row of " + table.display()
                            + " goes; accepted when allowDependents names that table");
        }
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
