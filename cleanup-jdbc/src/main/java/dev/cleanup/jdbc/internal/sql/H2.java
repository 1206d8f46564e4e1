package dev.cleanup.jdbc.internal.sql;

import dev.cleanup.jdbc.internal.sql.IdType.Form;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** H2 from version 2.2. Its failures are told apart by their error codes, since many have no standard SQLState. */
record H2() implements Dialect {

    @Override
    public String name() {
        return "h2";
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        statement.setObject(index, value);
    }

    /** Frozen for a transaction, so it is read at its beginning. */
    @Override
    public String clock() {
        return "SELECT CURRENT_TIMESTAMP(9)";
    }

    /** There are no read-only transactions. */
    @Override
    public Begun begin(Connection connection, Limits limits, Purpose purpose) throws SQLException {
        int isolation = connection.getTransactionIsolation();
        String lock = Statements.text(connection, this, Sql.of("SELECT LOCK_TIMEOUT()"))
                .orElseThrow();
        String statement = Statements.text(
                        connection,
                        this,
                        Sql.of(
                                "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'QUERY_TIMEOUT'"))
                .orElse("0");
        Restore restore = () -> putBack(connection, isolation, lock, statement);
        try {
            isolate(
                    connection,
                    isolation,
                    purpose == Purpose.READ
                            ? Connection.TRANSACTION_REPEATABLE_READ
                            : Connection.TRANSACTION_READ_COMMITTED);
            set(connection, limits.lock().toMillis() + "", limits.statement().toMillis() + "");
        } catch (SQLException failure) {
            restore.run();
            throw failure;
        }
        return new Begun(restore, Optional.empty());
    }

    private static void putBack(Connection connection, int isolation, String lock, String statement)
            throws SQLException {
        isolate(connection, connection.getTransactionIsolation(), isolation);
        set(connection, lock, statement);
    }

    private static void isolate(Connection connection, int now, int wanted) throws SQLException {
        if (now != wanted) {
            connection.setTransactionIsolation(wanted);
        }
    }

    private static void set(Connection connection, String lock, String query) throws SQLException {
        try (Statement settings = connection.createStatement()) {
            settings.execute("SET LOCK_TIMEOUT " + Long.parseLong(lock));
            settings.execute("SET QUERY_TIMEOUT " + Long.parseLong(query));
        }
    }

    @Override
    public Optional<String> readOnly(Connection connection) throws SQLException {
        return Statements.text(
                connection, this, Sql.of("SELECT CASE WHEN READONLY() THEN 'it was opened read-only' END"));
    }

    @Override
    public boolean forgets(Connection connection, Table table) {
        return false;
    }

    @Override
    public Optional<String> hiddenRows(Connection connection, Table table) {
        return Optional.empty();
    }

    @Override
    public List<Table> parts(Connection connection, Table table) {
        return List.of(table);
    }

