package dev.cleanup.jdbc.internal.schema;

import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.Table;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What speaks against removing rows of a table: nothing may vanish uncounted, and nothing may be judged by rows that are hidden. */
public final class Safety {
    private static final Set<Integer> HARMLESS =
            Set.of(DatabaseMetaData.importedKeyNoAction, DatabaseMetaData.importedKeyRestrict);

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

    /** Refuses foreign keys that would remove or change other rows, unless their tables are named. */
    public void checkDependents(Table table, Set<String> allowed) throws SQLException {
        try (ResultSet row = connection.getMetaData().getExportedKeys(null, table.schema(), table.name())) {
            while (row.next()) {
                String dependent = row.getString("FKTABLE_NAME");
                String qualified = row.getString("FKTABLE_SCHEM") + "." + dependent;
                boolean named = allowed.contains(dependent) || allowed.contains(qualified);
                if (!HARMLESS.contains(row.getInt("DELETE_RULE")) && !named) {
                    throw new ConfigurationException(
                            "allowDependents",
                            String.join(", ", allowed),
                            "the foreign key " + row.getString("FK_NAME") + " of table " + qualified
                                    + " removes or changes its rows when a row of " + table.display()
                                    + " goes; accepted when allowDependents names that table");
                }
            }
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
