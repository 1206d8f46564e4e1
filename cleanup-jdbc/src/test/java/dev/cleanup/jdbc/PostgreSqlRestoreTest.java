package dev.cleanup.jdbc;

class PostgreSqlRestoreTest extends RestoreContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }

    @Override
    void createTypes() {
        db.execute(
                "CREATE TYPE mood AS ENUM ('glad', 'it''s \"odd\"')",
                """
                CREATE TABLE types (
                    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at TIMESTAMPTZ, twice BIGINT GENERATED ALWAYS AS (8 * 2) STORED,
                    t TEXT, v VARCHAR(20), c CHAR(5), n NUMERIC, m NUMERIC(30, 10), b BYTEA, tz TIMESTAMPTZ, ts TIMESTAMP,
                    d DATE, u UUID, f BOOLEAN, j JSONB, js JSON, a INT[], ta TEXT[], i INTERVAL, r REAL, dd DOUBLE PRECISION,
                    e MOOD, es MOOD[], ip INET, rng INT4RANGE, ba BYTEA[], x XML, s SERIAL, "odd ""name" TEXT)""",
                "INSERT INTO types (at) VALUES (now() - interval '9 days')",
                """
                INSERT INTO types (at, t, v, c, n, m, b, tz, ts, d, u, f, j, js, a, ta, i, r, dd, e, es, ip, rng, ba, x, "odd ""name")
                VALUES (now() - interval '9 days', E'quote " and \\\\ and ''\\nnewline\\r\\ttab \\u0001 😀 null', '', 'ab', 'NaN',
                    12345678901234567890.0123456789, '\\x00ff0a22', '2024-02-29 23:59:59.123456+05:30', 'infinity', '0044-03-15 BC',
                    '00000000-0000-0000-0000-00000000000a', true, '{"a": [1, null, "\\""]}', '{"b" :  1}', '{1,NULL,3}',
                    ARRAY['a"b', NULL, '', 'null', E'\\n'], '1 year -2 days 03:04:05.000006', 0.1, 1e-300, 'it''s "odd"',
                    ARRAY['it''s "odd"']::mood[], '10.0.0.1/8', '[1,5)', ARRAY['\\xff'::bytea], '<a>1</a>', 'x'),
                    (now() - interval '9 days', 'null', '"', NULL, 0.000, -0.0000000001, '', '-infinity', '0001-01-01', 'infinity',
                    NULL, false, 'null', 'null', '{}', '{}', '-0.5 sec', 'NaN', '-Infinity', 'glad', '{}', '::1', 'empty', '{}', NULL, '{')""",
                "CREATE TABLE types_archive (LIKE types)",
                "ALTER TABLE types_archive ADD cleanup_run TEXT, ADD cleanup_archived_at TIMESTAMPTZ");
    }
}