    @Override
    public List<String> primaryKey(Connection connection, Table table) throws SQLException {
        Map<Integer, String> columns = new TreeMap<>();
        try (ResultSet row = connection.getMetaData().getPrimaryKeys(null, table.schema(), table.name())) {
            while (row.next()) {
                columns.put(row.getInt("KEY_SEQ"), row.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(columns.values());
    }

    @Override
    public List<ForeignKey> foreignKeysFrom(Connection connection, Table child) throws SQLException {
        try (ResultSet row = connection.getMetaData().getImportedKeys(null, child.schema(), child.name())) {
            return ForeignKey.all(row);
        }
    }

    @Override
    public List<ForeignKey> foreignKeysTo(Connection connection, Table parent) throws SQLException {
        try (ResultSet row = connection.getMetaData().getExportedKeys(null, parent.schema(), parent.name())) {
            return ForeignKey.all(row);
        }
    }

    @Override
    public List<String> deleteTriggers(Connection connection, Table table) throws SQLException {
        Sql sql = Sql.of("""
                SELECT DISTINCT TRIGGER_NAME FROM INFORMATION_SCHEMA.TRIGGERS
                WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ? AND EVENT_MANIPULATION LIKE '%DELETE%'
                ORDER BY 1""", table.schema(), table.name());
        return Statements.query(connection, this, sql, row -> row.getString(1));
    }

    @Override
    public Optional<String> missingPrivileges(Connection connection, Table table) {
        return Optional.empty();
    }

    @Override
    public List<String> place(Table table, boolean byPages) {
        return List.of("_ROWID_");
    }

    /** As constants: an array would be searched from its beginning for each row. */
    @Override
    public Sql atPlaces(long[] places) {
        String list = LongStream.of(places).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        return Sql.of(places.length == 0 ? "1 = 0" : "c._ROWID_ IN (" + list + ")");
    }

    /** A row keeps its place when it is changed. */
    @Override
    public Optional<String> horizon(Connection connection, Table table) {
        return Optional.empty();
    }

    @Override
    public Sql untouched(String horizon, Table table) {
        return Sql.of("1 = 0");
    }

    @Override
    public void preferPlaces(Connection connection) {}

    @Override
    public long place(String text) {
        return Long.parseLong(text);
    }

    /** Bytes of UTF-8. */
    @Override
    public String codePoints(String text) {
        return "CAST(" + text + " AS VARBINARY)";
    }

    @Override
    public Sql atZone(Sql instant, ZoneId zone) {
        String id = zone.getRules().isFixedOffset()
                ? zone.getRules().getOffset(Instant.EPOCH).getId()
                : zone.getId();
        return Sql.of("(").plus(instant).plus(" AT TIME ZONE ?)", id.equals("Z") ? "UTC" : id);
    }

    @Override
    public Optional<Sql> instant(String local, ZoneOffset offset) {
        return Optional.empty();
    }

    @Override
    public String endOf(String date) {
        return "DATEADD(MICROSECOND, -1, CAST(DATEADD(DAY, 1, " + date + ") AS TIMESTAMP))";
    }

    @Override
    public Sql plusSeconds(String time, int seconds) {
        return Sql.of("DATEADD(SECOND, " + seconds + ", " + time + ")");
    }

    @Override
    public String before(String time, long months, Duration rest) {
        String earlier = "DATEADD(MONTH, " + -months + ", " + time + ")";
        String end = "DATEADD(MICROSECOND, -1, DATEADD(DAY, 1, DATE_TRUNC(DAY, " + earlier + ")))";
        String month = "CASE WHEN EXTRACT(DAY FROM " + earlier + ") < EXTRACT(DAY FROM " + time + ") THEN " + end
                + " ELSE " + earlier + " END";
        return "DATEADD(MILLISECOND, " + -rest.toMillis() + ", " + (months == 0 ? time : month) + ")";
    }

    @Override
    public String period(String every, String local) {
        String year = "EXTRACT(YEAR FROM " + local + ")";
        String day = year + " * 1000 + EXTRACT(DOY FROM " + local + ")";
        return switch (every) {
            case "YEAR" -> year;
            case "MONTH" -> "(" + year + " * 100 + EXTRACT(MONTH FROM " + local + "))";
            case "WEEK" -> "(EXTRACT(ISO_WEEK_YEAR FROM " + local + ") * 100 + EXTRACT(ISO_WEEK FROM " + local + "))";
            case "DAY" -> "(" + day + ")";
            default -> "((" + day + ") * 100 + EXTRACT(HOUR FROM " + local + "))";
        };
    }

    /** It asks Java. */
    @Override
    public boolean knows(Connection connection, ZoneId zone) {
        return true;
    }

    @Override
    public boolean locksParents() {
        return false;
    }

    @Override
    public KeyedRows keyedRows(Table table, List<Column> key) {
        return new H2KeyedRows(this, table, key);
    }

    @Override
    public Optional<IdType> idType(Connection connection, Table table, Column column) {
        return Optional.ofNullable(
                switch (column.type()) {
                    case "TINYINT", "SMALLINT", "INTEGER", "BIGINT" -> new IdType(Form.WHOLE_NUMBER, "BIGINT");
                    case "UUID" -> new IdType(Form.UUID, "UUID");
                    // As NUMERIC, a value would be rounded.
                    case "NUMERIC", "DECIMAL", "DECFLOAT" -> new IdType(Form.AS_IS, "DECFLOAT");
                    case "CHARACTER", "CHARACTER VARYING", "VARCHAR_IGNORECASE" -> new IdType(Form.AS_IS, "VARCHAR");
                    default -> column.type().startsWith("ENUM") ? new IdType(Form.ENUMERATION, "VARCHAR") : null;
                });
    }

    @Override
    public Sql numbered(List<String> texts, String type) {
        return new Sql("UNNEST(CAST(? AS " + type + " ARRAY)) WITH ORDINALITY AS a(id, n)", List.of((Object)
                texts.toArray(String[]::new)));
    }

    /** A snapshot keeps what was there. */
    @Override
    public boolean replaced(Connection connection, Table table) {
        return false;
    }

    @Override
    public Optional<Expected> expected(Connection connection, Table table, Sql query) {
        return Optional.empty();
    }

    @Override
    public Optional<Double> nullShare(Connection connection, Table table, Column column) {
        return Optional.empty();
    }

    @Override
    public Optional<String> index(Connection connection, Table table, Column column) {
        return Optional.empty();
    }

    @Override
    public boolean findsTogether(Connection connection, Table table, Column column, Table other, Column otherColumn) {
        return false;
    }

    @Override
    public Outcome outcome(Connection connection, String transaction) {
        return Outcome.UNKNOWN;
    }

    @Override
    public FailureKind kind(SQLException failure) {
        return switch (failure.getErrorCode()) {
            case 90067, 90098, 90121, 90007, 90028, 90031 -> FailureKind.LOST;
            case 50200 -> FailureKind.LOCKED;
            case 57014 -> FailureKind.SLOW;
            case 40001, 90131 -> FailureKind.PASSING;
            case 90097 -> FailureKind.READ_ONLY;
            case 90096 -> FailureKind.FORBIDDEN;
            case 28000 -> FailureKind.LOGIN;
            case 90044 -> FailureKind.TRIGGER;
            default -> kindOfState(String.valueOf(failure.getSQLState()));
        };
    }

    private static FailureKind kindOfState(String state) {
        if (state.startsWith("08")) {
            return FailureKind.LOST;
        }
        if (state.startsWith("45")) {
            return FailureKind.TRIGGER;
        }
        if (state.startsWith("22")) {
            return FailureKind.DATA;
        }
        return state.startsWith("23") ? FailureKind.CONSTRAINT : FailureKind.OTHER;
    }
}
