package dev.cleanup.jdbc.internal.schema;

import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.Table;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds tables, columns and keys by the names that a user gave: the exact spelling first, then the one that the database makes of a name without
 * quotes.
 */
public final class Catalog {
    private static final String[] KINDS = {
        "TABLE", "BASE TABLE", "PARTITIONED TABLE", "VIEW", "MATERIALIZED VIEW", "FOREIGN TABLE", "TEMPORARY TABLE"
    };
    private static final Set<String> TABLES = Set.of("TABLE", "BASE TABLE", "PARTITIONED TABLE");
    private static final int MOST_LISTED = 30;

    private final Connection connection;
    private final DatabaseMetaData metaData;

    public Catalog(Connection connection) throws SQLException {
        this.connection = connection;
        this.metaData = connection.getMetaData();
    }

    /** The table of this name; without a schema in the connection's current one. */
    public Table table(String setting, TableName name) throws SQLException {
        String schema = schema(name.schema());
        Map<String, String> kinds = kindsIn(schema);
        String table = spelled(name.table(), kinds.keySet())
                .orElseThrow(() -> new ConfigurationException(
                        setting,
                        name.table(),
                        "there is no such table in schema " + schema + "; accepted are " + listed(kinds.keySet())));
        String kind = String.valueOf(kinds.get(table));
        if (!TABLES.contains(kind)) {
            throw new ConfigurationException(
                    setting, name.table(), "it is a " + kind.toLowerCase(Locale.ROOT) + "; accepted are tables");
        }
        return new Table(schema, table, columns(schema, table));
    }

    /** Whether there is a table of this name, or anything that is queried like one. */
    public boolean has(TableName name) throws SQLException {
        return spelled(name.table(), kindsIn(schema(name.schema())).keySet()).isPresent();
    }

    /** The schema of this name, or else the connection's current one. */
    public String schema(Optional<String> name) throws SQLException {
        List<String> schemas = read(metaData.getSchemas(), row -> row.getString("TABLE_SCHEM"));
        String wanted = name.orElse(String.valueOf(connection.getSchema()));
        return spelled(wanted, schemas)
                .orElseThrow(() -> new ConfigurationException(
                        "schema", wanted, "there is no such schema; accepted are " + listed(schemas)));
    }

    private Map<String, String> kindsIn(String schema) throws SQLException {
        Map<String, String> kinds = new TreeMap<>();
        try (ResultSet row = metaData.getTables(null, literally(schema), "%", KINDS)) {
            while (row.next()) {
                kinds.put(row.getString("TABLE_NAME"), row.getString("TABLE_TYPE"));
            }
        }
        return kinds;
    }

    private List<Column> columns(String schema, String table) throws SQLException {
        return read(
                metaData.getColumns(null, literally(schema), literally(table), "%"),
                row -> new Column(
                        row.getString("COLUMN_NAME"),
                        row.getString("TYPE_NAME"),
                        row.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls));
    }

    /** Whether a crash of the server may take rows of this table that were committed. */
    public boolean forgets(Table table) throws SQLException {
        return Dialect.of(connection).forgets(connection, table);
    }

    /** What the columns of a table can hold. */
    public List<Shape> shapes(Table table) throws SQLException {
        return read(metaData.getColumns(null, literally(table.schema()), literally(table.name()), "%"), Shape::read);
    }

    /** The column of this name. */
    public Column column(String setting, Table table, String name) throws SQLException {
        List<String> names = table.columns().stream().map(Column::name).toList();
        return spelled(name, names)
                .flatMap(table::column)
                .orElseThrow(() -> new ConfigurationException(
                        setting,
                        name,
                        "there is no such column in table " + table.display() + "; accepted are " + listed(names)));
    }

    /** The column of this name, if no two rows have the same value in it. */
    public Column uniqueColumn(String setting, Table table, String name) throws SQLException {
        Column column = column(setting, table, name);
        if (!uniqueKeys(table).contains(Set.of(column.name()))) {
            throw new ConfigurationException(
                    setting,
                    name,
                    "rows of " + table.display()
                            + " may share it; accepted is a column with a primary key, unique constraint or unique index over it alone");
        }
        return column;
    }

    /** The declared key, or the primary key when none is declared. */
    public List<Column> key(Table table, List<String> declared) throws SQLException {
        List<String> names = declared.isEmpty() ? primaryKey(table) : declared;
        List<Column> key = new ArrayList<>();
        for (String name : names) {
            key.add(column("key", table, name));
        }
        Set<String> exact = key.stream().map(Column::name).collect(Collectors.toSet());
        boolean unique = declared.isEmpty() || uniqueKeys(table).contains(exact);
        if (!unique || exact.size() != key.size() || key.stream().anyMatch(Column::nullable)) {
            throw new ConfigurationException(
                    "key",
                    String.join(", ", names),
                    "accepted are columns that are NOT NULL and have a unique constraint or index over exactly them");
        }
        key.forEach(Catalog::checkHasText);
        return key;
    }

    /** The primary key; empty when there is none, or none that has a text. */
    public List<Column> keyOrNone(Table table) throws SQLException {
        try {
            return key(table, List.of());
        } catch (ConfigurationException none) {
            return List.of();
        }
    }

    private static void checkHasText(Column column) {
        if (column.type().startsWith("BINARY")) {
            throw new ConfigurationException(
                    "key",
                    column.name(),
                    "the column is of type " + column.type() + "; accepted are types with a text form");
        }
    }

    private List<String> primaryKey(Table table) throws SQLException {
        List<String> columns = Dialect.of(connection).primaryKey(connection, table);
        if (columns.isEmpty()) {
            throw new ConfigurationException(
                    "key",
                    "",
                    "the table " + table.display()
                            + " has no primary key; accepted are columns with a unique constraint or index that are NOT NULL");
        }
        return columns;
    }

    /** The columns of each unique index that holds for all rows. */
    private Collection<Set<String>> uniqueKeys(Table table) throws SQLException {
        Map<String, Set<String>> indexes = new TreeMap<>();
        try (ResultSet row = metaData.getIndexInfo(null, table.schema(), table.name(), true, true)) {
            while (row.next()) {
                String column = row.getString("COLUMN_NAME");
                if (column != null && row.getString("FILTER_CONDITION") == null) {
                    indexes.computeIfAbsent(row.getString("INDEX_NAME"), name -> new HashSet<>())
                            .add(column);
                }
            }
        }
        return indexes.values();
    }

    private Optional<String> spelled(String name, Collection<String> names) throws SQLException {
        Function<String, String> fold = metaData.storesLowerCaseIdentifiers()
                ? text -> text.toLowerCase(Locale.ROOT)
                : text -> text.toUpperCase(Locale.ROOT);
        return Optional.of(name).filter(names::contains).or(() -> Optional.of(fold.apply(name))
                .filter(names::contains));
    }

    /** Metadata takes patterns where names are meant. */
    private String literally(String name) throws SQLException {
        String escape = metaData.getSearchStringEscape();
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }

    private static String listed(Collection<String> names) {
        String some = names.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
        return names.size() > MOST_LISTED ? some + ", …" : some.isEmpty() ? "none" : some;
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> read(ResultSet results, Reader<T> reader) throws SQLException {
        try (results) {
            List<T> rows = new ArrayList<>();
            while (results.next()) {
                rows.add(reader.read(results));
            }
            return rows;
        }
    }
}
