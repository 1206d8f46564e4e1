package dev.cleanup.servlet.query;

import dev.cleanup.servlet.query.QueryResult.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs one named query: read-only as far as the database keeps that, always rolled back, and the connection given back as it was. */
final class NamedTransaction {
    private static final int FETCH_SIZE = 50;

    private NamedTransaction() {}

    static ResultRows run(Lease lease, NamedQuery query, List<Object> values) throws SQLException {
        Connection connection = lease.open(query.dataSource());
        boolean clean = false;
        try {
            boolean autoCommit = connection.getAutoCommit();
            boolean readOnly = connection.isReadOnly();
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            try {
                return query(connection, lease, query.sql(), values);
            } finally {
                connection.rollback();
                connection.setReadOnly(readOnly);
                connection.setAutoCommit(autoCommit);
                clean = true;
            }
        } finally {
            if (clean) {
                lease.giveBack();
            } else {
                lease.destroy();
            }
        }
    }

    private static ResultRows query(Connection connection, Lease lease, String sql, List<Object> values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout((int) lease.remaining().plusMillis(999).toSeconds());
            statement.setMaxRows(QueryResult.MAX_ROWS + 1);
            statement.setFetchSize(FETCH_SIZE);
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            try (ResultSet row = statement.executeQuery()) {
                return read(row);
            }
        }
    }

    private static ResultRows read(ResultSet row) throws SQLException {
        ResultSetMetaData shape = row.getMetaData();
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= shape.getColumnCount(); i++) {
            columns.add(new Column(shape.getColumnLabel(i), shape.getColumnTypeName(i)));
        }
        ResultRows rows = new ResultRows(columns);
        boolean more = true;
        while (more && row.next()) {
            List<@Nullable String> cells = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                cells.add(cell(row, i, columns.get(i - 1), shape.getColumnType(i)));
            }
            more = rows.add(cells);
        }
        return rows;
    }

    private static @Nullable String cell(ResultSet row, int index, Column column, int type) throws SQLException {
        // PostgreSQL's driver tells both timestamps apart by their names only.
        boolean zoned = type == Types.TIMESTAMP_WITH_TIMEZONE || column.type().equals("timestamptz");
        if (zoned) {
            return text(row.getObject(index, OffsetDateTime.class));
        }
        // H2 calls its UUIDs binary.
        if (column.type().equals("UUID")) {
            return row.getString(index);
        }
        return switch (type) {
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> length(row.getBytes(index));
            case Types.TIMESTAMP -> text(row.getObject(index, LocalDateTime.class));
            default -> row.getString(index);
        };
    }

    private static @Nullable String length(byte @Nullable [] bytes) {
        return bytes == null ? null : bytes.length + " bytes";
    }

    private static @Nullable String text(@Nullable OffsetDateTime moment) {
        if (moment == null) {
            return null;
        }
        boolean finite = !moment.equals(OffsetDateTime.MAX) && !moment.equals(OffsetDateTime.MIN);
        return finite ? moment.toInstant().toString() : infinite(moment.getYear());
    }

    private static @Nullable String text(@Nullable LocalDateTime time) {
        if (time == null) {
            return null;
        }
        boolean finite = !time.equals(LocalDateTime.MAX) && !time.equals(LocalDateTime.MIN);
        return finite ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time) : infinite(time.getYear());
    }

    private static String infinite(int year) {
        return year > 0 ? "infinity" : "-infinity";
    }
}
