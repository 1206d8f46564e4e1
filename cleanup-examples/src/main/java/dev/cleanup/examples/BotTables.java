package dev.cleanup.examples;

import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * How the two tables look in the database at hand; one that was there before the demo may differ from the one that the demo makes.
 *
 * @param bots the columns of bots
 * @param results the columns of results
 */
record BotTables(List<Column> bots, List<Column> results) {
    /** What the time of a result may be called, the best first. */
    private static final List<String> RESULT_TIMES = List.of("processed_at", "created_at");

    /**
     * A column as the database spells it.
     *
     * @param name its name
     * @param type its type in lower case
     */
    record Column(String name, String type) {
        boolean is(String other) {
            return name.equalsIgnoreCase(other);
        }

        boolean isTime() {
            return type.startsWith("timestamp") || type.equals("date");
        }

        /** Whether its times are stored without a zone. */
        boolean hasNoZone() {
            return isTime() && !type.equals("timestamptz") && !type.contains("with time zone");
        }
    }

    static BotTables read(DataSource database) {
        try (Connection connection = database.getConnection()) {
            return new BotTables(columns(connection, "bots"), columns(connection, "results"));
        } catch (SQLException failure) {
            throw new CleanupException(
                    "the columns of bots and results cannot be read, SQLSTATE " + failure.getSQLState());
        }
    }

    private static List<Column> columns(Connection connection, String table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        String name = connection.getMetaData().storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
        try (ResultSet rows =
                connection.getMetaData().getColumns(connection.getCatalog(), connection.getSchema(), name, null)) {
            while (rows.next()) {
                columns.add(new Column(
                        rows.getString("COLUMN_NAME"),
                        rows.getString("TYPE_NAME").toLowerCase(Locale.ROOT)));
            }
        }
        return columns;
    }

    boolean botsHaveNames() {
        return bots.stream().anyMatch(column -> column.is("name"));
    }

    boolean deletedAtHasNoZone() {
        return bots.stream().anyMatch(column -> column.is("deleted_at") && column.hasNoZone());
    }

    /** The column that says when a result was stored. */
    Column resultTime() {
        List<Column> times = results.stream().filter(Column::isTime).toList();
        return RESULT_TIMES.stream()
                .flatMap(best -> times.stream().filter(column -> column.is(best)))
                .findFirst()
                .or(() -> times.stream().findFirst())
                .orElseThrow(() -> new ConfigurationException(
                        "table results",
                        results.stream().map(Column::name).toList(),
                        "it has no column that says when a result was stored; accepted is a timestamp or date column"));
    }
}
