package dev.cleanup.jdbc.internal.partitions;

import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.schema.Catalog;
import dev.cleanup.jdbc.internal.schema.Safety;
import dev.cleanup.jdbc.internal.schema.TimeColumn;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import dev.cleanup.jdbc.internal.sql.Table;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table that is partitioned by ranges of one time, as the database knows it.
 *
 * @param dialect of the database
 * @param table whose partitions go
 * @param key the column whose ranges the partitions are
 */
record Partitioned(Dialect dialect, Table table, TimeColumn key) {
    private static final int OLDEST_VERSION = 14;
    private static final Set<String> TYPES = Set.of("timestamptz", "timestamp", "date");
    private static final String ACCEPTED =
            "; accepted are tables with PARTITION BY RANGE of one column of timestamp with time zone, timestamp or date";

    /** Compares what was set up with the database. */
    static Partitioned resolve(Connection connection, Dialect dialect, PartitionsSettings settings)
            throws SQLException {
        checkVersion(connection);
        Safety safety = new Safety(connection, dialect);
        safety.checkWritable();
        Table table = new Catalog(connection).table("table", settings.table());
        Partitioned partitioned =
                new Partitioned(dialect, table, TimeColumn.of(key(connection, dialect, table), settings.zone()));
        safety.checkVisible("table", table);
        partitioned.checkReferences(connection);
        partitioned.checkTriggers(connection, settings.triggers());
        return partitioned;
    }

    private static void checkVersion(Connection connection) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        String product = metaData.getDatabaseProductName();
        if (!product.equals("PostgreSQL") || metaData.getDatabaseMajorVersion() < OLDEST_VERSION) {
            throw new ConfigurationException(
                    "dataSource",
                    product + " " + metaData.getDatabaseMajorVersion(),
                    "it has no partitions to detach; accepted is PostgreSQL from version " + OLDEST_VERSION);
        }
    }

    private static Column key(Connection connection, Dialect dialect, Table table) throws SQLException {
        Sql sql = Sql.of("""
                SELECT attname FROM pg_partitioned_table
                JOIN pg_attribute ON attrelid = partrelid AND attnum = partattrs[0]
                WHERE partrelid = to_regclass(?) AND partstrat = 'r' AND partnatts = 1""", table.sql());
        Optional<Column> key = Statements.text(connection, dialect, sql).flatMap(table::column);
        if (key.isEmpty()) {
            throw new ConfigurationException(
                    "table", table.display(), "it is not partitioned by ranges of one column" + ACCEPTED);
        }
        if (!TYPES.contains(key.get().type())) {
            throw new ConfigurationException(
                    "table",
                    table.display(),
                    "it is partitioned by " + key.get().name() + " of type "
                            + key.get().type() + ACCEPTED);
        }
        return key.get();
    }

    /** To let a partition go, the database would look for every row that refers to one in it while it keeps everybody out. */
    private void checkReferences(Connection connection) throws SQLException {
        Sql sql = Sql.of("""
                SELECT conname || ' of table ' || conrelid::regclass FROM pg_constraint
                WHERE contype = 'f' AND confrelid = to_regclass(?) ORDER BY 1""", table.sql());
        Optional<String> reference = Statements.text(connection, dialect, sql);
        if (reference.isPresent()) {
            throw new ConfigurationException(
                    "table",
                    table.display(),
                    "the foreign key " + reference.get()
                            + " refers to it, and its rows would lose what they refer to; accepted are tables that no foreign key refers to");
        }
    }

    private void checkTriggers(Connection connection, Set<String> allowed) throws SQLException {
        Sql sql = Sql.of("""
                SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(?)
                AND NOT tgisinternal AND tgenabled <> 'D' AND tgtype & 8 <> 0
                UNION SELECT rulename FROM pg_rewrite WHERE ev_class = to_regclass(?) AND ev_type = '4'
                ORDER BY 1""", table.sql(), table.sql());
        List<String> triggers = Statements.query(connection, dialect, sql, row -> row.getString(1));
        for (String trigger : triggers) {
            if (!allowed.contains(trigger)) {
                throw new ConfigurationException(
                        "allowTriggers",
                        String.join(", ", allowed),
                        "the trigger or rule " + trigger + " acts when a row of " + table.display()
                                + " is deleted, and does not when its partition goes; accepted when allowTriggers names it");
            }
        }
    }
}
