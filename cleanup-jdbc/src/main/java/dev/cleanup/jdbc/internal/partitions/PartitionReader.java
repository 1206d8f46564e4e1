package dev.cleanup.jdbc.internal.partitions;

import dev.cleanup.jdbc.internal.partitions.Partition.End;
import dev.cleanup.jdbc.internal.partitions.Partition.Size;
import dev.cleanup.jdbc.internal.schema.TimeColumn;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import dev.cleanup.jdbc.internal.sql.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the partitions of a table within a transaction: those that are half detached, and then by their ends. */
final class PartitionReader {
    /** Each partition with all tables that it is made of. The catalog alone is asked, so that nothing is locked. */
    private static final String TREE = """
            WITH RECURSIVE tree (part, member) AS (
                SELECT inhrelid, inhrelid FROM pg_inherits WHERE inhparent = to_regclass(?)
                UNION ALL SELECT part, inhrelid FROM tree JOIN pg_inherits ON inhparent = member)
            """;

    private static final String PARTITIONS = TREE + """
            , members AS (
                SELECT part, count(*) FILTER (WHERE relkind <> 'p') AS leaves,
                    CAST(CASE WHEN bool_or(relkind = 'r' AND reltuples < 0) THEN -1
                        ELSE coalesce(sum(reltuples) FILTER (WHERE relkind = 'r'), 0) END AS bigint) AS rows,
                    %2$s AS bytes,
                    bool_or(relkind NOT IN ('r', 'p')) AS elsewhere
                FROM tree JOIN pg_class ON oid = member GROUP BY part),
            bounds AS (
                SELECT oid, relnamespace, relname, pg_get_expr(relpartbound, oid) AS bound
                FROM pg_class JOIN members ON oid = part),
            texts AS (
                SELECT oid, substring(bound FROM 'FROM [(]''([^'']*)''[)] TO') AS lower,
                    substring(bound FROM ' TO [(]''([^'']*)''[)]$') AS upper
                FROM bounds)
            SELECT bounds.oid, nspname, relname, bound, upper,
                CASE WHEN isfinite(CAST(upper AS %1$s)) THEN CAST(upper AS %1$s) END AS ends,
                coalesce(isfinite(CAST(lower AS %1$s)), false) AS begins,
                inhdetachpending, elsewhere, leaves, rows, bytes
            FROM bounds JOIN texts USING (oid) JOIN members ON part = bounds.oid
            JOIN pg_inherits ON inhrelid = bounds.oid JOIN pg_namespace ON pg_namespace.oid = relnamespace
            ORDER BY inhdetachpending DESC, ends NULLS LAST, bounds.oid""";

    private static final String OBSTACLES = TREE + """
            SELECT part, 'trigger', tgname FROM tree JOIN pg_trigger ON tgrelid = member
            WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgtype & 8 <> 0
            UNION SELECT part, 'rule', rulename FROM tree JOIN pg_rewrite ON ev_class = member WHERE ev_type = '4'
            UNION SELECT part, 'foreign key', conname FROM tree JOIN pg_constraint ON confrelid = member WHERE contype = 'f'
            ORDER BY 1, 2, 3""";

    private static final String SIZES = "coalesce(CAST(sum(pg_total_relation_size(member)) AS bigint), 0)";

    private final Connection connection;
    private final Partitioned of;
    private final Set<String> triggers;

    PartitionReader(Connection connection, Partitioned of, Set<String> triggers) {
        this.connection = connection;
        this.of = of;
        this.triggers = triggers;
    }

    /** The database's time. */
    Instant now() throws SQLException {
        return Statements.one(
                connection, of.dialect(), Sql.of(of.dialect().clock()), row -> row.getObject(1, OffsetDateTime.class)
                        .toInstant()
                        .truncatedTo(ChronoUnit.MICROS));
    }

    /** With their sizes. Asking for those waits while somebody holds a partition exclusively. */
    List<Partition> sized() throws SQLException {
        return read(SIZES);
    }

    List<Partition> unsized() throws SQLException {
        return read("CAST(0 AS bigint)");
    }

    private List<Partition> read(String bytes) throws SQLException {
        // What the catalog says of bounds is the same in every session then, and can be compared.
        Statements.text(
                connection,
                of.dialect(),
                Sql.of("SELECT set_config('DateStyle', 'ISO, YMD', true), set_config('TimeZone', 'UTC', true)"));
        String sql = PARTITIONS.formatted(of.key().column().type(), bytes);
        List<Partition> all = Statements.query(
                connection, of.dialect(), Sql.of(sql, of.table().sql()), this::partition);
        return withoutTheLast(withObstacles(all));
    }

