package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupTask;
import dev.cleanup.OutcomeUnknownException;
import dev.cleanup.RunStatus;
import dev.cleanup.Tally;
import dev.cleanup.TransientFailureException;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.Limits;
import dev.cleanup.jdbc.internal.sql.Outcome;
import dev.cleanup.jdbc.internal.sql.Purpose;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answer to the COMMIT of a batch that does not name its rows is lost. */
class LostCommitTest extends BotsContract {
    private final AtomicBoolean deleting = new AtomicBoolean();
    private final AtomicInteger lost = new AtomicInteger();

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }

    private interface Fate {
        void of(Connection real) throws SQLException;
    }

    /** Loses the first commit after a DELETE over some pages. */
    private HookedDataSource.Hook losing(Fate fate) {
        return (real, call, sql) -> {
            if (call.equals("prepareStatement") && sql.contains("DELETE FROM")) {
                deleting.set(true);
            }
            if (call.equals("commit") && deleting.getAndSet(false) && lost.getAndIncrement() == 0) {
                fate.of(real);
                throw new SQLException("gone", "08006");
            }
        };
    }

    private CleanupTask task(DataSource source, Fate fate) {
        return bots(HookedDataSource.of(source, losing(fate))).build();
    }

    @Test
    void a_commit_that_the_server_knows_of_counts_as_removed() throws Exception {
        assertThat(batch(task(db.dataSource, Connection::commit)).removed()).isEqualTo(2);
        assertThat(left()).containsExactly("3", "4");
    }

    @Test
    void a_commit_that_never_arrived_removed_nothing_and_may_be_tried_again() throws Exception {
        CleanupTask task = task(db.dataSource, Connection::rollback);

        assertThatThrownBy(() -> batch(task))
                .isInstanceOf(TransientFailureException.class)
                .hasMessageContaining("lost at COMMIT (SQLState 08006), and nothing was done");
        assertThat(left()).hasSize(4);
        assertThat(batch(task).removed()).isEqualTo(2);
    }

    /** A driver, or what stands before it, may fail with anything once the server has the COMMIT. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_commit_that_ends_with_an_error_is_looked_up_too(boolean done) throws Exception {
        CleanupTask task = task(db.dataSource, real -> {
            if (done) {
                real.commit();
            }
            throw new NoClassDefFoundError("made up");
        });

        if (done) {
            assertThat(batch(task).removed()).isEqualTo(2);
        } else {
            assertThatThrownBy(() -> batch(task)).isInstanceOf(TransientFailureException.class);
        }
        assertThat(left()).hasSize(done ? 2 : 4);
    }

    @Test
    void the_engine_counts_each_row_once_whatever_became_of_the_commit() {
        db.execute("INSERT INTO bots SELECT x, 'many', 'a', " + db.ago("20 DAY") + " FROM " + db.series(100, 2_099));
        CleanupRun run = execute(task(db.dataSource, Connection::rollback));
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tasks().get(0).tally()).isEqualTo(new Tally(2_002, 0, 0, 0));

        db.execute("INSERT INTO bots SELECT x, 'many', 'a', " + db.ago("20 DAY") + " FROM " + db.series(100, 2_099));
        lost.set(0);
        assertThat(execute(task(db.dataSource, Connection::commit))
                        .tasks()
                        .get(0)
                        .tally())
                .isEqualTo(new Tally(2_000, 0, 0, 0));
    }

    @Test
    void a_commit_that_is_still_under_way_is_waited_for() throws Exception {
        AtomicReference<Connection> underWay = new AtomicReference<>();
        AtomicInteger asked = new AtomicInteger();
        DataSource source = HookedDataSource.of(staying(), (real, call, sql) -> {
            if (sql.contains("pg_xact_status") && asked.incrementAndGet() == 2) {
                underWay.get().commit();
            }
        });

        assertThat(batch(task(source, underWay::set)).removed()).isEqualTo(2);
        assertThat(asked).hasValueGreaterThanOrEqualTo(2);
        assertThat(left()).containsExactly("3", "4");
    }

    @Test
    void an_outcome_that_nobody_can_tell_is_unknown() throws Exception {
        AtomicBoolean away = new AtomicBoolean();
        DataSource source = HookedDataSource.of(db.dataSource, (real, call, sql) -> {
            if (away.get() && call.equals("getConnection")) {
                // Nobody waits for an answer any more.
                Thread.currentThread().interrupt();
                throw new SQLException("away", "08001");
            }
        });

        CleanupTask task = task(source, real -> away.set(true));

        assertThatThrownBy(() -> batch(task)).isInstanceOf(OutcomeUnknownException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void another_server_that_took_over_is_not_asked_about_a_number_of_its_own() throws Exception {
        try (Connection connection = db.dataSource.getConnection()) {
            connection.setAutoCommit(false);
            Dialect dialect = Dialect.of(connection);
            Limits limits = new Limits(Duration.ofSeconds(1), Duration.ofSeconds(1));
            String transaction = dialect.begin(connection, limits, Purpose.WRITE_NUMBERED)
                    .transaction()
                    .orElseThrow();
            TestDatabase.execute(connection, "DELETE FROM bots");
            connection.commit();

            assertThat(dialect.outcome(connection, transaction)).isEqualTo(Outcome.COMMITTED);
            String elsewhere = transaction.replaceAll(",.*", ",1700000000.000000");
            assertThat(dialect.outcome(connection, elsewhere)).isEqualTo(Outcome.UNKNOWN);
            assertThat(dialect.outcome(connection, "999999999999,1700000000.000000"))
                    .isEqualTo(Outcome.UNKNOWN);
        }
    }

    /** The server does not notice that its client is gone. */
    private DataSource staying() {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> staying(db.dataSource.getConnection()));
    }

    private static Connection staying(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    boolean leaving =
                            method.getName().equals("close") || method.getName().equals("rollback");
                    try {
                        return leaving && changes(real) ? null : method.invoke(real, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    private static boolean changes(Connection connection) throws SQLException {
        return TestDatabase.number(connection, "SELECT count(pg_current_xact_id_if_assigned())") > 0;
    }
}
