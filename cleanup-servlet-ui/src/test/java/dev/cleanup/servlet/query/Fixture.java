package dev.cleanup.servlet.query;

/** The SQL of the tests' database, and of the looks at it. */
final class Fixture {
    static final String SHOP = """
            CREATE TABLE bots (id bigint PRIMARY KEY, bot_type text, created_at timestamptz);
            INSERT INTO bots SELECT g, 'type' || g % 3, '2026-01-01T00:00:00Z'::timestamptz + g * interval '1 day'
                FROM generate_series(1, 30) g;
            CREATE TABLE hidden (secret text);
            INSERT INTO hidden VALUES ('do not tell');
            CREATE TABLE lot (n int);
            INSERT INTO lot SELECT generate_series(1, 1001);
            CREATE SEQUENCE numbers;
            CREATE FUNCTION wipe() RETURNS int LANGUAGE plpgsql AS $$ BEGIN DELETE FROM bots; RETURN 1; END $$;
            CREATE FUNCTION wipe_as_owner() RETURNS int LANGUAGE plpgsql SECURITY DEFINER
                AS $$ BEGIN DELETE FROM bots; RETURN 1; END $$;
            REVOKE EXECUTE ON FUNCTION wipe_as_owner() FROM PUBLIC;
            ALTER TABLE bots OWNER TO table_owner;
            ALTER TABLE hidden OWNER TO table_owner;
            ALTER TABLE lot OWNER TO table_owner;
            ALTER SEQUENCE numbers OWNER TO table_owner;
            ALTER FUNCTION wipe_as_owner() OWNER TO table_owner;
            SELECT lo_from_bytea(4711, '\\x00');
            CREATE SCHEMA apart;
            CREATE EXTENSION dblink SCHEMA apart;
            CREATE EXTENSION pgcrypto;
            DO $$ BEGIN EXECUTE 'CREATE VIEW wide AS SELECT '
                || (SELECT string_agg('repeat(''x'', 60000) AS w' || g, ', ') FROM generate_series(1, 1000) g); END $$;
            """;

    static final String LEFTOVERS = """
            SELECT 'session ' || pid FROM pg_stat_activity WHERE usename = '%s'
            UNION ALL SELECT 'advisory lock' FROM pg_locks WHERE locktype = 'advisory'
            UNION ALL SELECT 'temporary ' || relname FROM pg_class WHERE relpersistence = 't'
            """;

    static final String FINGERPRINT = """
            SELECT 'bots ' || md5(string_agg(b::text, ',' ORDER BY id)) FROM bots b
            UNION ALL SELECT 'hidden ' || md5(string_agg(h::text, ',')) FROM hidden h
            UNION ALL SELECT 'lot ' || count(*) FROM lot
            UNION ALL SELECT 'numbers ' || last_value || is_called FROM numbers
            UNION ALL SELECT 'relations ' || count(*) || md5(string_agg(oid::text || relowner || coalesce(relacl::text, ''), ',' ORDER BY oid))
                FROM pg_class WHERE relnamespace <> 'pg_toast'::regnamespace
            UNION ALL SELECT 'functions ' || count(*) FROM pg_proc
            UNION ALL SELECT 'schemas ' || count(*) FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp_'
            UNION ALL SELECT 'types ' || count(*) FROM pg_type
            UNION ALL SELECT 'large objects ' || md5(string_agg(oid::text || lomowner, ',' ORDER BY oid)) FROM pg_largeobject_metadata
            UNION ALL SELECT 'large pages ' || md5(string_agg(loid::text || pageno || data::text, ',' ORDER BY loid, pageno)) FROM pg_largeobject
            UNION ALL SELECT 'roles ' || count(*) || md5(string_agg(a::text, ',' ORDER BY rolname)) FROM pg_roles a
                WHERE rolname IN ('cleanup_reader', 'table_owner', 'second_superuser', 'postgres')
            UNION ALL SELECT 'settings ' || md5(string_agg(setconfig::text, ',' ORDER BY setdatabase, setrole)) FROM pg_db_role_setting
            UNION ALL SELECT 'slots ' || count(*) FROM pg_replication_slots
            UNION ALL SELECT 'prepared ' || count(*) FROM pg_prepared_xacts
            UNION ALL SELECT 'collations ' || count(*) FROM pg_collation
            """;

    private Fixture() {}
}
