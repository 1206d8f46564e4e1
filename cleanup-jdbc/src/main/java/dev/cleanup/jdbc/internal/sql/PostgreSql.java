package dev.cleanup.jdbc.internal.sql;

import dev.cleanup.jdbc.internal.sql.IdType.Form;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL from version 14. */
record PostgreSql() implements Dialect {
    private static final int ROW_BITS = 16;
    private static final long ROW_MASK = (1 << ROW_BITS) - 1;

    /** The table itself and its partitions. */
    static final String TREE =
            "(SELECT to_regclass(?)::oid UNION SELECT relid::oid FROM pg_partition_tree(to_regclass(?)))";

    private static final Pattern PLANNED = Pattern.compile(" rows=([0-9]+) ");

    /**
     * What is the same as long as the server runs without a crash, and no other's: a crash resets the statistics, and another server, such as a
     * standby that took over, may have given the same number to another transaction.
     */
    private static final String SERVER = "(CAST(extract(epoch FROM pg_postmaster_start_time()) AS text) || ' '"
            + " || coalesce(CAST(extract(epoch FROM (SELECT stats_reset FROM pg_stat_bgwriter)) AS text), ''))";

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value instanceof String) {
            // Without a type of its own, text fits columns of any type: enumerations, uuid, citext.
            statement.setObject(index, value, Types.OTHER);
        } else {
            statement.setObject(index, value);
        }
    }

    @Override
    public String clock() {
        return "SELECT clock_timestamp()";
    }

    /**
     * Besides the limits: a batch walks the index of the key instead of sorting the table for each batch, which the default price of a random
     * page can make look cheaper; plans are made for the values at hand; and a key is the same text whatever the zone of the process is. All of it
     * ends with the transaction, and goes in one way to the server and back.
     */
    @Override
    public Begun begin(Connection connection, Limits limits, Purpose purpose) throws SQLException {
        String number = purpose == Purpose.WRITE_NUMBERED ? "pg_current_xact_id() || ',' || " + SERVER : "NULL";
        Sql sql = Sql.of(
                "SET TRANSACTION ISOLATION LEVEL " + mode(connection, purpose) + "; SELECT " + number
                        + ", set_config('lock_timeout', ?, true), set_config('statement_timeout', ?, true),"
                        + " set_config('random_page_cost', '1.1', true),"
                        + " set_config('plan_cache_mode', 'force_custom_plan', true), set_config('TimeZone', 'UTC', true),"
                        + " set_config('DateStyle', 'ISO', true), set_config('IntervalStyle', 'postgres', true)",
                limits.lock().toMillis() + "ms",
                limits.statement().toMillis() + "ms");
        return new Begun(Restore.NOTHING, Statements.lastText(connection, this, sql));
    }

    /** A server whose transactions are read-only by default is not written to; a connection that the driver has made read-only is. */
    private static String mode(Connection connection, Purpose purpose) throws SQLException {
        if (purpose == Purpose.READ) {
            return "REPEATABLE READ, READ ONLY";
        }
        return connection.isReadOnly() ? "READ COMMITTED, READ WRITE" : "READ COMMITTED";
    }

    @Override
    public Optional<String> readOnly(Connection connection) throws SQLException {
        return Statements.text(connection, this, Sql.of("""
                SELECT CASE WHEN pg_is_in_recovery() THEN 'it is a standby'
                    WHEN current_setting('default_transaction_read_only')::boolean THEN 'default_transaction_read_only is on'
                    END"""));
    }

    @Override
    public boolean forgets(Connection connection, Table table) throws SQLException {
        Sql sql = Sql.of(
                "SELECT 1 FROM pg_class WHERE relpersistence <> 'p' AND oid IN " + TREE + " LIMIT 1",
                table.sql(),
                table.sql());
        return Statements.text(connection, this, sql).isPresent();
    }

    @Override
    public Optional<String> hiddenRows(Connection connection, Table table) throws SQLException {
        return Statements.text(connection, this, Sql.of("""
                        SELECT CASE WHEN row_security_active(oid) THEN 'row-level security hides rows of it from this user'
                            WHEN pg_is_in_recovery() THEN 'it is on a standby, which may lack its newest rows; accepted is the primary'
                            WHEN relkind <> 'p' AND EXISTS (SELECT 1 FROM pg_inherits WHERE inhparent = pg_class.oid)
                                THEN 'other tables inherit from it, so its keys are not unique'
                            END
                        FROM pg_class WHERE oid = to_regclass(?)""", table.sql()));
    }

    @Override
    public List<Table> parts(Connection connection, Table table) throws SQLException {
        Sql sql = Sql.of("""
                SELECT nspname, relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
                WHERE pg_class.oid IN %s""".formatted(TREE), table.sql(), table.sql());
        return Statements.query(connection, this, sql, row -> new Table(row.getString(1), row.getString(2), List.of()));
    }

    @Override
    public List<String> primaryKey(Connection connection, Table table) throws SQLException {
        return new PostgreSqlKeys(this, connection).primary(table);
    }

    @Override
    public List<ForeignKey> foreignKeysFrom(Connection connection, Table child) throws SQLException {
        return new PostgreSqlKeys(this, connection).from(child);
    }

    @Override
    public List<ForeignKey> foreignKeysTo(Connection connection, Table parent) throws SQLException {
        return new PostgreSqlKeys(this, connection).to(parent);
    }

    @Override
    public List<String> deleteTriggers(Connection connection, Table table) throws SQLException {
        String sql = """
                SELECT tgname FROM pg_trigger
                WHERE tgrelid IN %1$s AND NOT tgisinternal AND tgenabled <> 'D' AND tgtype & 8 <> 0
                UNION SELECT rulename FROM pg_rewrite WHERE ev_class IN %1$s AND ev_type = '4'
                ORDER BY 1""".formatted(TREE);
        String name = table.sql();
        return Statements.query(connection, this, Sql.of(sql, name, name, name, name), row -> row.getString(1));
    }

    @Override
    public Optional<String> missingPrivileges(Connection connection, Table table) throws SQLException {
        return Statements.text(connection, this, Sql.of("""
                        SELECT 'the database user ' || current_user || ' lacks ' || missing || ' on the table: nothing can be removed'
                        FROM (SELECT NULLIF(concat_ws(' and ',
                            CASE WHEN NOT has_table_privilege(oid, 'DELETE') THEN 'DELETE' END,
                            CASE WHEN NOT has_any_column_privilege(oid, 'UPDATE') THEN 'UPDATE, to lock rows,' END), '') AS missing
                            FROM pg_class WHERE oid = to_regclass(?)) AS privileges
                        WHERE missing IS NOT NULL""", table.sql()));
    }

    @Override
    public List<String> place(Table table, boolean byPages) {
        return byPages ? List.of("ctid") : List.of("tableoid", "ctid");
    }

    @Override
    public Sql atPlaces(long[] places) {
        StringBuilder literal = new StringBuilder("{");
        for (long place : places) {
            literal.append(literal.length() == 1 ? "\"(" : ",\"(")
                    .append(place >>> ROW_BITS)
                    .append(',')
                    .append(place & ROW_MASK)
                    .append(")\"");
        }
        return Sql.of("c.ctid = ANY(CAST(? AS tid[]))", literal.append('}').toString());
    }

    /** The oldest transaction that was under way, for rows of older ones are in the snapshot if they are there at all; and the table's file. */
    @Override
    public Optional<String> horizon(Connection connection, Table table) throws SQLException {
        Sql sql = Sql.of(
                "SELECT pg_snapshot_xmin(pg_current_snapshot()) || ',' || pg_relation_filenode(to_regclass(?))",
                table.sql());
        return Statements.text(connection, this, sql);
    }

    /**
     * A change makes a new version of the row at another place, and who takes an old place over is younger. Only what rewrites the whole
     * table, such as VACUUM FULL, moves rows as they are; then the table has another file.
     */
    @Override
    public Sql untouched(String horizon, Table table) {
        String[] parts = horizon.split(",", 2);
        return Sql.of(
                "age(c.xmin) > age(CAST(CAST(? AS xid8) AS xid)) AND pg_relation_filenode(to_regclass(?)) = CAST(? AS oid)",
                parts[0],
                table.sql(),
                parts[1]);
    }

    @Override
    public void preferPlaces(Connection connection) throws SQLException {
        Statements.text(connection, this, Sql.of("SELECT set_config('enable_seqscan', 'off', true)"));
    }

    /** From "(page,row)"; a page has 32 bits and a row 16. */
    @Override
    public long place(String text) {
        int comma = text.indexOf(',');
        return Long.parseLong(text, 1, comma, 10) << ROW_BITS | Long.parseLong(text, comma + 1, text.length() - 1, 10);
    }

    @Override
    public String codePoints(String text) {
        return text + " COLLATE \"C\"";
    }

    /** Offsets as intervals: as text, their sign would mean the opposite. */
    @Override
    public Sql atZone(Sql instant, ZoneId zone) {
        return Sql.of("(")
                .plus(instant)
                .plus(" AT TIME ZONE ")
                .plus(named(zone))
                .plus(")");
    }

    private static Sql named(ZoneId zone) {
        return zone.getRules().isFixedOffset()
                ? Sql.of(interval(zone.getRules().getOffset(Instant.EPOCH)))
                : Sql.of("CAST(? AS text)", zone.getId());
    }

    private static String interval(ZoneOffset offset) {
        return "INTERVAL '" + offset.getTotalSeconds() + " seconds'";
    }

    @Override
    public Optional<Sql> instant(String local, ZoneOffset offset) {
        return Optional.of(Sql.of("(" + local + " AT TIME ZONE " + interval(offset) + ")"));
    }

    @Override
    public String endOf(String date) {
        return "(CAST(" + date + " AS timestamp) + INTERVAL '1 day' - INTERVAL '1 microsecond')";
    }

    @Override
    public Sql plusSeconds(String time, int seconds) {
        return Sql.of("(" + time + " + INTERVAL '" + seconds + " seconds')");
    }

    @Override
    public String before(String time, long months, Duration rest) {
        String earlier = "(" + time + " - INTERVAL '" + months + " months')";
        String end = "(date_trunc('day', " + earlier + ") + INTERVAL '1 day' - INTERVAL '1 microsecond')";
        String month = "CASE WHEN EXTRACT(DAY FROM " + earlier + ") < EXTRACT(DAY FROM " + time + ") THEN " + end
                + " ELSE " + earlier + " END";
        return "(" + (months == 0 ? time : month) + " - INTERVAL '" + rest.toMillis() + " milliseconds')";
    }

    @Override
    public String period(String every, String local) {
        return "date_trunc('" + every.toLowerCase(Locale.ROOT) + "', " + local + ")";
    }

    @Override
    public boolean knows(Connection connection, ZoneId zone) throws SQLException {
        Sql sql = Sql.of("SELECT name FROM pg_timezone_names WHERE name = ?", zone.getId());
        return zone.getRules().isFixedOffset()
                || Statements.text(connection, this, sql).isPresent();
    }

    @Override
    public boolean locksParents() {
        return true;
    }

    @Override
    public KeyedRows keyedRows(Table table, List<Column> key) {
        return new PostgreSqlKeyedRows(this, table, key);
    }

    /** A domain is compared as what it is made of: rows may be older than its checks. */
    @Override
    public Optional<IdType> idType(Connection connection, Table table, Column column) throws SQLException {
        Sql sql = Sql.of("""
                WITH RECURSIVE made (of) AS (
                    SELECT atttypid FROM pg_attribute WHERE attrelid = to_regclass(?) AND attname = ?
                    UNION ALL SELECT typbasetype FROM made JOIN pg_type ON oid = of AND typtype = 'd')
                SELECT CASE WHEN of IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype) THEN 'bigint'
                    WHEN typtype = 'e' THEN 'enum'
                    WHEN of IN ('uuid'::regtype, 'numeric'::regtype) OR typcategory = 'S' THEN format_type(of, -1)
                    END
                FROM made JOIN pg_type ON oid = of AND typtype <> 'd'""", table.sql(), column.name());
        return Statements.text(connection, this, sql).map(type -> switch (type) {
            case "bigint" -> new IdType(Form.WHOLE_NUMBER, type);
            case "uuid" -> new IdType(Form.UUID, type);
            case "enum" -> new IdType(Form.ENUMERATION, "varchar");
            default -> new IdType(Form.AS_IS, type);
        });
    }

    @Override
    public Sql numbered(List<String> texts, String type) {
        return Sql.of("unnest(CAST(? AS " + type + "[])) WITH ORDINALITY AS a(id, n)", ArrayText.of(texts));
    }

    /** TRUNCATE and ALTER TABLE do not heed older snapshots. The catalog's rows are those of the snapshot, its functions tell of now. */
    @Override
    public boolean replaced(Connection connection, Table table) throws SQLException {
        Sql sql = Sql.of("""
                SELECT 'replaced' FROM %s AS now (part) LEFT JOIN pg_class ON pg_class.oid = part
                WHERE relfilenode IS DISTINCT FROM coalesce(pg_relation_filenode(part), 0) LIMIT 1""".formatted(TREE), table.sql(), table.sql());
        return Statements.text(connection, this, sql).isPresent();
    }

    /** One whose first column it is, over all rows or over all that have a value in it. */
    @Override
    public Optional<String> index(Connection connection, Table table, Column column) throws SQLException {
        return Statements.text(connection, this, Sql.of("""
                        SELECT relname FROM pg_index
                        JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_am ON pg_am.oid = relam
                        JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
                        WHERE indrelid = to_regclass(?) AND attname = ? AND amname = 'btree' AND indisvalid
                        AND (indpred IS NULL OR pg_get_expr(indpred, indrelid) = '(' || quote_ident(attname) || ' IS NOT NULL)')
                        ORDER BY indpred IS NULL, indnatts, relname""", table.sql(), column.name()));
    }

    /**
     * Of types that can be hashed and are no domains; text needs the same collation on both sides and in the index. The index must be unique: of
     * parents with one value, all would be read where one is enough.
     */
    @Override
    public boolean findsTogether(Connection connection, Table table, Column column, Table other, Column otherColumn)
            throws SQLException {
        Sql sql = Sql.of("""
                SELECT 1 FROM pg_attribute AS child
                JOIN pg_attribute AS parent ON parent.atttypid = child.atttypid AND parent.attcollation = child.attcollation
                JOIN pg_index ON indrelid = parent.attrelid AND indkey[0] = parent.attnum AND indcollation[0] = parent.attcollation
                JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_am ON pg_am.oid = relam
                WHERE child.attrelid = to_regclass(?) AND child.attname = ? AND parent.attrelid = to_regclass(?) AND parent.attname = ?
                AND amname = 'btree' AND indisvalid AND indisunique AND indnkeyatts = 1 AND indpred IS NULL
                AND CAST(child.atttypid AS regtype) IN ('int2', 'int4', 'int8', 'uuid', 'text', 'varchar')
                FETCH FIRST 1 ROW ONLY""", table.sql(), column.name(), other.sql(), otherColumn.name());
        return Statements.text(connection, this, sql).isPresent();
    }

    /** By the plan's own words: its first line says how many rows come out of it. */
    @Override
    public Optional<Expected> expected(Connection connection, Table table, Sql query) throws SQLException {
        Sql counted = Sql.of("""
                SELECT CAST(sum(reltuples) AS bigint) FROM pg_class
                WHERE oid IN %s AND relkind = 'r' AND reltuples >= 0""".formatted(TREE), table.sql(), table.sql());
        Optional<Long> all = Statements.text(connection, this, counted).map(Long::valueOf);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<String> plan =
                Statements.query(connection, this, Sql.of("EXPLAIN ").plus(query), row -> row.getString(1));
        Matcher rows = PLANNED.matcher(plan.get(0));
        boolean readsAll = plan.stream().anyMatch(line -> line.contains("Seq Scan on "));
        return rows.find()
                ? Optional.of(new Expected(all.get(), Long.parseLong(rows.group(1)), readsAll))
                : Optional.empty();
    }

    @Override
    public Optional<Double> nullShare(Connection connection, Table table, Column column) throws SQLException {
        Sql sql = Sql.of(
                "SELECT max(null_frac) FROM pg_stats WHERE schemaname = ? AND tablename = ? AND attname = ?",
                table.schema(),
                table.name(),
                column.name());
        return Statements.text(connection, this, sql).map(Double::valueOf);
    }

    @Override
    public Outcome outcome(Connection connection, String transaction) throws SQLException {
        String[] parts = transaction.split(",", 2);
        Sql sql = Sql.of(
                "SELECT CASE WHEN " + SERVER + " = ? THEN pg_xact_status(CAST(? AS xid8)) END", parts[1], parts[0]);
        return switch (Statements.text(connection, this, sql).orElse("")) {
            case "committed" -> Outcome.COMMITTED;
            case "aborted" -> Outcome.ABORTED;
            case "in progress" -> Outcome.UNDER_WAY;
            default -> Outcome.UNKNOWN;
        };
    }

    @Override
    public FailureKind kind(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return switch (state) {
            case "57P01", "57P02" -> FailureKind.LOST;
            case "55P03" -> FailureKind.LOCKED;
            case "57014" -> FailureKind.SLOW;
            case "40001", "40P01", "57P03", "53300" -> FailureKind.PASSING;
            case "25006" -> FailureKind.READ_ONLY;
            case "42501" -> FailureKind.FORBIDDEN;
            default -> kindOfClass(state);
        };
    }

    private static FailureKind kindOfClass(String state) {
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08" -> FailureKind.LOST;
            case "22" -> FailureKind.DATA;
            case "23" -> FailureKind.CONSTRAINT;
            case "27", "45", "P0" -> FailureKind.TRIGGER;
            case "28" -> FailureKind.LOGIN;
            default -> FailureKind.OTHER;
        };
    }
}
