package dev.cleanup.jdbc.internal.sql;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A foreign key as the database describes it.
 *
 * @param name of the constraint
 * @param child the table that refers, without its columns
 * @param parent the table that it refers to, without its columns
 * @param columns those that refer, with those that they refer to
 * @param rule what happens when a row of the parent goes
 */
public record ForeignKey(String name, Table child, Table parent, Map<String, String> columns, Rule rule) {

    /** What happens when a row of the parent goes. */
    public enum Rule {
        /** It may not go while a row refers to it. */
        HOLDS,
        /** Rows that refer to it go, too. */
        CASCADES,
        /** Rows that refer to it are changed. */
        CHANGES
    }

    /** The keys that these rows tell of, a column of a key each, in the columns that JDBC's metadata has. */
    static List<ForeignKey> all(ResultSet row) throws SQLException {
        Map<List<Object>, ForeignKey> keys = new LinkedHashMap<>();
        while (row.next()) {
            Table child = new Table(row.getString("FKTABLE_SCHEM"), row.getString("FKTABLE_NAME"), List.of());
            Table parent = new Table(row.getString("PKTABLE_SCHEM"), row.getString("PKTABLE_NAME"), List.of());
            String name = row.getString("FK_NAME");
            Rule rule = rule(row.getInt("DELETE_RULE"));
            keys.computeIfAbsent(
                            List.of(name, child, parent),
                            unseen -> new ForeignKey(name, child, parent, new LinkedHashMap<>(), rule))
                    .columns()
                    .put(row.getString("FKCOLUMN_NAME"), row.getString("PKCOLUMN_NAME"));
        }
        return new ArrayList<>(keys.values());
    }

    private static Rule rule(int rule) {
        return switch (rule) {
            case DatabaseMetaData.importedKeyNoAction, DatabaseMetaData.importedKeyRestrict -> Rule.HOLDS;
            case DatabaseMetaData.importedKeyCascade -> Rule.CASCADES;
            default -> Rule.CHANGES;
        };
    }

    /** Whether it removes or changes rows when one of the parent goes. */
    public boolean acts() {
        return rule != Rule.HOLDS;
    }

    /** Whether it refers to one of these tables. */
    public boolean refersTo(List<Table> tables) {
        return tables.stream().map(Table::display).collect(Collectors.toSet()).contains(parent.display());
    }
}
