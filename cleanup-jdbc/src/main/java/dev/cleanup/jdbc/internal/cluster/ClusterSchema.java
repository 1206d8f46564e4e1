package dev.cleanup.jdbc.internal.cluster;

import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.schema.Catalog;
import dev.cleanup.jdbc.internal.schema.Safety;
import dev.cleanup.jdbc.internal.schema.TableName;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.FailureKind;
import dev.cleanup.jdbc.internal.sql.Failures;
import dev.cleanup.jdbc.internal.sql.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the tables of a cluster by the shipped DDL, and looks whether those that are there can be used. */
public final class ClusterSchema {
    /** What the DDL files put before each table's name. */
    public static final String DEFAULT_PREFIX = "cleanup_";

    private final Connection connection;
    private final Dialect dialect;
    private final Optional<String> schema;
    private final String prefix;
    private final Catalog catalog;

    public ClusterSchema(Connection connection, Dialect dialect, Optional<String> schema, String prefix)
            throws SQLException {
        this.connection = connection;
        this.dialect = dialect;
        this.schema = schema;
        this.prefix = prefix;
        this.catalog = new Catalog(connection);
    }

    private String file() {
        return "cleanup-cluster/" + dialect.name() + ".sql";
    }

    /** Makes what is not there yet. */
    public void create() throws SQLException {
        new Safety(connection, dialect).checkWritable();
        String place = Table.quote(catalog.schema(schema)) + "." + prefix;
        String ddl = read("/" + file()).replaceAll("(?m)^--.*$", "");
        for (String statement :
                Stream.of(ddl.split(";")).filter(text -> !text.isBlank()).toList()) {
            execute(statement.replace(DEFAULT_PREFIX, place));
        }
    }

    private static String read(String file) {
        try (InputStream ddl = Objects.requireNonNull(ClusterSchema.class.getResourceAsStream(file), file)) {
            return new String(ddl.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void execute(String statement) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            prepared.execute();
        }
    }

    /**
     * The tables that are there.
     *
     * @throws ConfigurationException when one is not, or is not as the DDL makes it
     */
    public ClusterTables resolve() throws SQLException {
        new Safety(connection, dialect).checkWritable();
        Map<ClusterTable, Table> tables = new EnumMap<>(ClusterTable.class);
        for (ClusterTable needed : ClusterTable.values()) {
            tables.put(needed, resolve(needed));
        }
        for (Map.Entry<ClusterTable, Table> table : tables.entrySet()) {
            tryOut(table.getKey(), table.getValue().sql());
        }
        return new ClusterTables(dialect, tables);
    }

    private Table resolve(ClusterTable needed) throws SQLException {
        TableName name = new TableName(schema, prefix + needed.named);
        if (!catalog.has(name)) {
            throw new ConfigurationException(
                    "cluster table",
                    name.table(),
                    "there is no such table in schema " + catalog.schema(schema) + "; make it with the file " + file()
                            + " of cleanup-jdbc, or say createTables()");
        }
        Table table = catalog.table("cluster table", name);
        for (String column : needed.eachColumn()) {
            if (table.columns().stream().noneMatch(there -> there.name().equalsIgnoreCase(column))) {
                throw new ConfigurationException(
                        "cluster column",
                        table.display() + "." + column,
                        "there is no such column; accepted is what the file " + file() + " of cleanup-jdbc makes");
            }
        }
        return table;
    }

    /** Whether the user may do all that a cluster does; no row is looked at. */
    private void tryOut(ClusterTable needed, String table) throws SQLException {
        String columns = needed.columns;
        String first = needed.eachColumn().get(0);
        List<String> statements = List.of(
                "INSERT INTO " + table + " (" + columns + ") SELECT " + columns + " FROM " + table + " WHERE 1 = 0",
                "UPDATE " + table + " SET " + first + " = " + first + " WHERE 1 = 0",
                "DELETE FROM " + table + " WHERE 1 = 0");
        try {
            for (String statement : statements) {
                execute(statement);
            }
        } catch (SQLException failure) {
            if (dialect.kind(failure) == FailureKind.FORBIDDEN) {
                throw new CleanupException(
                        "the database user needs SELECT, INSERT, UPDATE and DELETE on the table " + table,
                        Failures.withoutMessage(failure));
            }
            throw failure;
        }
    }
}
