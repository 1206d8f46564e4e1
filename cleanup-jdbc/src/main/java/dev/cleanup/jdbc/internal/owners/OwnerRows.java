package dev.cleanup.jdbc.internal.owners;

import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.rows.RowsSettings.ConditionSettings;
import dev.cleanup.jdbc.internal.schema.Catalog;
import dev.cleanup.jdbc.internal.schema.Condition;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.IdType;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rows of owners as the database knows them: every name is spelled as its metadata says.
 *
 * @param dialect of the database
 * @param table with a row for each owner
 * @param id its column that an owner is known by
 * @param type how ids are compared with that column
 * @param conditions what must hold for an owner to be active
 */
public record OwnerRows(Dialect dialect, Table table, Column id, IdType type, List<Condition> conditions) {

    /** Compares what was set up with the database. */
    static OwnerRows resolve(Connection connection, Dialect dialect, OwnersSettings settings) throws SQLException {
        Catalog catalog = new Catalog(connection);
        Table table = catalog.table("table", settings.table());
        Column id = catalog.uniqueColumn("id", table, settings.id());
        IdType type = dialect.idType(connection, table, id)
                .orElseThrow(() -> new ConfigurationException(
                        "id",
                        settings.id(),
                        "the column is of type " + id.type()
                                + "; accepted are whole numbers, NUMERIC, text, UUID and enumerations"));
        List<Condition> conditions = new ArrayList<>();
        for (ConditionSettings condition : settings.conditions()) {
            Column column = catalog.column("activeWhere", table, condition.column());
            conditions.add(new Condition(column, condition.operator(), condition.values()));
        }
        return new OwnerRows(dialect, table, id, type, conditions);
    }

    /** The places, from 1, of those of these texts that an active owner is known by. */
    Sql active(List<String> texts) {
        Sql same = Sql.of(type.compared(id) + " = a.id");
        return Sql.of("SELECT a.n FROM ")
                .plus(dialect.numbered(texts, type.sql()))
                .plus(" WHERE ")
                .plus(exists(same));
    }

    /** Has a row with a text if there is any active owner, and one without text otherwise. */
    Sql any() {
        Sql known = Sql.of(id.sql() + " IS NOT NULL");
        return Sql.of("SELECT CASE WHEN ").plus(exists(known)).plus(" THEN 'any' END");
    }

    private Sql exists(Sql first) {
        List<Sql> all = new ArrayList<>(List.of(first));
        conditions.forEach(condition -> all.add(met(condition)));
        return Sql.of("EXISTS (SELECT 1 FROM " + table.sql() + " AS c WHERE ")
                .plus(Sql.all(all))
                .plus(")");
    }

    /** A null equals nothing; otherwise nobody can say how it compares, and in doubt an owner is there. */
    private static Sql met(Condition condition) {
        return switch (condition.operator()) {
            case "=", "IN", "IS NULL", "IS NOT NULL" -> condition.sql();
            default -> Sql.of("(").plus(condition.sql()).plus(") IS NOT FALSE");
        };
    }

    /** Fails unless all of these texts stand for values of the id's type. Looks at no row. */
    Sql reading(List<String> texts) {
        return Sql.of("SELECT count(a.id) FROM ").plus(dialect.numbered(texts, type.sql()));
    }

    /** In words. */
    public String describe() {
        String active = conditions.stream().map(Condition::words).collect(Collectors.joining(" and "));
        return "rows of " + table.display() + " by " + id.name() + (active.isEmpty() ? "" : " where " + active);
    }
}
