package dev.cleanup.jdbc.internal.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One statement for many rows, which go to the database together. */
public final class Batch {
    private static final int SENT = 1_000;

    private Batch() {}

    /** Executes the statement once for each row of values, which may be null; for no rows it is not even prepared. */
    public static void run(Connection connection, Dialect dialect, String sql, List<List<@Nullable Object>> rows)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int waiting = 0;
            for (List<@Nullable Object> row : rows) {
                bind(statement, dialect, row);
                statement.addBatch();
                waiting++;
                if (waiting % SENT == 0) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
        }
    }

    private static void bind(PreparedStatement statement, Dialect dialect, List<@Nullable Object> row)
            throws SQLException {
        int index = 0;
        for (Object value : row) {
            index++;
            if (value == null) {
                statement.setNull(index, Types.NULL);
            } else {
                dialect.bind(statement, index, value);
            }
        }
    }
}
