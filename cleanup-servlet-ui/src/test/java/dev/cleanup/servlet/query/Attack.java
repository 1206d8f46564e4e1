package dev.cleanup.servlet.query;

import java.util.List;

/**
 * A text that tries to do more than read.
 *
 * @param outcome how it ends for a role that fits: a regular expression, because servers differ
 * @param always whether the transaction alone, also for a superuser, keeps it from changing anything that lasts
 */
record Attack(String sql, String outcome, boolean always) {
    private static final String GATE = "BAD_REQUEST";
    private static final String SYNTAX = "FAILED 42";
    private static final String DENIED = "FAILED 42";

    /** PostgreSQL 14 and 15 leave them to the rollback, and their owner is another one than the reader. */
    private static final String LARGE_OBJECT = "FAILED 25|FAILED 42|OK";

    @Override
    public String toString() {
        return sql.length() > 100 ? sql.substring(0, 100) : sql;
    }

    private static Attack of(String sql, String outcome) {
        return new Attack(sql, outcome, true);
    }

    /** Only the role keeps this one off. */
    private static Attack byRole(String sql, String outcome) {
        return new Attack(sql, outcome, false);
    }

    /** Those that end by themselves and fast. */
    static List<Attack> all() {
        return List.of(
                of("COMMIT; DELETE FROM bots; COMMIT", GATE),
                of("SELECT 1; DELETE FROM bots", GATE),
                of("ROLLBACK; SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE; DELETE FROM bots", GATE),
                of("SELECT 1) x; COMMIT; DELETE FROM bots; SELECT * FROM (SELECT 1", GATE),
                of("DECLARE c CURSOR FOR SELECT 1; COMMIT; DELETE FROM bots", GATE),
                of("SELECT 1;;", GATE),
                of("SELECT ';'", GATE),
                of("SELECT {fn now()}", GATE),
                of("SELECT {fn concat('a', (SELECT 1", GATE),
                of("SELECT '\0'", GATE),
                of("-- nothing", GATE),
                of("/* nothing */", GATE),
                of("SELECT", GATE),
                // Out of the wrapper without a semicolon.
                of("SELECT 1) AS x, (SELECT 2", SYNTAX),
                of(
                        "SELECT 'a'::text) AS q (c1) UNION ALL SELECT repeat('x', 200000000) FROM (SELECT 'b'::text",
                        SYNTAX),
                of("SELECT 1) AS q (c1) LIMIT 100000 --", SYNTAX),
                of("SELECT 1) AS q (c1) LIMIT 100000 /*", SYNTAX),
                of("SELECT 1) AS x, LATERAL (SELECT 2", SYNTAX),
                of("SELECT 1)", SYNTAX),
                of("(SELECT 1", SYNTAX),
                of("SELECT (1", SYNTAX),
                of("SELECT 1 /*", SYNTAX),
                of("SELECT $$", SYNTAX),
                of("SELECT $a$ ) AS q $b$", SYNTAX),
                of("SELECT '", SYNTAX),
                of("SELECT E'\\'", SYNTAX),
                of("SELECT \"", SYNTAX),
                of("SELECT 1 --", "OK"),
                of("SELECT 1 -- ) AS q", "OK"),
                of("SELECT 1 /* ) AS q */", "OK"),
                of("SELECT $$ ) AS q $$", "OK"),
                of("SELECT 1 /* /* ) */ */", "OK"),
                of("SELECT 1;", "OK"),
                // Statements that are no query.
                of("DELETE FROM bots", GATE),
                of("DELETE FROM bots RETURNING *", SYNTAX),
                of("INSERT INTO bots VALUES (99) RETURNING id", SYNTAX),
                of("UPDATE bots SET bot_type = 'x'", GATE),
                of("MERGE INTO bots USING lot ON id = n WHEN MATCHED THEN DELETE", GATE + "|" + SYNTAX),
                of("TRUNCATE bots", GATE),
                of("DROP TABLE bots", GATE),
                of("CREATE TABLE mine (x int)", GATE),
                of("CREATE TEMP TABLE mine AS SELECT 1", GATE),
                of("SELECT * INTO mine FROM bots", GATE),
                of("SELECT * INTO TEMP mine FROM bots", GATE),
                of("GRANT ALL ON bots TO PUBLIC", GATE),
                of("ALTER SYSTEM SET work_mem = '1GB'", GATE),
                of("ALTER ROLE cleanup_reader SET default_transaction_read_only = off", GATE),
                of("COMMIT", GATE),
                of("ROLLBACK", GATE),
                of("BEGIN", GATE),
                of("SAVEPOINT s", GATE),
                of("SET TRANSACTION READ WRITE", GATE),
                of("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE", GATE),
                of("SET ROLE table_owner", GATE),
                of("SET SESSION AUTHORIZATION second_superuser", GATE),
                of("RESET ROLE", GATE),
                of("DISCARD ALL", GATE),
                of("DO $$ BEGIN DELETE FROM bots END $$", GATE),
                of("CALL wipe()", SYNTAX),
                of("PREPARE p AS DELETE FROM bots", GATE),
                of("EXECUTE p", GATE),
                of("DECLARE c CURSOR WITH HOLD FOR SELECT * FROM bots", GATE),
                of("FETCH ALL FROM c", GATE),
                of("LOCK TABLE bots IN ACCESS EXCLUSIVE MODE", GATE),
                of("LISTEN x", GATE),
                of("NOTIFY x", GATE),
                of("VACUUM bots", GATE),
                of("ANALYZE bots", GATE),
                of("REINDEX TABLE bots", GATE),
                of("CHECKPOINT", GATE),
                of("LOAD 'dblink'", GATE),
                of("SHOW ALL", SYNTAX),
                of("EXPLAIN SELECT 1", SYNTAX),
                of("EXPLAIN ANALYZE DELETE FROM bots", SYNTAX),
                of("EXPLAIN (ANALYZE) SELECT wipe()", SYNTAX),
                of("COPY bots TO '/tmp/stolen'", GATE),
                of("COPY bots TO STDOUT", GATE),
                of("COPY (SELECT 1) TO PROGRAM 'touch /tmp/stolen'", GATE),
                of("COPY bots FROM PROGRAM 'echo 99'", GATE),
                // Queries that write, or lead out of the transaction.
                of("WITH gone AS (DELETE FROM bots RETURNING *) SELECT * FROM gone", "FAILED 0A"),
                of("SELECT * FROM (WITH gone AS (DELETE FROM bots RETURNING *) SELECT * FROM gone) g", "FAILED 0A"),
                of("SELECT * FROM bots FOR UPDATE", "FAILED 25"),
                of("SELECT * FROM bots FOR KEY SHARE", "FAILED 25"),
                of("SELECT wipe()", "FAILED 25"),
                of("SELECT wipe_as_owner()", DENIED),
                of("SELECT nextval('numbers')", DENIED),
                of("SELECT setval('numbers', 99)", DENIED),
                of("SELECT query_to_xml('DELETE FROM bots RETURNING 1', true, false, '')", "FAILED 0A"),
                of("SELECT query_to_xml('COMMIT', true, false, '')", "FAILED 22"),
                of("SELECT query_to_xml('SELECT wipe()', true, false, '')", "FAILED 25"),
                of("SELECT * FROM ts_stat('WITH g AS (DELETE FROM bots RETURNING 1) SELECT * FROM g')", "FAILED 0A"),
                of("SELECT set_config('transaction_read_only', 'off', true)", "FAILED 25"),
                of(
                        "SELECT set_config('transaction_read_only', 'off', true), query_to_xml('DELETE FROM bots RETURNING 1', true, false, '')",
                        "FAILED 25"),
                of("SELECT set_config('default_transaction_read_only', 'off', false)", "OK"),
                of("SELECT set_config('transaction_isolation', 'serializable', true)", "FAILED 25"),
                of(
                        "SELECT set_config('role', 'table_owner', false), query_to_xml('SELECT wipe()', true, false, '')",
                        DENIED),
                of(
                        "SELECT set_config('role', 'none', false), query_to_xml('SELECT wipe()', true, false, '')",
                        "FAILED 25"),
                of("SELECT set_config('session_authorization', 'second_superuser', false)", DENIED),
                of("SELECT set_config('search_path', 'apart', false)", "OK"),
                of("SELECT pg_advisory_lock(g) FROM generate_series(1, 100) g", "OK"),
                of("SELECT pg_try_advisory_lock(1), 1 / 0", "FAILED 22"),
                of("SELECT pg_notify('x', 'y')", "OK"),
                of("SELECT pg_export_snapshot()", "OK"),
                of("SELECT pg_current_xact_id()", "OK"),
                of("SELECT lo_create(0)", LARGE_OBJECT),
                of("SELECT lo_creat(-1)", LARGE_OBJECT),
                of("SELECT lo_from_bytea(0, 'x')", LARGE_OBJECT),
                of("SELECT lo_put(4711, 0, 'x')", LARGE_OBJECT),
                of("SELECT lo_unlink(4711)", LARGE_OBJECT),
                of("SELECT lo_truncate(lo_open(4711, 131072), 0)", LARGE_OBJECT),
                of("SELECT lo_import('/etc/passwd')", DENIED),
                byRole("SELECT lo_export(4711, '/tmp/stolen')", DENIED),
                byRole("SELECT pg_read_file('/etc/passwd')", DENIED),
                byRole("SELECT pg_ls_dir('/')", DENIED),
                byRole("SELECT * FROM pg_shadow", DENIED),
                byRole("SELECT * FROM hidden", DENIED),
                byRole("SELECT query_to_xml('SELECT * FROM hidden', true, false, '')", DENIED),
                byRole("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'", DENIED),
                byRole("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'", DENIED),
                byRole("SELECT pg_reload_conf()", DENIED),
                byRole("SELECT pg_switch_wal()", DENIED),
                byRole("SELECT pg_stat_reset()", DENIED),
                byRole("SELECT pg_create_physical_replication_slot('mine')", "FAILED 42"),
                byRole("SELECT pg_import_system_collations('pg_catalog')", DENIED),
                byRole("SELECT apart.dblink_exec('" + dblink() + "', 'DELETE FROM bots')", DENIED),
                byRole(
                        "SELECT * FROM apart.dblink('" + dblink() + "', 'DELETE FROM bots RETURNING 1') AS t (x int)",
                        DENIED));
    }

    private static String dblink() {
        return "host=127.0.0.1 user=postgres port=" + Postgres.shop().port() + " dbname="
                + Postgres.shop().name();
    }
}
