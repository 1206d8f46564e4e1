package dev.cleanup.jdbc.internal.schema;

import dev.cleanup.jdbc.internal.sql.Table;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A foreign key as the database describes it.
 *
 * @param name of the constraint
 * @param parent the table that it refers to, without its columns
 * @param columns those that refer, with those that they refer to
 * @param rule what happens when a row of the parent goes
 */
public record ForeignKey(String name, Table parent, Map<String, String> columns, int rule) {
    static final Set<Integer> HARMLESS =
            Set.of(DatabaseMetaData.importedKeyNoAction, DatabaseMetaData.importedKeyRestrict);

    /** The foreign keys of a table. */
    public static List<ForeignKey> of(Connection connection, Table child) throws SQLException {
        Map<List<String>, ForeignKey> keys = new LinkedHashMap<>();
        try (ResultSet row = connection.getMetaData().getImportedKeys(null, child.schema(), child.name())) {
            while (row.next()) {
                Table parent = new Table(row.getString("PKTABLE_SCHEM"), row.getString("PKTABLE_NAME"), List.of());
                String name = row.getString("FK_NAME");
                int rule = row.getInt("DELETE_RULE");
                keys.computeIfAbsent(
                                List.of(name, parent.display()),
                                unseen -> new ForeignKey(name, parent, new LinkedHashMap<>(), rule))
                        .columns()
                        .put(row.getString("FKCOLUMN_NAME"), row.getString("PKCOLUMN_NAME"));
            }
        }
        return new ArrayList<>(keys.values());
    }

    /** Whether it removes or changes rows when one of the parent goes. */
    public boolean acts() {
        return !HARMLESS.contains(rule);
    }

    /** Whether it refers to one of these tables. */
    public boolean refersTo(List<Table> tables) {
        return tables.stream().map(Table::display).collect(Collectors.toSet()).contains(parent.display());
    }
}
