package dev.cleanup.servlet.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.servlet.query.QueryException.Kind;
import dev.cleanup.servlet.query.QueryResult.Column;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdHocAnswerTest {
    private static final SafeQueries QUERIES =
            SafeQueries.builder().adHoc(Postgres.shop().as(Postgres.READER)).build();

    private static List<String> row(String sql, Object... values) {
        return QUERIES.adHoc("alice", sql, Arrays.asList(values)).rows().get(0);
    }

    @Test
    void columns_have_the_names_and_types_of_the_database() {
        QueryResult result = QUERIES.adHoc("alice", "SELECT id, bot_type, created_at AS \"when\" FROM bots", List.of());

        assertThat(result.columns())
                .containsExactly(
                        new Column("id", "int8"), new Column("bot_type", "text"), new Column("when", "timestamptz"));
        assertThat(result.rows()).hasSize(30);
        assertThat(result.took()).isPositive();
    }

    @Test
    void cells_are_texts_that_lose_nothing() {
        assertThat(row("SELECT 9223372036854775807, 0.10, 1e300::float8, true, NULL, ARRAY['a', NULL], ROW(1, 'x')"))
                .containsExactly("9223372036854775807", "0.10", "1e+300", "true", null, "{a,NULL}", "(1,x)");
    }

    @Test
    void moments_are_iso_8601() {
        assertThat(row(
                        "SELECT '2026-01-31 23:59:59.5+01'::timestamptz, '2026-01-31 10:00'::timestamp, '2026-01-31'::date,"
                                + " 'infinity'::timestamptz, '-infinity'::timestamp, NULL::timestamptz"))
                .containsExactly(
                        "2026-01-31T22:59:59.5Z", "2026-01-31T10:00:00", "2026-01-31", "infinity", "-infinity", null);
    }

    @Test
    void of_binary_values_only_the_length_is_told() {
        assertThat(row("SELECT '\\xdeadbeef'::bytea, NULL::bytea")).containsExactly("4 bytes", null);
    }

    @Test
    void two_columns_may_have_the_same_name() {
        assertThat(row("SELECT 1 AS x, 2 AS x")).containsExactly("1", "2");
    }

    @Test
    void the_order_of_the_query_is_kept() {
        QueryResult result =
                QUERIES.adHoc("alice", "SELECT id FROM bots ORDER BY bot_type DESC, id DESC LIMIT 2", List.of());

        assertThat(result.rows()).containsExactly(List.of("29"), List.of("26"));
    }

    @Test
    void values_are_bound_and_take_the_type_they_are_compared_with() {
        assertThat(row(
                        "SELECT count(*) FROM bots WHERE id > ? AND bot_type = ? AND created_at > ? AND id < ? AND ? AND ?::text IS NULL",
                        3L,
                        "type0",
                        "2026-01-10T00:00:00Z",
                        new BigDecimal("20.5"),
                        true,
                        null))
                .containsExactly("3");
        assertThat(row("SELECT ?", "'; DROP TABLE bots --")).containsExactly("'; DROP TABLE bots --");
        assertThat(row("SELECT '\"a\"'::jsonb ?? ?", "a")).containsExactly("true");
    }

    @Test
    void too_many_and_too_few_values_are_refused() {
        for (List<Object> values : List.<List<Object>>of(List.of(), List.of(1L), List.of(1L, 2L, 3L))) {
            assertThatThrownBy(() -> QUERIES.adHoc("alice", "SELECT ?, ?", values))
                    .isInstanceOfSatisfying(
                            QueryException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BAD_PARAMETER))
                    .hasMessageContaining("there are " + values.size() + " values");
        }
    }

    @Test
    void values_that_cannot_be_bound_are_refused_before_the_database_sees_them() {
        assertBadParameter(new Object(), "value 1 is a value of another type");
        assertBadParameter("x".repeat(10_001), "value 1 is longer than 10000 bytes");
        assertBadParameter("\0", "value 1 holds the character NUL");
        assertBadParameter(new BigDecimal("1e1000000000"), "value 1 has more than 1000 digits");
        assertThatThrownBy(() -> QUERIES.adHoc("alice", "SELECT 1", Collections.nCopies(101, 1L)))
                .hasMessage("there are more than 100 values");
    }

    private static void assertBadParameter(Object value, String message) {
        assertThatThrownBy(() -> QUERIES.adHoc("alice", "SELECT ?::text", List.of(value)))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BAD_PARAMETER))
                .hasMessageContaining(message);
    }

    @Test
    void a_failure_tells_its_class_and_a_reference_and_not_a_word_of_the_database() {
        assertThatThrownBy(() -> QUERIES.adHoc("alice", "SELECT bot_type::int FROM bots", List.of()))
                .isInstanceOfSatisfying(QueryException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.FAILED);
                    assertThat(e.sqlStateClass()).contains("22");
                    assertThat(e.reference()).isPresent();
                    assertThat(e.getMessage()).doesNotContain("type", "integer");
                    assertThat(e.getCause()).isNull();
                });
    }
}
