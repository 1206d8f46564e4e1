package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import dev.cleanup.TransientFailureException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** With what only PostgreSQL has: roles, locks, row-level security, standbys, snapshots that TRUNCATE does not heed. */
class PostgreSqlOwnersTest extends OwnersContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }

    private DataSource as(String role) {
        return new UrlDataSource(db.url.replace("user=postgres", "user=" + role));
    }

    /** With a role that may look at these columns of the bots. */
    private void withRole(String columns, RoleUse use) {
        String role = "reader_" + db.schema;
        db.execute(
                "CREATE ROLE " + role + " LOGIN",
                "GRANT USAGE ON SCHEMA " + db.schema + " TO " + role,
                "GRANT SELECT " + columns + " ON bots TO " + role);
        try {
            use.as(role);
        } finally {
            db.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }

    private interface RoleUse {
        void as(String role);
    }

    @Test
    void the_columns_that_are_named_suffice() {
        withRole("(id, deleted_at)", role -> {
            JdbcOwners owners = owners(as(role));
            assertThat(owners.activeWhereNull("deleted_at").active(SOME)).containsExactly("4");
            unknown(
                    CleanupException.class,
                    () -> owners.activeWhereNull("name"),
                    "lacks a permission",
                    "owners SELECT");
        });
    }

    @Test
    void a_permission_that_is_gone_is_an_error_and_nobody_is_gone() {
        withRole("", role -> {
            JdbcOwners owners = owners(as(role));
            db.execute("REVOKE SELECT ON bots FROM " + role);
            unknown(CleanupException.class, () -> owners.active(SOME), "lacks a permission");
            unknown(CleanupException.class, owners::any, "lacks a permission");
            unknown(CleanupException.class, () -> owners(as(role)), "lacks a permission");
        });
    }

    @Test
    void hidden_rows_are_an_error_and_nobody_is_gone() {
        withRole("", role -> {
            JdbcOwners owners = owners(as(role));
            db.execute("ALTER TABLE bots ENABLE ROW LEVEL SECURITY");
            unknown(ConfigurationException.class, () -> owners.active(SOME), "row-level security hides rows");
            unknown(ConfigurationException.class, owners::any, "row-level security hides rows");
            unknown(ConfigurationException.class, () -> owners(as(role)), "row-level security hides rows");
            // The table's owner sees them all.
            assertThat(owners().active(SOME)).containsExactlyInAnyOrder("1", "4");
        });
    }

    @Test
    void rows_that_become_hidden_right_before_the_look_are_an_error() {
        withRole("", role -> {
            JdbcOwners owners = owners(HookedDataSource.of(
                    as(role), armed("ALTER TABLE " + db.schema + ".bots ENABLE ROW LEVEL SECURITY")));
            unknown(ConfigurationException.class, () -> owners.active(SOME), "row-level security hides rows");
        });
    }

    @Test
    void a_table_that_is_locked_for_too_long_is_a_passing_failure() throws Exception {
        JdbcOwners owners = owners().statementTimeout(Duration.ofSeconds(1));
        try (Connection other = db.dataSource.getConnection()) {
            other.setAutoCommit(false);
            TestDatabase.execute(other, "LOCK TABLE bots IN ACCESS EXCLUSIVE MODE");

            unknown(TransientFailureException.class, () -> owners.active(SOME), "took longer than its timeout");
            unknown(TransientFailureException.class, owners::any, "took longer than its timeout");
            other.rollback();
        }
        assertThat(owners.active(SOME)).hasSize(2);
    }

    /** For a snapshot that is older, the new rows are not there yet and the old ones are no more. */
    @Test
    void a_table_that_is_filled_anew_meanwhile_is_a_passing_failure_and_nobody_is_gone() {
        filledAnew("CREATE TABLE same AS SELECT * FROM bots", "TRUNCATE bots", "INSERT INTO bots SELECT * FROM same");
        filledAnew(
                "CREATE TABLE other (LIKE bots INCLUDING ALL)",
                "INSERT INTO other SELECT * FROM bots",
                "ALTER TABLE bots RENAME TO bots_before",
                "ALTER TABLE other RENAME TO bots");
    }

    private void filledAnew(String... statements) {
        JdbcOwners owners = owners(HookedDataSource.of(db.dataSource, armed(statements)));

        unknown(TransientFailureException.class, () -> owners.active(SOME), "was emptied or written anew");
        assertThat(owners.active(SOME)).containsExactlyInAnyOrder("1", "4");
    }

    /** Executes the statements once, right before the first page: what comes before it is the check of a new look-up. */
    private HookedDataSource.Hook armed(String... statements) {
        AtomicInteger pages = new AtomicInteger();
        return (real, call, sql) -> {
            if (sql.startsWith("SELECT a.n") && pages.incrementAndGet() == 2) {
                db.execute(statements);
            }
        };
    }

    @Test
    void a_connection_that_is_lost_is_a_passing_failure() {
        DataSource named = new UrlDataSource(db.url + "&ApplicationName=" + db.schema);
        JdbcOwners owners = owners(HookedDataSource.of(
                named,
                armed("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'"
                        + " AND application_name = '" + db.schema + "'")));

        unknown(TransientFailureException.class, () -> owners.active(SOME), "the connection to the database was lost");
        assertThat(owners.active(SOME)).hasSize(2);
    }

    /** What a standby has not received yet would look gone. */
    @Test
    void a_standby_is_refused() {
        db.execute("CREATE FUNCTION pg_is_in_recovery() RETURNS boolean LANGUAGE sql AS 'SELECT true'");
        String url = db.url.replace("currentSchema=" + db.schema, "currentSchema=" + db.schema + ",pg_catalog");

        unknown(ConfigurationException.class, () -> owners(new UrlDataSource(url)), "it is on a standby");
    }

    @Test
    void a_database_that_is_away_is_a_passing_failure() {
        unknown(
                TransientFailureException.class,
                () -> owners(new UrlDataSource("jdbc:postgresql://localhost:1/x?user=u&password=hunter2")),
                "cannot connect to the database");
    }

    @Test
    void ids_are_found_by_their_index() {
        db.execute("INSERT INTO bots SELECT x, 'many', 'a', NULL FROM " + db.series(5, 100_000), "ANALYZE bots");
        List<Integer> scans = new ArrayList<>();
        JdbcOwners owners = owners(HookedDataSource.of(db.dataSource, (real, call, sql) -> {
                    if (call.equals("rollback")) {
                        scans.add(scansInThisTransaction(real));
                    }
                }))
                .activeWhereNull("deleted_at");

        assertThat(owners.active(numbers(50_000, 50_499))).hasSize(500);

        assertThat(scans).isNotEmpty().containsOnly(0);
    }

    private static int scansInThisTransaction(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT coalesce(sum(seq_scan), 0) FROM pg_stat_xact_user_tables WHERE relid = 'bots'::regclass")) {
            row.next();
            return row.getInt(1);
        }
    }
}
