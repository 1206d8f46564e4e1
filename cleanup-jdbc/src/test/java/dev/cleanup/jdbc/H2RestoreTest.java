package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.ConfigurationException;
import org.junit.jupiter.api.Test;

class H2RestoreTest extends RestoreContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }

    @Override
    void createTypes() {
        String at = db.ago("9 DAY");
        db.execute(
                """
                CREATE TABLE types (
                    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at TIMESTAMP WITH TIME ZONE, twice BIGINT GENERATED ALWAYS AS (id * 2),
                    t VARCHAR(1000), cl CLOB, c CHAR(5), n NUMERIC(30, 10), df DECFLOAT, b VARBINARY(100), bl BLOB,
                    tz TIMESTAMP(9) WITH TIME ZONE, ts TIMESTAMP(9), d DATE, tm TIME(9), u UUID, f BOOLEAN, r REAL,
                    dd DOUBLE PRECISION, e ENUM('glad', 'it''s "odd"'), s SMALLINT, "odd ""name" VARCHAR(10))""",
                "INSERT INTO types (at) VALUES (" + at + ")",
                "INSERT INTO types (at, t, cl, c, n, df, b, bl, tz, ts, d, tm, u, f, r, dd, e, s, \"odd \"\"name\") VALUES ("
                        + at
                        + """
                        , U&'quote " and \\\\ and ''\\000anewline\\000d\\0009tab\\0001 😀 null', 'clob' || CHAR(10) || '"', 'ab', 12345678901234567890.0123456789,
                            1E-300, X'00ff0a22', X'00ff', '2024-02-29 23:59:59.123456789+05:30', '2024-02-29 23:59:59.123456789', '-0044-03-15',
                            '01:02:03.000000001', '00000000-0000-0000-0000-00000000000a', TRUE, 0.1, 1E-300, 'it''s "odd"', -1, 'x')""",
                "INSERT INTO types (at, t, cl, c, n, df, b, bl, f, r, dd, e) VALUES (" + at
                        + ", 'null', '', '', -0.0000000001, 0.000, X'', X'', FALSE, 'NaN', '-Infinity', 'glad')",
                "CREATE TABLE types_archive AS SELECT * FROM types WHERE 1 = 0",
                "ALTER TABLE types_archive ADD cleanup_run VARCHAR(100)",
                "ALTER TABLE types_archive ADD cleanup_archived_at TIMESTAMP WITH TIME ZONE");
    }

    @Test
    void a_type_that_does_not_come_back_from_a_file_is_refused() {
        db.execute("ALTER TABLE bots ADD tags INTEGER ARRAY");

        assertThatThrownBy(() -> bots().archiveTo(directory).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot be kept in a file");
    }
}
