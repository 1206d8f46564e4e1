package dev.cleanup.jdbc.internal.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Keys as PostgreSQL's catalog has them. The driver's metadata tells the same, by joins that take as long as a small removal, and of one partition at
 * a time.
 */
record PostgreSqlKeys(Dialect dialect, Connection connection) {

    /** With the names and numbers that JDBC's metadata has. Names are looked up for what is found, which mostly is nothing: planning joins would take longest. */
    private static final String FOREIGN_KEYS = """
            SELECT conname AS "FK_NAME", %s AS "FKTABLE_SCHEM", %s AS "FKTABLE_NAME", %s AS "FKCOLUMN_NAME",
                %s AS "PKTABLE_SCHEM", %s AS "PKTABLE_NAME", %s AS "PKCOLUMN_NAME",
                CASE confdeltype WHEN 'c' THEN 0 WHEN 'r' THEN 1 WHEN 'n' THEN 2 WHEN 'a' THEN 3 ELSE 4 END AS "DELETE_RULE"
            FROM pg_catalog.pg_constraint CROSS JOIN LATERAL unnest(conkey, confkey) WITH ORDINALITY AS columns (child, parent, number)
            WHERE contype = 'f' AND\s""".formatted(
                    schema("conrelid"),
                    name("conrelid"),
                    column("conrelid", "child"),
                    schema("confrelid"),
                    name("confrelid"),
                    column("confrelid", "parent"));

    private static final String IN_ORDER = " ORDER BY conname, pg_constraint.oid, columns.number";

    private static String name(String table) {
        return "(SELECT relname FROM pg_catalog.pg_class WHERE pg_class.oid = " + table + ")";
    }

    private static String schema(String table) {
        return "(SELECT nspname FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = "
                + table + ")";
    }

    private static String column(String table, String number) {
        return "(SELECT attname FROM pg_catalog.pg_attribute WHERE attrelid = " + table + " AND attnum = columns."
                + number + ")";
    }

    List<String> primary(Table table) throws SQLException {
        Sql sql = Sql.of("""
                SELECT attname FROM pg_catalog.pg_index
                CROSS JOIN LATERAL unnest(indkey) WITH ORDINALITY AS columns (attribute, number)
                JOIN pg_catalog.pg_attribute ON attrelid = indrelid AND attnum = columns.attribute
                WHERE indrelid = to_regclass(?) AND indisprimary AND columns.number <= indnkeyatts ORDER BY columns.number""", table.sql());
        return Statements.query(connection, dialect, sql, row -> row.getString(1));
    }

    List<ForeignKey> from(Table child) throws SQLException {
        return foreignKeys(Sql.of(FOREIGN_KEYS + "conrelid = to_regclass(?)" + IN_ORDER, child.sql()));
    }

    List<ForeignKey> to(Table parent) throws SQLException {
        String name = parent.sql();
        return foreignKeys(Sql.of(FOREIGN_KEYS + "confrelid IN " + PostgreSql.TREE + IN_ORDER, name, name));
    }

    private List<ForeignKey> foreignKeys(Sql sql) throws SQLException {
        return Statements.results(connection, dialect, sql, ForeignKey::all);
    }
}
