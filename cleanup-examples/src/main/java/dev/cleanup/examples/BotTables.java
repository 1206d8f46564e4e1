package dev.cleanup.examples;

import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;

/**
 * How the two tables look in the database at hand; one that was there before the demo may differ from the one that the demo makes.
 *
 * @param bots the columns of bots with their types, in lower case
 * @param results the columns of results with their types, in lower case
 */
record BotTables(Map<String, String> bots, Map<String, String> results) {
    /** What the time of a result may be called, the best first. */
    private static final List<String> RESULT_TIMES = List.of("processed_at", "created_at", "finished_at", "updated_at");

    static BotTables read(DataSource database) {
        try (Connection connection = database.getConnection()) {
            return new BotTables(columns(connection, "bots"), columns(connection, "results"));
        } catch (SQLException failure) {
            throw new CleanupException(
                    "the columns of bots and results cannot be read, SQLSTATE " + failure.getSQLState());
        }
    }

    private static Map<String, String> columns(Connection connection, String table) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        String name = connection.getMetaData().storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
        try (ResultSet rows =
                connection.getMetaData().getColumns(connection.getCatalog(), connection.getSchema(), name, null)) {
            while (rows.next()) {
                columns.put(
                        rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT),
                        rows.getString("TYPE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return columns;
    }

    boolean botsHaveNames() {
        return bots.containsKey("name");
    }

    boolean deletedAtHasNoZone() {
        return hasNoZone(bots.getOrDefault("deleted_at", ""));
    }

    /** The column that says when a result was stored. */
    String resultTime() {
        return RESULT_TIMES.stream()
                .filter(results::containsKey)
                .findFirst()
                .or(() -> results.entrySet().stream()
                        .filter(column -> isTime(column.getValue()))
                        .map(Map.Entry::getKey)
                        .findFirst())
                .orElseThrow(() -> new ConfigurationException(
                        "table results",
                        results.keySet(),
                        "it has no column that says when a result was stored; accepted is a timestamp or date column"));
    }

    boolean resultTimeHasNoZone() {
        return hasNoZone(results.getOrDefault(resultTime(), ""));
    }

    private static boolean isTime(String type) {
        return type.startsWith("timestamp") || type.equals("date");
    }

    private static boolean hasNoZone(String type) {
        return isTime(type) && !type.equals("timestamptz") && !type.contains("with time zone");
    }
}
