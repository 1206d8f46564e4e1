package dev.cleanup.servlet.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.cleanup.ConfigurationException;
import dev.cleanup.servlet.query.QueryException.Kind;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NamedQueryTest {
    private static final String ALL_TYPES =
            "SELECT CAST(? AS VARCHAR), CAST(? AS BIGINT), CAST(? AS DECIMAL(9, 2)), CAST(? AS BOOLEAN),"
                    + " CAST(? AS TIMESTAMP WITH TIME ZONE), CAST(? AS DATE), CAST(? AS UUID)";
    private static final Parameter[] PARAMETERS = {
        Parameter.text("text"),
        Parameter.integer("integer"),
        Parameter.number("number"),
        Parameter.bool("bool"),
        Parameter.instant("instant"),
        Parameter.date("date"),
        Parameter.uuid("uuid")
    };
    private static final String UUID = "123e4567-e89b-42d3-a456-426614174000";

    static List<DataSource> databases() {
        return List.of(h2(), Postgres.shop().as(Postgres.OWNER));
    }

    private static DataSource h2() {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:named;DB_CLOSE_DELAY=-1");
        return dataSource;
    }

    private static SafeQueries of(DataSource dataSource, String sql, Parameter... parameters) {
        return SafeQueries.builder()
                .named(NamedQuery.of("q", dataSource, sql, parameters))
                .build();
    }

    private static Kind kind(SafeQueries queries, String name, Map<String, ?> values) {
        try {
            queries.named("alice", name, values);
            throw new AssertionError("it was answered");
        } catch (QueryException refusal) {
            return refusal.kind();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void values_of_every_type_are_bound(DataSource dataSource) {
        SafeQueries queries = of(dataSource, ALL_TYPES, PARAMETERS);
        List<String> row = List.of("x' --", "-7", "1.50", "true", "2026-01-01T00:00:00Z", "2026-01-31", UUID);

        QueryResult natural = queries.named(
                "alice",
                "q",
                Map.of(
                        "text",
                        "x' --",
                        "integer",
                        -7L,
                        "number",
                        new BigDecimal("1.5"),
                        "bool",
                        true,
                        "instant",
                        "2026-01-01T00:00:00Z",
                        "date",
                        "2026-01-31",
                        "uuid",
                        UUID));
        QueryResult strings = queries.named(
                "alice",
                "q",
                Map.of(
                        "text",
                        "x' --",
                        "integer",
                        "-7",
                        "number",
                        "1.5",
                        "bool",
                        "true",
                        "instant",
                        "2026-01-01T00:00:00Z",
                        "date",
                        "2026-01-31",
                        "uuid",
                        UUID));

        assertThat(natural.rows()).hasSize(1);
        assertThat(strings.rows()).isEqualTo(natural.rows());
        assertThat(natural.rows().get(0).stream()
                        .map(cell -> cell.replace("TRUE", "true").replaceFirst("^t$", "true")))
                .isEqualTo(row);
    }

    @ParameterizedTest
    @CsvSource({
        "integer, 1.5, a whole number",
        "integer, 9223372036854775808, a whole number",
        "integer, '', a whole number",
        "number, x, a number",
        "number, 1e1000000000, a number",
        "bool, yes, true or false",
        "instant, 2026-01-01, a moment",
        "date, 2026-02-30, a day",
        "uuid, 1-1-1-1-1, a UUID"
    })
    void a_value_of_another_type_is_refused_by_its_name_and_never_shown(String type, String value, String accepted) {
        Parameter parameter = List.of(PARAMETERS).stream()
                .filter(p -> p.name().equals(type))
                .findFirst()
                .orElseThrow();
        SafeQueries queries = of(h2(), "SELECT ?", parameter);

        assertThatThrownBy(() -> queries.named("alice", "q", Map.of(type, value)))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BAD_PARAMETER))
                .hasMessageStartingWith(
                        "parameter '" + type + "' is a string that is not accepted; accepted is " + accepted);
    }

    @Test
    void missing_and_unknown_parameters_are_refused() {
        SafeQueries queries = of(h2(), "SELECT ?", Parameter.text("name"));

        assertThat(kind(queries, "q", Map.of())).isEqualTo(Kind.BAD_PARAMETER);
        assertThat(kind(queries, "q", Map.of("name", "x", "nmae", "y"))).isEqualTo(Kind.BAD_PARAMETER);
        assertThat(kind(queries, "q", Map.of("name", 7L))).isEqualTo(Kind.BAD_PARAMETER);
        assertThat(kind(queries, "q", Map.of("name", new Object()))).isEqualTo(Kind.BAD_PARAMETER);
        assertThat(kind(queries, "p", Map.of("name", "x"))).isEqualTo(Kind.UNKNOWN_QUERY);
    }

    @Test
    void a_query_that_writes_is_refused_by_postgresql() {
        SafeQueries queries = of(Postgres.shop().as(Postgres.OWNER), "DELETE FROM bots RETURNING id");
        String before = Postgres.shop().fingerprint();

        assertThat(kind(queries, "q", Map.of())).isEqualTo(Kind.FAILED);
        assertThat(Postgres.shop().fingerprint()).isEqualTo(before);
    }

    @Test
    void a_query_that_writes_is_taken_back_by_h2() throws SQLException {
        try (Connection connection = h2().getConnection()) {
            connection.createStatement().execute("CREATE TABLE t AS SELECT 1 AS x");
            SafeQueries queries = of(h2(), "SELECT x FROM OLD TABLE (DELETE FROM t)");

            assertThat(queries.named("alice", "q", Map.of()).rows()).containsExactly(List.of("1"));

            assertThat(of(h2(), "SELECT x FROM t").named("alice", "q", Map.of()).rows())
                    .hasSize(1);
        }
    }

    @Test
    void the_connection_goes_back_to_its_pool_as_it_was() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setDataSource(Postgres.shop().as(Postgres.OWNER));
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            SafeQueries queries = of(pool, "SELECT pg_backend_pid()");

            String pid = queries.named("alice", "q", Map.of()).rows().get(0).get(0);

            assertThat(queries.named("alice", "q", Map.of()).rows()).containsExactly(List.of(pid));
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.getAutoCommit()).isTrue();
                assertThat(connection.isReadOnly()).isFalse();
            }
        }
        Postgres.shop().awaitNothingLeft(Postgres.OWNER);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void an_answer_is_limited(DataSource dataSource) throws SQLException {
        boolean h2 = dataSource instanceof JdbcDataSource;
        String numbers = h2 ? "SYSTEM_RANGE(1, 1001) AS t(n)" : "generate_series(1, 1001) AS t(n)";

        QueryResult rows = of(dataSource, "SELECT n FROM " + numbers).named("alice", "q", Map.of());
        QueryResult bytes =
                of(dataSource, "SELECT repeat('x', 60000) FROM " + numbers).named("alice", "q", Map.of());
        QueryResult cell = of(dataSource, "SELECT repeat('x', 65537)").named("alice", "q", Map.of());

        assertThat(rows.rows()).hasSize(1_000);
        assertThat(bytes.rows()).hasSize(34);
        assertThat(cell.rows().get(0).get(0)).hasSize(65_536);
        assertThat(List.of(rows.truncated(), bytes.truncated(), cell.truncated()))
                .containsOnly(true);
    }

    @Test
    void a_long_query_is_stopped() {
        assertThat(kind(of(Postgres.shop().as(Postgres.OWNER), "SELECT pg_sleep(30)"), "q", Map.of()))
                .isEqualTo(Kind.TIMEOUT);
        assertThat(kind(
                        of(
                                h2(),
                                "SELECT count(*) FROM SYSTEM_RANGE(1, 100000) a, SYSTEM_RANGE(1, 1000000) b WHERE a.x + b.x < 0"),
                        "q",
                        Map.of()))
                .isEqualTo(Kind.TIMEOUT);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void binary_values_and_moments_are_texts(DataSource dataSource) {
        boolean h2 = dataSource instanceof JdbcDataSource;
        String binary = h2 ? "X'0102'" : "'\\x0102'::bytea";

        List<String> row = of(
                        dataSource,
                        "SELECT " + binary + ", TIMESTAMP '2026-01-31 10:00:00', CAST('2026-01-31 10:00:00+01' AS"
                                + " TIMESTAMP WITH TIME ZONE), CAST(NULL AS TIMESTAMP)")
                .named("alice", "q", Map.of())
                .rows()
                .get(0);

        assertThat(row).containsExactly("2 bytes", "2026-01-31T10:00:00", "2026-01-31T09:00:00Z", null);
    }

    @Test
    void infinite_moments_are_told_as_such() {
        DataSource dataSource = Postgres.shop().as(Postgres.OWNER);

        assertThat(of(
                                dataSource,
                                "SELECT 'infinity'::timestamptz, '-infinity'::timestamptz, 'infinity'::timestamp, '-infinity'::timestamp")
                        .named("alice", "q", Map.of())
                        .rows())
                .containsExactly(List.of("infinity", "-infinity", "infinity", "-infinity"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "SELECT ?, ? ~ 2",
                "SELECT '?' || ? ~ 1",
                "SELECT \"a?\" ~ 0",
                "SELECT 1 -- really?\\n, ? ~ 1",
                "SELECT 1 /* ? \\n ? */, ? ~ 1",
                "SELECT $$ ? $$, $tag$ $$ ? $tag$, ? ~ 1",
                "SELECT a ?? 'b', ? ~ 1",
                "SELECT E'it\\'s ?', ? ~ 1",
                "SELECT 'it''s ?', ? ~ 1"
            })
    void question_marks_are_counted_where_they_are_parameters(String sql, int count) {
        assertThat(NamedQuery.placeholders(sql.replace("\\n", "\n"))).isEqualTo(count);
    }

    @Test
    void what_does_not_fit_is_refused_when_it_is_registered() {
        DataSource h2 = h2();
        Parameter name = Parameter.text("name");

        assertThatThrownBy(() -> NamedQuery.of("q", h2, "SELECT ?"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("which is 1");
        assertThatThrownBy(() -> NamedQuery.of("q", h2, "SELECT 1", name)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> NamedQuery.of("q", h2, "SELECT ?, ?", name, name))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> NamedQuery.of("q q", h2, "SELECT 1")).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> Parameter.text("")).isInstanceOf(ConfigurationException.class);
    }
}
