package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Both files of DDL make the same tables. */
class HistoryDdlTest {

    @Test
    void both_databases_have_the_same_columns_and_keys() throws SQLException {
        List<String> h2 = described(TestDatabase.h2());
        List<String> postgres = described(TestDatabase.postgres());

        assertThat(h2).hasSizeGreaterThan(50).containsExactlyInAnyOrderElementsOf(postgres);
    }

    private static List<String> described(TestDatabase db) throws SQLException {
        JdbcHistoryStore.builder(db.dataSource).createTables().build();
        List<String> lines = new ArrayList<>();
        try (Connection connection = db.dataSource.getConnection()) {
            var metaData = connection.getMetaData();
            for (String name : List.of("cleanup_runs", "cleanup_task_runs", "cleanup_findings", "cleanup_leftovers")) {
                String table = db.postgres ? name : name.toUpperCase(Locale.ROOT);
                add(
                        lines,
                        name,
                        metaData.getColumns(null, db.schema, table, "%"),
                        row -> row.getString("COLUMN_NAME") + " " + type(row.getInt("DATA_TYPE")) + " "
                                + row.getString("IS_NULLABLE"));
                add(
                        lines,
                        name,
                        metaData.getPrimaryKeys(null, db.schema, table),
                        row -> "key " + row.getString("COLUMN_NAME") + " " + row.getInt("KEY_SEQ"));
                add(
                        lines,
                        name,
                        metaData.getImportedKeys(null, db.schema, table),
                        row -> row.getString("FKCOLUMN_NAME") + " of " + row.getString("PKTABLE_NAME") + " "
                                + row.getInt("DELETE_RULE"));
            }
        }
        return lines;
    }

    /** One driver calls them without a zone. */
    private static int type(int type) {
        return switch (type) {
            case Types.TIMESTAMP_WITH_TIMEZONE -> Types.TIMESTAMP;
            case Types.BOOLEAN -> Types.BIT;
            default -> type;
        };
    }

    private interface Line {
        String of(ResultSet row) throws SQLException;
    }

    private static void add(List<String> lines, String table, ResultSet rows, Line line) throws SQLException {
        try (rows) {
            while (rows.next()) {
                lines.add(table + ": " + line.of(rows).toLowerCase(Locale.ROOT));
            }
        }
    }
}
