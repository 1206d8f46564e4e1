package dev.cleanup.servlet.query;

import dev.cleanup.servlet.query.QueryResult.Column;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs one text of ad-hoc SQL on PostgreSQL: in a read-only transaction that cannot become another, wrapped so that only a query expression is
 * accepted, bounded by the server, always rolled back, and on a connection that is never used again.
 */
final class AdHocTransaction {
    /**
     * Takes the transaction's snapshot, after which PostgreSQL refuses SET TRANSACTION READ WRITE, and tells whether it is read-only: a driver can be
     * told to ignore setReadOnly.
     */
    private static final String BEGIN = """
            SELECT pg_catalog.current_setting('transaction_read_only'),
                   pg_catalog.set_config('statement_timeout', ?, true),
                   pg_catalog.set_config('lock_timeout', '200ms', true),
                   pg_catalog.set_config('idle_in_transaction_session_timeout', '5s', true),
                   pg_catalog.set_config('client_min_messages', 'error', true),
                   pg_catalog.set_config('DateStyle', 'ISO, YMD', true),
                   pg_catalog.set_config('TimeZone', 'UTC', true)
            """;

    /** The driver calls a column with a sequence by its pseudo-type. */
    private static final Map<String, String> SERIALS =
            Map.of("smallserial", "int2", "serial", "int4", "bigserial", "int8");

    private final Connection connection;

    private AdHocTransaction(Connection connection) {
        this.connection = connection;
    }

    /** Runs a text that {@link TextGate} let pass. */
    static ResultRows run(Lease lease, DataSource dataSource, String sql, List<? extends @Nullable Object> values)
            throws SQLException {
        Connection connection = lease.open(dataSource);
        try {
            begin(connection, lease.remaining());
            return new AdHocTransaction(connection).query(sql, values);
        } finally {
            end(connection, lease);
        }
    }

    /** Begins a transaction in which nothing can be written, and which ends a statement after this time. */
    static void begin(Connection connection, Duration limit) throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            statement.setString(1, limit.toMillis() + "ms");
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next() || !"on".equals(row.getString(1))) {
                    throw QueryException.refused(
                            "the driver did not begin a read-only transaction; take readOnlyMode out of its properties");
                }
            }
        }
    }

    private static void end(Connection connection, Lease lease) {
        try {
            connection.rollback();
        } catch (SQLException | RuntimeException broken) {
            // A session that ends rolls back by itself.
        } finally {
            lease.destroy();
        }
    }

    private ResultRows query(String sql, List<? extends @Nullable Object> values) throws SQLException {
        List<Column> columns = describe(sql, values);
        try (PreparedStatement statement = connection.prepareStatement(wrap(sql, columns))) {
            bind(statement, values);
            try (ResultSet row = statement.executeQuery()) {
                return read(row, columns);
            }
        }
    }

    /**
     * What the text gives. The server reads the text by itself here, without executing it, so a text that would close the wrapper's parenthesis is
     * refused before it comes near it.
     */
    private List<Column> describe(String sql, List<? extends @Nullable Object> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bindAll(statement, values);
            ResultSetMetaData shape = statement.getMetaData();
            if (shape == null || shape.getColumnCount() == 0) {
                throw QueryException.badRequest("the text gives no rows; accepted are SELECT, WITH, VALUES and TABLE");
            }
            List<Column> columns = new ArrayList<>();
            for (int i = 1; i <= shape.getColumnCount(); i++) {
                String type = shape.getColumnTypeName(i);
                columns.add(new Column(shape.getColumnLabel(i), SERIALS.getOrDefault(type, type)));
            }
            return columns;
        }
    }

    /** Binds, and refuses too many or too few; asks the driver after binding, because the types help the server. */
    private static void bindAll(PreparedStatement statement, List<? extends @Nullable Object> values)
            throws SQLException {
        boolean fits;
        try {
            bind(statement, values);
            fits = true;
        } catch (SQLException tooMany) {
            fits = false;
        }
        if (!fits || statement.getParameterMetaData().getParameterCount() != values.size()) {
            throw QueryException.badParameter(
                    "there are " + values.size() + " values; accepted are as many as the text has question marks");
        }
    }

    private static void bind(PreparedStatement statement, List<? extends @Nullable Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            bind(statement, i + 1, values.get(i));
        }
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.OTHER);
        } else if (value instanceof String text) {
            // Without a type, so that the server takes it for what is compared with: a timestamp, a UUID, an array.
            statement.setObject(index, text, Types.OTHER);
        } else if (value instanceof BigDecimal number) {
            statement.setBigDecimal(index, number);
        } else if (value instanceof Boolean bool) {
            statement.setBoolean(index, bool);
        } else if (value instanceof Number whole) {
            statement.setLong(index, whole.longValue());
        }
    }

    /**
     * Only a query expression can stand in these parentheses. Each cell is cut by the server, because the driver would read one of 1 GB into memory
     * before we could; and so is the sum of all, whose text has at most two characters for each that we count.
     */
    static String wrap(String sql, List<Column> columns) {
        int cell = QueryResult.cellLimit(columns.size());
        StringBuilder names = new StringBuilder();
        StringBuilder cells = new StringBuilder();
        for (int i = 1; i <= columns.size(); i++) {
            String separator = i == 1 ? "" : ", ";
            names.append(separator).append('c').append(i);
            cells.append(separator).append("pg_catalog.left(");
            cells.append(cell("q.c" + i, columns.get(i - 1).type()));
            cells.append(", ").append(cell + 1).append(") AS c").append(i);
        }
        return """
                SELECT %1$s FROM (
                SELECT r.*, pg_catalog.sum(pg_catalog.octet_length(r::text))
                    OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS sent FROM (
                SELECT %2$s FROM (
                %3$s
                ) AS q (%1$s) LIMIT %4$d) AS r) AS s WHERE sent IS NULL OR sent <= %5$d""".formatted(names, cells, sql, QueryResult.MAX_ROWS + 1, 2L * QueryResult.MAX_BYTES);
    }

    private static String cell(String column, String type) {
        return switch (type) {
            case "bytea" -> "pg_catalog.octet_length(" + column + ") || ' bytes'";
            // JSON has its timestamps in ISO 8601.
            case "timestamp", "timestamptz" ->
                "pg_catalog.replace(pg_catalog.btrim(pg_catalog.to_json(" + column + ")::text, '\"'), '+00:00', 'Z')";
            default -> column + "::text";
        };
    }

    private static ResultRows read(ResultSet row, List<Column> columns) throws SQLException {
        ResultRows rows = new ResultRows(columns);
        boolean more = true;
        while (more && row.next()) {
            List<@Nullable String> cells = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                cells.add(row.getString(i));
            }
            more = rows.add(cells);
        }
        return rows;
    }
}
