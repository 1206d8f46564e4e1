package dev.cleanup.servlet.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.servlet.query.QueryException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/** What the transaction of ad-hoc SQL promises by itself, shown with a superuser and without gate, wrapper and probe. */
class TransactionRulesTest {
    private static final Postgres SHOP = Postgres.shop();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET TRANSACTION READ WRITE",
                "SET transaction_read_only = off",
                "SELECT set_config('transaction_read_only', 'off', false)"
            })
    void it_cannot_become_read_write(String sql) throws SQLException {
        try (Connection connection = SHOP.as(Postgres.BOSS).getConnection();
                Statement statement = connection.createStatement()) {
            AdHocTransaction.begin(connection, Duration.ofSeconds(20));

            assertThatThrownBy(() -> statement.execute(sql))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25001"));
        }
    }

    @Test
    void its_limits_of_time_are_set() throws SQLException {
        try (Connection connection = SHOP.as(Postgres.BOSS).getConnection();
                Statement statement = connection.createStatement()) {
            AdHocTransaction.begin(connection, Duration.ofMillis(1_234));

            try (var row = statement.executeQuery(
                    "SELECT current_setting('statement_timeout'), current_setting('lock_timeout'),"
                            + " current_setting('idle_in_transaction_session_timeout')")) {
                row.next();
                assertThat(List.of(row.getString(1), row.getString(2), row.getString(3)))
                        .containsExactly("1234ms", "200ms", "5s");
            }
        }
    }

    @Test
    void a_lock_is_not_waited_for() throws SQLException {
        SafeQueries queries =
                SafeQueries.builder().adHoc(SHOP.as(Postgres.READER)).build();
        try (Connection other = SHOP.as(Postgres.OWNER).getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE bots IN ACCESS EXCLUSIVE MODE");

            assertThatThrownBy(() -> queries.adHoc("alice", "TABLE bots", List.of()))
                    .isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.sqlStateClass())
                            .contains("55"));
            other.rollback();
        }
    }

    @Test
    void it_is_rolled_back_so_that_nobody_is_notified() throws SQLException {
        try (Connection listener = SHOP.as(Postgres.OWNER).getConnection();
                Statement statement = listener.createStatement()) {
            statement.execute("LISTEN news");
            AdHocTransaction.run(
                    new Lease(SafeQueries.LIMIT), SHOP.as(Postgres.READER), "SELECT pg_notify('news', 'x')", List.of());
            SHOP.awaitNothingLeft(Postgres.READER);

            statement.execute("SELECT 1");
            assertThat(listener.unwrap(PGConnection.class).getNotifications()).isEmpty();
        }
    }

    @Test
    void a_driver_that_ignores_read_only_is_refused() {
        PGSimpleDataSource ignoring = SHOP.as(Postgres.OWNER);
        ignoring.setReadOnlyMode("ignore");

        assertThatThrownBy(() -> AdHocTransaction.run(new Lease(SafeQueries.LIMIT), ignoring, "SELECT 1", List.of()))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
                .hasMessageContaining("readOnlyMode");
    }

    @Test
    void a_driver_in_simple_mode_is_refused() throws SQLException {
        PGSimpleDataSource simple = SHOP.as(Postgres.READER);
        simple.setPreferQueryMode(PreferQueryMode.SIMPLE);

        assertThat(RoleProbe.findings(new Lease(RoleProbe.LIMIT), simple))
                .containsExactly("the driver's preferQueryMode is simple; take it out of its properties");
    }

    /** Inside of the wrapper only, each would be whole, and its second part out of reach of the limits. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'a'::text) AS q (c1) UNION ALL SELECT repeat('x', 2000000) FROM (SELECT 'b'::text",
                "SELECT 1) AS x, (SELECT 2"
            })
    void a_text_that_does_not_stand_alone_is_refused(String sql) {
        assertThatThrownBy(() ->
                        AdHocTransaction.run(new Lease(SafeQueries.LIMIT), SHOP.as(Postgres.READER), sql, List.of()))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42601"));
    }

    @Test
    void the_wrapper_stands_around_the_text_on_lines_of_its_own() {
        assertThat(AdHocTransaction.wrap("SELECT 1 --", List.of(new QueryResult.Column("x", "int4"))))
                .contains("(\nSELECT 1 --\n)");
    }
}