    private Partition partition(ResultSet row) throws SQLException {
        String bound = row.getString(4);
        Optional<End> end = row.getObject(6) == null || !row.getBoolean(7)
                ? Optional.empty()
                : Optional.of(new End(row.getString(5), of.key().end(row, 6)));
        List<String> holds = new ArrayList<>();
        if (bound.equals("DEFAULT")) {
            holds.add("it is the default partition");
        } else if (end.isEmpty()) {
            holds.add("its bounds are not both finite, so its age is unknown");
        }
        if (row.getBoolean(8)) {
            holds.add("somebody began to detach it and has not ended: finish that with DETACH PARTITION … FINALIZE");
        }
        if (row.getBoolean(9)) {
            holds.add("it is a foreign table or has one");
        }
        Table table = new Table(row.getString(2), row.getString(3), List.of());
        return new Partition(
                row.getLong(1), table, bound, end, holds, new Size(row.getInt(10), row.getLong(11), row.getLong(12)));
    }

    private record Obstacle(long part, String kind, String name) {}

    private List<Partition> withObstacles(List<Partition> all) throws SQLException {
        List<Obstacle> obstacles = Statements.query(
                connection,
                of.dialect(),
                Sql.of(OBSTACLES, of.table().sql()),
                row -> new Obstacle(row.getLong(1), row.getString(2), row.getString(3)));
        List<Partition> held = new ArrayList<>(all);
        for (Obstacle obstacle : obstacles) {
            if (!triggers.contains(obstacle.name()) || obstacle.kind().equals("foreign key")) {
                held.replaceAll(part -> part.oid() == obstacle.part() ? part.heldBy(words(obstacle)) : part);
            }
        }
        return held;
    }

    private static String words(Obstacle obstacle) {
        return obstacle.kind().equals("foreign key")
                ? "the foreign key " + obstacle.name() + " refers to it"
                : "its " + obstacle.kind() + " " + obstacle.name()
                        + " acts on deleted rows and would not act; allowTriggers may name it";
    }

    /** Where new rows go must not go itself, whatever its age: nobody may have made the next one. */
    private static List<Partition> withoutTheLast(List<Partition> all) {
        List<Partition> held = new ArrayList<>(all);
        for (int index = held.size() - 1; index >= 0; index--) {
            Partition part = held.get(index);
            if (!part.bound().equals("DEFAULT")) {
                held.set(index, part.heldBy("it is the last partition, which always stays"));
                break;
            }
        }
        return held;
    }

    /** The first row of a partition that its bounds do not allow, if there is one. */
    Optional<String> outside(Partition part) throws SQLException {
        TimeColumn key = of.key();
        // Otherwise the bounds themselves may be taken for the answer.
        Statements.text(
                connection,
                of.dialect(),
                Sql.of(
                        "SELECT set_config('constraint_exclusion', 'off', true), set_config('enable_partition_pruning', 'off', true)"));
        Sql sql = Sql.of(
                "SELECT 1 FROM " + part.table().sql() + " AS c WHERE "
                        + key.column().sql() + " >= CAST(? AS " + key.column().type() + ") OR "
                        + key.column().sql() + " IS NULL LIMIT 1",
                part.end().orElseThrow().text());
        return Statements.text(connection, of.dialect(), sql);
    }

    /** How much room a partition takes. */
    long bytes(Partition part) throws SQLException {
        Sql sql = Sql.of(
                "SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree(to_regclass(?))",
                part.table().sql());
        return Statements.one(connection, of.dialect(), sql, row -> row.getLong(1));
    }

    /** Locks the table until the transaction ends, and none of its partitions. */
    void lockTable(String mode) throws SQLException {
        run("LOCK TABLE ONLY " + of.table().sql() + " IN " + mode + " MODE");
    }

    /** Locks a partition with all that it is made of. */
    void lock(Partition part) throws SQLException {
        run("LOCK TABLE " + part.table().sql() + " IN ACCESS EXCLUSIVE MODE");
    }

    /** Returns when no other session is about to change what the table is made of. */
    void awaitChanges() throws SQLException {
        lockTable("ACCESS SHARE");
    }

    private void run(String sql) throws SQLException {
        Statements.update(connection, of.dialect(), Sql.of(sql));
    }

    /** What the user would need to remove partitions and is not. */
    Optional<String> missingOwnership(boolean dropping) throws SQLException {
        Sql sql = Sql.of(TREE + """
                SELECT 'the database user ' || current_user || ' does not own ' || string_agg(name, ', ' ORDER BY name)
                    || ': nothing of it can be removed'
                FROM (SELECT oid::regclass::text AS name FROM pg_class
                    WHERE (oid = to_regclass(?) OR (CAST(? AS boolean) AND oid IN (SELECT member FROM tree)))
                    AND NOT pg_has_role(relowner, 'USAGE') LIMIT 3) AS others""", of.table().sql(), of.table().sql(), dropping);
        return Statements.text(connection, of.dialect(), sql);
    }
}
