package dev.cleanup.jdbc.internal.tables;

import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.schema.Catalog;
import dev.cleanup.jdbc.internal.schema.Safety;
import dev.cleanup.jdbc.internal.schema.TableName;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Database;
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

/** Makes tables of ours by the shipped DDL, and compares those that are there with it. */
public final class OwnSchema {
    private static final Pattern COMMENT = Pattern.compile("(?m)^--.*$");

    /** The name of a table, which a schema may stand before; an index has none. */
    private static final Pattern NAME =
            Pattern.compile("(TABLE IF NOT EXISTS |REFERENCES |ON )?" + Place.DEFAULT_PREFIX);

    private final Connection connection;
    private final Dialect dialect;
    private final Layout layout;
    private final Place place;
    private final Catalog catalog;

    private OwnSchema(Connection connection, Dialect dialect, Layout layout, Place place) throws SQLException {
        this.connection = connection;
        this.dialect = dialect;
        this.layout = layout;
        this.place = place;
        this.catalog = new Catalog(connection);
    }

    /**
     * The tables of this layout.
     *
     * @param create whether to make what is not there
     * @throws ConfigurationException when a table or a column is missing or of another type
     * @throws CleanupException when the database cannot be reached, is read-only, or its user may not use the tables
     */
    public static OwnTables open(Database database, Layout layout, Place place, boolean create) {
        if (create) {
            create(database, layout, place);
        }
        return within(database, layout, place, OwnSchema::resolve);
    }

    /** Of two nodes that make the tables at the same moment one may fail; when it tries again, they are there. */
    private static void create(Database database, Layout layout, Place place) {
        try {
            within(database, layout, place, OwnSchema::create);
        } catch (CleanupException perhapsThereNow) {
            within(database, layout, place, OwnSchema::create);
        }
    }

    private interface Use<T> {
        T of(OwnSchema schema) throws SQLException;
    }

    private static <T> T within(Database database, Layout layout, Place place, Use<T> use) {
        return database.writing(session ->
                session.transaction(connection -> use.of(new OwnSchema(connection, session.dialect(), layout, place))));
    }

    private String file() {
        return "cleanup-" + layout.what() + "/" + dialect.name() + ".sql";
    }

    /** Makes what is not there yet; who finds all tables there need not be allowed to make any. */
    private boolean create() throws SQLException {
        if (isThere()) {
            return false;
        }
        new Safety(connection, dialect).checkWritable();
        String in = Table.quote(catalog.schema(place.schema())) + ".";
        for (String statement : statements()) {
            String ours = NAME.matcher(statement)
                    .replaceAll(name -> Matcher.quoteReplacement(
                            name.group(1) == null ? place.prefix() : name.group(1) + in + place.prefix()));
            execute(ours);
        }
        return true;
    }

    private boolean isThere() throws SQLException {
        for (OwnTable needed : layout.tables()) {
            if (!catalog.has(place.name(needed))) {
                return false;
            }
        }
        return true;
    }

    private List<String> statements() {
        String ddl = COMMENT.matcher(read("/" + file())).replaceAll("");
        return Stream.of(ddl.split(";"))
                .filter(statement -> !statement.isBlank())
                .toList();
    }

    private static String read(String file) {
        try (InputStream ddl = Objects.requireNonNull(OwnSchema.class.getResourceAsStream(file), file)) {
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

    /** The tables that are there, each as the DDL makes it. */
    private OwnTables resolve() throws SQLException {
        new Safety(connection, dialect).checkWritable();
        Map<String, Table> tables = new HashMap<>();
        for (OwnTable needed : layout.tables()) {
            tables.put(needed.name(), resolve(needed));
        }
        return new OwnTables(dialect, tables);
    }

    private Table resolve(OwnTable needed) throws SQLException {
        TableName name = place.name(needed);
        if (!catalog.has(name)) {
            throw new ConfigurationException(
                    layout.what() + " table",
                    name.table(),
                    "there is no such table in schema " + catalog.schema(place.schema()) + "; make it with the file "
                            + file() + " of cleanup-jdbc, or say createTables()");
        }
        Table table = catalog.table(layout.what() + " table", name);
        for (OwnTable.Needed column : needed.columns()) {
            check(table, column);
        }
        tryOut(needed, table.sql());
        return table;
    }

    private void check(Table table, OwnTable.Needed needed) {
        Optional<Column> column = table.columns().stream()
                .filter(there -> there.name().equalsIgnoreCase(needed.name()))
                .findFirst();
        if (column.filter(needed::fits).isEmpty()) {
            String fault = column.map(there -> "its type is " + there.type() + (there.nullable() ? "" : " NOT NULL"))
                    .orElse("there is no such column");
            throw new ConfigurationException(
                    layout.what() + " column",
                    table.display() + "." + needed.name(),
                    fault + "; accepted is what the file " + file() + " of cleanup-jdbc makes");
        }
    }

    /** Whether the user may do all that is done with it; no row is looked at. */
    private void tryOut(OwnTable needed, String table) throws SQLException {
        String columns = needed.columns().stream().map(OwnTable.Needed::name).collect(Collectors.joining(", "));
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
