package dev.cleanup.jdbc;

import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a busy PostgreSQL does to a transaction: deadlocks, serialization failures, crashes. */
@Timeout(180)
class ConflictsTest {
    private static final int SIZE = 2_400;

    private TestDatabase db;
    private Herd herd;

    @BeforeEach
    void fill() {
        db = TestDatabase.postgres();
        herd = Herd.of(db, SIZE);
    }

    private CleanupRun run(CleanupTask task) {
        try (CleanupService service = Herd.service(db.dataSource, task).build()) {
            return service.run(RunRequest.execute());
        }
    }

    /** Somebody holds the row that the batch comes to last, and then wants the one that the batch has. */
    @Test
    void a_deadlock_costs_one_of_both_their_transaction_and_no_row() throws Exception {
        AtomicBoolean once = new AtomicBoolean();
        CompletableFuture<Void> other = new CompletableFuture<>();
        CleanupTask task = Herd.expired(HookedDataSource.of(db.dataSource, (real, call, sql) -> {
            if (sql.contains("DELETE FROM") && !once.getAndSet(true)) {
                Connection holder = holding(49);
                other.completeAsync(() -> wanting(holder, 1));
            }
        }));

        CleanupRun run = run(task);
        other.get(30, TimeUnit.SECONDS);

        assertThat(run.status()).as(Herd.words(run)).isEqualTo(RunStatus.SUCCEEDED);
        herd.assertCounted(run, "bots");
        herd.assertTheRestGoes("bots");
    }

    private Connection holding(int id) throws SQLException {
        Connection holder = db.dataSource.getConnection();
        holder.setAutoCommit(false);
        TestDatabase.execute(
                holder, "SET deadlock_timeout = '100ms'", "SELECT 1 FROM bots WHERE id = " + id + " FOR UPDATE");
        return holder;
    }

    private Void wanting(Connection holder, int id) {
        db.awaitBlockedSession();
        try (holder) {
            TestDatabase.execute(holder, "SELECT 1 FROM bots WHERE id = " + id + " FOR UPDATE");
            holder.rollback();
        } catch (SQLException victim) {
            assertThat(victim.getSQLState()).isEqualTo("40P01");
        }
        return null;
    }

    /** A trigger of the application's fails as a server does that cannot serialize, two times; a sequence is not rolled back. */
    @Test
    void serialization_failures_are_tried_again() {
        db.execute(
                "CREATE SEQUENCE tries",
                """
                CREATE FUNCTION busy() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF nextval('%s.tries') <= 2 THEN RAISE EXCEPTION 'busy' USING ERRCODE = '40001'; END IF;
                    RETURN OLD;
                END $$""".formatted(db.schema),
                "CREATE TRIGGER busy BEFORE DELETE ON bots FOR EACH ROW EXECUTE FUNCTION busy()");
        CleanupTask task = JdbcCleanup.expiredRows(db.dataSource)
                .table("bots")
                .timestamp("deleted_at")
                .policy(keepFor("7d"))
                .allowTriggers("busy")
                .build();

        CleanupRun run = run(task);

        assertThat(run.status()).as(Herd.words(run)).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(Long.parseLong(db.texts("SELECT last_value FROM tries").get(0)))
                .isGreaterThan(2);
        herd.assertCounted(run, "bots");
        assertThat(herd.gone("bots")).isEqualTo(SIZE / 2);
        herd.assertTheLivingAreThere();
    }

    /** When one of its processes is killed, a PostgreSQL ends all others and recovers from its log, which must have what it said was committed. */
    @Test
    void a_server_that_crashes_and_comes_back_is_gone_on_with() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(1))
                .setServerConfig("synchronous_commit", "on")
                .start()) {
            db = TestDatabase.on(server);
            herd = Herd.of(db, SIZE);
            AtomicInteger deletes = new AtomicInteger();
            CleanupTask task = Herd.expired(HookedDataSource.of(db.dataSource, (real, call, sql) -> {
                if (call.equals("commit") && deletes.get() == 3) {
                    deletes.incrementAndGet();
                    crash(real);
                } else if (sql.contains("DELETE FROM")) {
                    deletes.incrementAndGet();
                }
            }));
            try (CleanupService service = Herd.service(db.dataSource, task)
                    .retry(5, Duration.ofMillis(200), Duration.ofSeconds(5))
                    .build()) {
                CleanupRun run = service.run(RunRequest.execute());

                assertThat(deletes).hasValueGreaterThan(3);
                herd.assertTheLivingAreThere();
                herd.assertCounted(run, "bots");
            }
            herd.assertTheRestGoes("bots");
        }
    }

    /** Kills the process of this connection, and waits until the server answers again. */
    private void crash(Connection real) throws SQLException {
        long pid = TestDatabase.number(real, "SELECT pg_backend_pid()");
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> db.count("bots") > 0);
    }
}
