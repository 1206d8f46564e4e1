package dev.cleanup.servlet.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.servlet.query.QueryException.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on ad-hoc SQL, each after which the database is as it was and nothing is left on the server. */
class AttackTest {
    private static final Postgres SHOP = Postgres.shop();
    private static final SafeQueries READER =
            SafeQueries.builder().adHoc(SHOP.as(Postgres.READER)).build();

    static Stream<Attack> attacks() {
        return Attack.all().stream();
    }

    static Stream<Attack> withoutProbe() {
        return attacks().filter(Attack::always);
    }

    @Test
    void the_server_has_dblink_to_attack_with() {
        assertThat(SHOP.texts("SELECT extname FROM pg_extension")).contains("dblink");
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void a_role_that_fits_changes_nothing(Attack attack) {
        String before = SHOP.fingerprint();

        String outcome = outcome(attack.sql());

        SHOP.awaitNothingLeft(Postgres.READER);
        assertThat(SHOP.fingerprint()).isEqualTo(before);
        assertThat(outcome).matches(attack.outcome());
    }

    @ParameterizedTest
    @MethodSource("withoutProbe")
    void the_transaction_alone_holds_against_a_superuser(Attack attack) {
        changesNothingWithoutProbe(Postgres.BOSS, attack.sql());
    }

    @ParameterizedTest
    @MethodSource("withoutProbe")
    void the_transaction_alone_holds_against_the_owner(Attack attack) {
        changesNothingWithoutProbe(Postgres.OWNER, attack.sql());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT pg_sleep(30)",
                "SELECT U&\"\\0070g_sleep\"(30)",
                "SELECT set_config('statement_timeout', '0', false), pg_sleep(30)",
                "SELECT count(*) FROM generate_series(1, 100000) a, generate_series(1, 100000) b"
            })
    void a_long_query_is_stopped_by_the_server(String sql) {
        assertThat(outcome(sql)).isEqualTo("TIMEOUT");

        // Sooner than it would end by itself.
        SHOP.awaitNothingLeft(Postgres.READER);
    }

    private static void changesNothingWithoutProbe(String role, String sql) {
        DataSource dataSource = SHOP.as(role);
        String before = SHOP.fingerprint();
        try {
            AdHocTransaction.run(new Lease(SafeQueries.LIMIT), dataSource, TextGate.pass(sql), List.of());
        } catch (SQLException | QueryException refusal) {
            assertThat(refusal).isNotNull();
        }
        SHOP.awaitNothingLeft(role);
        assertThat(SHOP.fingerprint()).isEqualTo(before);
    }

    private static String outcome(String sql) {
        try {
            READER.adHoc("eve", sql, List.of());
            return "OK";
        } catch (QueryException refusal) {
            return refusal.kind() == Kind.FAILED
                    ? "FAILED " + refusal.sqlStateClass().orElse("?")
                    : refusal.kind().name();
        }
    }
}
