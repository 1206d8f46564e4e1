package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cleanup.CleanupException;
import dev.cleanup.CleanupService;
import dev.cleanup.ConfigurationException;
import dev.cleanup.RunHandle;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import dev.cleanup.throttle.LoadSignal;
import dev.cleanup.throttle.Throttle;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/** Load signals on a real server, with sessions, a receiver of its log and vacuums that are really there. */
@Timeout(120)
class PostgreSqlLoadTest extends BotsContract {
    private final List<Connection> open = new ArrayList<>();

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }

    @AfterEach
    void closeConnections() throws SQLException {
        for (Connection connection : open) {
            connection.abort(Runnable::run);
        }
        db.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%/* busy */%'"
                + " AND pid <> pg_backend_pid()");
    }

    @Test
    void counts_the_active_sessions_of_others() throws Exception {
        LoadSignal most = load().activeSessions(1);
        busySessions(1);
        assertThat(most.busy()).isEmpty();

        busySessions(1);

        await().untilAsserted(() -> assertThat(most.busy()).contains("2, at most 1"));
    }

    @Test
    void idle_sessions_are_no_load() throws Exception {
        connect("");
        connect("");

        assertThat(load().activeSessions(1).busy()).isEmpty();
    }

    @Test
    void a_run_waits_for_active_sessions_and_goes_on_when_they_end() throws Exception {
        busySessions(2);
        Throttle throttle = Throttle.builder()
                .pauseWhile("active sessions", load().activeSessions(1))
                .build();
        try (CleanupService service =
                CleanupService.builder().task(bots().build()).throttle(throttle).build()) {
            RunHandle run = service.begin(RunRequest.execute());
            await().untilAsserted(() -> assertThat(reason(run)).isEqualTo("paused: active sessions 2, at most 1"));
            assertThat(left()).containsExactly("1", "2", "3", "4");

            closeConnections();

            assertThat(run.await().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(left()).containsExactly("3", "4");
        }
    }

    private static String reason(RunHandle run) {
        return run.current().task("bots").map(TaskRun::reason).orElse("");
    }

    @Test
    void a_server_without_standbys_is_calm() throws Exception {
        assertThat(load().replicationLag(Duration.ofMillis(1)).busy()).isEmpty();
        assertThat(load().replicationLagBytes(1).busy()).isEmpty();
    }

    @Test
    void measures_what_a_receiver_of_the_log_has_not_replayed() throws Exception {
        try (PGReplicationStream standby = receiver()) {
            LoadSignal bytes = load().replicationLagBytes(100_000);
            awaitCalm(standby, bytes);

            db.execute("CREATE TABLE log AS SELECT x, repeat('x', 500) AS text FROM " + db.series(1, 2_000));

            assertThat(bytes.busy()).get().asString().matches("\\d+ bytes, at most 100000");
            awaitCalm(standby, bytes);
        }
    }

    /** The server writes to its log also when nobody asks it to. */
    private void awaitCalm(PGReplicationStream standby, LoadSignal bytes) {
        await().untilAsserted(() -> {
            replayed(standby, position());
            assertThat(bytes.busy()).isEmpty();
        });
    }

    @Test
    void measures_how_late_a_receiver_of_the_log_replays() throws Exception {
        try (PGReplicationStream standby = receiver()) {
            LoadSignal late = load().replicationLag(Duration.ofMillis(50));
            replayed(standby, position());
            db.execute("CREATE TABLE log AS SELECT x FROM " + db.series(1, 100));
            LogSequenceNumber there = position();
            await().pollDelay(Duration.ofMillis(100)).until(() -> received(standby, there));

            replayed(standby, there);

            await().untilAsserted(() -> assertThat(late.busy()).get().asString().matches("\\d+ ms, at most 50 ms"));
            assertThat(load().replicationLag(Duration.ofHours(1)).busy()).isEmpty();
        }
    }

    @Test
    void sees_a_vacuum_of_the_table_and_of_no_other() throws Exception {
        db.execute("CREATE TABLE other (id bigint)");
        LoadSignal bots = load().vacuumOf("bots");
        LoadSignal other = load().vacuumOf(db.schema, "other");
        assertThat(bots.busy()).isEmpty();
        fill();

        Connection vacuum = slowVacuum("bots");

        await().untilAsserted(() -> assertThat(bots.busy()).get().asString().startsWith("is under way ("));
        assertThat(other.busy()).isEmpty();
        vacuum.abort(Runnable::run);
        db.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_progress_vacuum");
        await().untilAsserted(() -> assertThat(bots.busy()).isEmpty());
    }

    @Test
    void sees_a_vacuum_of_a_partition() throws Exception {
        db.execute(
                "CREATE TABLE parts (id bigint) PARTITION BY HASH (id)",
                "CREATE TABLE parts0 PARTITION OF parts FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
                "INSERT INTO parts SELECT x FROM " + db.series(1, 20_000),
                "DELETE FROM parts");

        slowVacuum("parts0");

        LoadSignal parts = load().vacuumOf("parts");
        await().untilAsserted(() -> assertThat(parts.busy()).isPresent());
    }

    @Test
    void sees_autovacuum() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("autovacuum_naptime", "1s")
                .setServerConfig("autovacuum_vacuum_cost_delay", "100ms")
                .setServerConfig("autovacuum_vacuum_cost_limit", "1")
                .start()) {
            try (Connection connection = server.getPostgresDatabase().getConnection()) {
                TestDatabase.execute(
                        connection,
                        "CREATE TABLE bots AS SELECT x FROM generate_series(1, 50000) AS t(x)",
                        "DELETE FROM bots");
            }
            LoadSignal vacuum = PostgreSqlLoad.of(server.getPostgresDatabase()).vacuumOf("bots");

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(vacuum.busy()).isPresent());
        }
    }

    @Test
    void who_may_not_look_is_told_which_role_it_takes() throws Exception {
        String role = "limited_" + db.schema;
        db.execute("CREATE ROLE " + role + " LOGIN", "GRANT USAGE ON SCHEMA " + db.schema + " TO " + role);
        PostgreSqlLoad load = PostgreSqlLoad.of(new UrlDataSource(db.url + "&user=" + role));
        fill();
        LoadSignal vacuum = load.vacuumOf("bots");
        assertThat(load.replicationLag(Duration.ofSeconds(1)).busy()).isEmpty();
        assertThat(vacuum.busy()).isEmpty();

        try (PGReplicationStream standby = receiver()) {
            replayed(standby, position());
            slowVacuum("bots");
            await().untilAsserted(() -> unknown(vacuum));
            unknown(load.activeSessions(1));
            unknown(load.replicationLag(Duration.ofHours(1)));
            unknown(load.replicationLagBytes(1_000_000_000));

            db.execute("GRANT pg_read_all_stats TO " + role);

            assertThat(vacuum.busy()).isPresent();
            assertThat(load.activeSessions(1_000).busy()).isEmpty();
            assertThat(load.replicationLag(Duration.ofHours(1)).busy()).isEmpty();
        }
    }

    private static void unknown(LoadSignal signal) {
        assertThatThrownBy(signal::busy)
                .isInstanceOf(CleanupException.class)
                .hasMessageStartingWith("the database user may not see")
                .hasMessageContaining("grant it the role pg_monitor or pg_read_all_stats");
    }

    @Test
    void refuses_other_databases_tables_that_are_not_there_and_bounds_that_are_none() {
        assertThatThrownBy(() -> PostgreSqlLoad.of(TestDatabase.h2().dataSource))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("dataSource is 'H2'")
                .hasMessageContaining("for PostgreSQL only");
        assertThatThrownBy(() -> load().vacuumOf("nowhere"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("table is 'nowhere'");
        assertThatThrownBy(() -> load().activeSessions(0)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> load().replicationLagBytes(-1)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> load().replicationLag(Duration.ZERO)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> load().replicationLag(Duration.ofDays(2))).isInstanceOf(ConfigurationException.class);
    }

    private PostgreSqlLoad load() {
        return PostgreSqlLoad.of(db.dataSource);
    }

    private Connection connect(String more) throws SQLException {
        Connection connection = DriverManager.getConnection(db.url + more);
        open.add(connection);
        return connection;
    }

    private void busySessions(int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            aside(connect(""), "SELECT pg_sleep(60) /* busy */");
        }
    }

    private static void aside(Connection connection, String sql) {
        Thread thread = new Thread(() -> {
            try {
                TestDatabase.execute(connection, sql);
            } catch (SQLException ended) {
                // The test has seen enough.
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void fill() {
        db.execute(
                "INSERT INTO bots SELECT x, 'many', 'a', NULL FROM " + db.series(100, 20_000),
                "DELETE FROM bots WHERE id >= 100");
    }

    /** A vacuum that rests after each page. */
    private Connection slowVacuum(String table) throws SQLException {
        Connection connection = connect("");
        TestDatabase.execute(connection, "SET vacuum_cost_delay = 100", "SET vacuum_cost_limit = 1");
        aside(connection, "VACUUM " + table + " /* busy */");
        return connection;
    }

    private PGReplicationStream receiver() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("replication", "true");
        properties.setProperty("assumeMinServerVersion", "14");
        properties.setProperty("preferQueryMode", "simple");
        Connection connection = DriverManager.getConnection(db.url, properties);
        open.add(connection);
        return connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .physical()
                .withStartPosition(position())
                .start();
    }

    private LogSequenceNumber position() {
        return LogSequenceNumber.valueOf(db.texts("SELECT pg_current_wal_lsn()").get(0));
    }

    private static boolean received(PGReplicationStream stream, LogSequenceNumber there) throws SQLException {
        Optional<ByteBuffer> more = Optional.ofNullable(stream.readPending());
        while (more.isPresent()) {
            more = Optional.ofNullable(stream.readPending());
        }
        return stream.getLastReceiveLSN().asLong() >= there.asLong();
    }

    private static void replayed(PGReplicationStream stream, LogSequenceNumber there) throws SQLException {
        await().until(() -> received(stream, there));
        stream.setFlushedLSN(there);
        stream.setAppliedLSN(there);
        stream.forceUpdateStatus();
    }
}
