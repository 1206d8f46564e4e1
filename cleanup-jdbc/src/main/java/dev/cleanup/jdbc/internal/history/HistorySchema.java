package dev.cleanup.jdbc.internal.history;

import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.schema.Catalog;
import dev.cleanup.jdbc.internal.schema.Safety;
import dev.cleanup.jdbc.internal.schema.TableName;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.FailureKind;
import dev.cleanup.jdbc.internal.sql.Failures;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import dev.cleanup.jdbc.internal.sql.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the tables of a history by the shipped DDL, and compares those that are there with it. */
public final class HistorySchema {
    /** What the DDL files put before each table's name. */
    public static final String DEFAULT_PREFIX = "cleanup_";

    private static final Pattern COMMENT = Pattern.compile("(?m)^--.*$");

    /** The name of a table, which a schema may stand before; an index has none. */
    private static final Pattern NAME = Pattern.compile("(TABLE IF NOT EXISTS |REFERENCES |ON )?" + DEFAULT_PREFIX);

    private final Connection connection;
    private final Dialect dialect;
    private final Optional<String> schema;
    private final String prefix;
    private final Catalog catalog;

    public HistorySchema(Connection connection, Dialect dialect, Optional<String> schema, String prefix)
            throws SQLException {
        this.connection = connection;
        this.dialect = dialect;
        this.schema = schema;
        this.prefix = prefix;
        this.catalog = new Catalog(connection);
    }

    private String file() {
        return "cleanup-history/" + dialect.name() + ".sql";
    }

    /** Makes what is not there yet; who finds all tables there need not be allowed to make any. */
    public boolean create() throws SQLException {
        if (isThere()) {
            return false;
        }
        new Safety(connection, dialect).checkWritable();
        String in = Table.quote(catalog.schema(schema)) + ".";
        for (String statement : statements()) {
            String ours = NAME.matcher(statement)
                    .replaceAll(name ->
                            Matcher.quoteReplacement(name.group(1) == null ? prefix : name.group(1) + in + prefix));
            execute(ours);
        }
        return true;
    }

    private boolean isThere() throws SQLException {
        for (HistoryTable needed : HistoryTable.ALL) {
            if (!catalog.has(name(needed))) {
                return false;
            }
        }
        return true;
    }

    private TableName name(HistoryTable table) {
        return new TableName(schema, prefix + table.name());
    }

    private List<String> statements() {
        String ddl = COMMENT.matcher(read("/" + file())).replaceAll("");
        return Stream.of(ddl.split(";"))
                .filter(statement -> !statement.isBlank())
                .toList();
    }

    private static String read(String file) {
        try (InputStream ddl = Objects.requireNonNull(HistorySchema.class.getResourceAsStream(file), file)) {
            return new String(ddl.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void execute(String statement) throws SQLException {
        try (PreparedStatement ddl = connection.prepareStatement(statement)) {
            ddl.execute();
        }
    }

    /**
     * The tables that are there.
     *
     * @throws ConfigurationException when one is not, or is not as the DDL makes it
     */
    public HistoryTables resolve() throws SQLException {
        new Safety(connection, dialect).checkWritable();
        Map<String, Table> tables = new HashMap<>();
        for (HistoryTable needed : HistoryTable.ALL) {
            tables.put(needed.name(), resolve(needed));
        }
        return new HistoryTables(dialect, tables);
    }

    private Table resolve(HistoryTable needed) throws SQLException {
        TableName name = name(needed);
        if (!catalog.has(name)) {
            throw new ConfigurationException(
                    "history table",
                    name.table(),
                    "there is no such table in schema " + catalog.schema(schema) + "; make it with the file " + file()
                            + " of cleanup-jdbc, or say createTables()");
        }
        Table table = catalog.table("history table", name);
        for (HistoryTable.Needed column : needed.columns()) {
            check(table, column);
        }
        tryOut(needed, table.sql());
        return table;
    }

    private void check(Table table, HistoryTable.Needed needed) {
        Optional<Column> column = table.columns().stream()
                .filter(there -> there.name().equalsIgnoreCase(needed.name()))
                .findFirst();
        if (column.filter(needed::fits).isEmpty()) {
            String fault = column.map(there -> "its type is " + there.type() + (there.nullable() ? "" : " NOT NULL"))
                    .orElse("there is no such column");
            throw new ConfigurationException(
                    "history column",
                    table.display() + "." + needed.name(),
                    fault + "; accepted is what the file " + file() + " of cleanup-jdbc makes");
        }
    }

    /** Whether the user may do all that a history does; no row is looked at. */
    private void tryOut(HistoryTable needed, String table) throws SQLException {
        String columns =
                needed.columns().stream().map(HistoryTable.Needed::name).collect(Collectors.joining(", "));
        String first = needed.columns().get(0).name();
        try {
            Statements.text(connection, dialect, Sql.of("SELECT " + columns + " FROM " + table + " WHERE 1 = 0"));
            execute("INSERT INTO " + table + " (" + columns + ") SELECT " + columns + " FROM " + table
                    + " WHERE 1 = 0");
            execute("UPDATE " + table + " SET " + first + " = " + first + " WHERE 1 = 0");
            execute("DELETE FROM " + table + " WHERE 1 = 0");
        } catch (SQLException failure) {
            if (dialect.kind(failure) != FailureKind.FORBIDDEN) {
                throw failure;
            }
            throw new CleanupException(
                    "the database user needs SELECT, INSERT, UPDATE and DELETE on the table " + table,
                    Failures.withoutMessage(failure));
        }
    }
}
