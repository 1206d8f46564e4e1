package dev.cleanup.servlet.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.ConfigurationException;
import dev.cleanup.servlet.query.QueryException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class SafeQueriesTest {
    private static final Postgres SHOP = Postgres.shop();

    private static DataSource h2() {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:");
        return dataSource;
    }

    private static NamedQuery one(DataSource dataSource) {
        return NamedQuery.of("one", dataSource, "SELECT 1");
    }

    private static Kind kind(SafeQueries queries, String sql) {
        try {
            queries.adHoc("alice", sql, List.of());
            throw new AssertionError("it was answered");
        } catch (QueryException refusal) {
            return refusal.kind();
        }
    }

    @Test
    void nothing_to_run_is_refused() {
        assertThatThrownBy(() -> SafeQueries.builder().build()).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void two_queries_of_one_name_are_refused() {
        SafeQueries.Builder builder = SafeQueries.builder().named(one(h2()));

        assertThatThrownBy(() -> builder.named(one(h2())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("one");
    }

    @Test
    void ad_hoc_sql_is_off_by_default() {
        SafeQueries queries = SafeQueries.builder().named(one(h2())).build();

        assertThat(queries.allowsAdHoc()).isFalse();
        assertThat(queries.namedQueries()).extracting(NamedQuery::name).containsExactly("one");
        assertThat(kind(queries, "SELECT 1")).isEqualTo(Kind.UNSUPPORTED);
    }

    @Test
    void h2_has_no_ad_hoc_sql() {
        assertThatThrownBy(() -> SafeQueries.builder().adHoc(h2()).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ad-hoc SQL needs PostgreSQL 14 or newer");
    }

    @Test
    void a_data_source_that_becomes_another_database_is_unsupported() {
        AtomicReference<DataSource> target = new AtomicReference<>(SHOP.as(Postgres.READER));
        MovableClock clock = new MovableClock();
        SafeQueries queries = SafeQueries.builder()
                .adHoc(new DelegatingDataSource(() -> target.get().getConnection()))
                .clock(clock)
                .build();
        target.set(h2());
        clock.advance(AdHocQueries.TRUST);

        assertThat(kind(queries, "SELECT 1")).isEqualTo(Kind.UNSUPPORTED);
    }

    @Test
    void the_data_source_of_a_named_query_is_refused_for_ad_hoc_sql() {
        DataSource shared = SHOP.as(Postgres.READER);

        assertThatThrownBy(() ->
                        SafeQueries.builder().named(one(shared)).adHoc(shared).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("accepted is a data source of its own");
    }

    @Test
    void a_role_that_is_granted_something_later_is_refused_until_it_is_revoked() {
        Postgres database = Postgres.empty();
        database.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        String role = Postgres.newRole();
        database.execute("CREATE ROLE " + role + " LOGIN", "CREATE TABLE bots (id int)");
        MovableClock clock = new MovableClock();
        SafeQueries queries =
                SafeQueries.builder().adHoc(database.as(role)).clock(clock).build();
        database.execute("GRANT DELETE ON bots TO " + role);

        clock.advance(AdHocQueries.TRUST.minusNanos(1));
        assertThatCode(() -> queries.adHoc("alice", "SELECT 1", List.of())).doesNotThrowAnyException();
        clock.advance(Duration.ofNanos(1));
        QueryLog log = new QueryLog();
        assertThatThrownBy(() -> queries.adHoc("alice", "SELECT 1", List.of()))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
                .hasMessageNotContaining("bots");
        assertThat(log.since()).contains(role + " may change public.bots");
        assertThat(kind(queries, "SELECT 1")).isEqualTo(Kind.REFUSED);

        database.execute("REVOKE DELETE ON bots FROM " + role);
        assertThatCode(() -> queries.adHoc("alice", "SELECT 1", List.of())).doesNotThrowAnyException();
    }

    @Test
    void the_time_of_a_look_at_the_role_is_not_the_query_s() {
        MovableClock clock = new MovableClock();
        SafeQueries queries = SafeQueries.builder()
                .adHoc(SHOP.as(Postgres.READER))
                .clock(clock)
                .build();
        clock.advance(AdHocQueries.TRUST);

        assertThat(kind(queries, "SELECT pg_sleep(3)")).isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void a_clock_that_was_set_back_is_no_reason_to_trust_a_role() {
        Postgres database = Postgres.empty();
        database.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        String role = Postgres.newRole();
        database.execute("CREATE ROLE " + role + " LOGIN CREATEDB");
        database.execute("ALTER ROLE " + role + " NOCREATEDB");
        MovableClock clock = new MovableClock();
        SafeQueries queries =
                SafeQueries.builder().adHoc(database.as(role)).clock(clock).build();
        database.execute("ALTER ROLE " + role + " CREATEDB");
        clock.advance(Duration.ofSeconds(-1));

        assertThat(kind(queries, "SELECT 1")).isEqualTo(Kind.REFUSED);
    }

    @Test
    void a_database_that_is_away_at_the_start_is_asked_again() {
        AtomicReference<PGSimpleDataSource> target = new AtomicReference<>(SHOP.as("nobody_of_this_name"));
        SafeQueries queries = SafeQueries.builder()
                .adHoc(new DelegatingDataSource(() -> target.get().getConnection()))
                .build();

        assertThat(queries.allowsAdHoc()).isTrue();
        assertThat(kind(queries, "SELECT 1")).isEqualTo(Kind.FAILED);
        target.set(SHOP.as(Postgres.BOSS));
        assertThat(kind(queries, "SELECT 1")).isEqualTo(Kind.REFUSED);
        target.set(SHOP.as(Postgres.READER));
        assertThatCode(() -> queries.adHoc("alice", "SELECT 1", List.of())).doesNotThrowAnyException();
    }

    @Test
    void a_second_query_is_refused_while_one_is_under_way() {
        AtomicReference<SafeQueries> queries = new AtomicReference<>();
        AtomicReference<Kind> second = new AtomicReference<>();
        DataSource h2 = h2();
        NamedQuery outer = NamedQuery.of(
                "outer",
                new DelegatingDataSource(() -> {
                    try {
                        queries.get().named("bob", "inner", Map.of());
                    } catch (QueryException refusal) {
                        second.set(refusal.kind());
                    }
                    return h2.getConnection();
                }),
                "SELECT 1");
        queries.set(SafeQueries.builder()
                .named(outer)
                .named(NamedQuery.of("inner", h2, "SELECT 1"))
                .build());

        queries.get().named("alice", "outer", Map.of());

        assertThat(second.get()).isEqualTo(Kind.BUSY);
        assertThatCode(() -> queries.get().named("bob", "inner", Map.of())).doesNotThrowAnyException();
    }

    @Test
    void a_query_is_audited_before_it_runs_and_when_it_ended() {
        List<String> seen = new ArrayList<>();
        SafeQueries queries = SafeQueries.builder()
                .adHoc(SHOP.as(Postgres.READER))
                .auditor((caller, query) -> seen.add(caller + ": " + query))
                .build();
        QueryLog log = new QueryLog();

        queries.adHoc("al\nice", "SELECT ?::text\n--\u202E", List.of("confidential"));

        assertThat(seen)
                .containsExactly("al?ice: ad-hoc SQL with 1 values[a string], sha256 "
                        + "6e9783749a99a22184743ce1d433e4799aed6f306db457a90f7dfad538d9ada9: SELECT ?::text?--?");
        assertThat(log.since()).containsSubsequence("al?ice asks ad-hoc SQL", "SELECT ?::text?--?", "1 rows, ");
        assertThat(log.since()).doesNotContain("confidential");
    }

    @Test
    void what_is_refused_is_audited_too_and_long_texts_are_cut() {
        SafeQueries queries = SafeQueries.builder().named(one(h2())).build();
        QueryLog log = new QueryLog();

        assertThat(kind(queries, "x".repeat(100_000))).isEqualTo(Kind.UNSUPPORTED);
        assertThatThrownBy(() -> queries.named("alice", "two\n", Map.of())).isInstanceOf(QueryException.class);

        assertThat(log.since()).contains("UNSUPPORTED", "'two?' with 0 values", "UNKNOWN_QUERY");
        assertThat(log.since()).hasSizeLessThan(5_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"named", "adHoc"})
    void what_cannot_be_audited_is_not_asked(String level) {
        List<String> connections = new ArrayList<>();
        DataSource h2 = h2();
        SafeQueries queries = SafeQueries.builder()
                .named(one(new DelegatingDataSource(() -> {
                    connections.add("one");
                    return h2.getConnection();
                })))
                .auditor((caller, query) -> {
                    throw new IllegalStateException("the disk is full");
                })
                .build();

        assertThatThrownBy(() -> {
                    if (level.equals("named")) {
                        queries.named("alice", "one", Map.of());
                    } else {
                        queries.adHoc("alice", "SELECT 1", List.of());
                    }
                })
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
                .hasMessageContaining("could not be audited");
        assertThat(connections).isEmpty();
    }

    @Test
    void neither_rows_nor_values_reach_the_log() {
        SafeQueries queries =
                SafeQueries.builder().adHoc(SHOP.as(Postgres.READER)).build();
        QueryLog log = new QueryLog();

        assertThatThrownBy(() -> queries.adHoc(
                        "alice", "SELECT max(bot_type)::int FROM bots WHERE bot_type <> ?", List.of("confidential")))
                .isInstanceOfSatisfying(QueryException.class, e -> assertThat(log.since())
                        .contains(e.reference().orElseThrow(), "SQLSTATE 22P02", "AdHocTransaction"));
        assertThat(log.since()).doesNotContain("confidential", "type2");
    }

    /** Time that a test moves. */
    private static final class MovableClock implements InstantSource {
        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        void advance(Duration span) {
            now = now.plus(span);
        }
    }
}
