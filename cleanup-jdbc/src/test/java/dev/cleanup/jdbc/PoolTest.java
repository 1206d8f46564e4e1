package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import java.sql.Connection;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The application gives a single connection for everything, and sometimes none. */
@Timeout(120)
class PoolTest {
    private static final int SIZE = 2_400;

    private JdbcConnectionPool pool;

    private Herd herd(boolean postgres) {
        TestDatabase db = postgres ? TestDatabase.postgres() : TestDatabase.h2();
        pool = db.pool();
        pool.setMaxConnections(1);
        pool.setLoginTimeout(1);
        return Herd.of(db, SIZE);
    }

    @AfterEach
    void closePool() {
        pool.dispose();
    }

    private CleanupService service() {
        return Herd.service(pool, Herd.expired(pool), Herd.orphans(pool))
                .scheduler(ClusterScheduler.builder(pool).createTables().build())
                .build();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void one_connection_is_enough_for_tasks_history_and_cluster(boolean postgres) {
        Herd herd = herd(postgres);
        try (CleanupService service = service()) {
            CleanupRun run = service.run(RunRequest.execute());

            assertThat(run.status()).as(Herd.words(run)).isEqualTo(RunStatus.SUCCEEDED);
            herd.assertCounted(run, "bots");
            herd.assertCounted(run, "results");
        }
        herd.assertTheLivingAreThere();
        herd.assertNothingRuns();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_exhausted_pool_fails_the_run_and_the_next_one_succeeds(boolean postgres) throws Exception {
        Herd herd = herd(postgres);
        try (CleanupService service =
                Herd.service(herd.db().dataSource, Herd.expired(pool)).build()) {
            try (Connection taken = pool.getConnection()) {
                CleanupRun run = service.run(RunRequest.execute());
                assertThat(taken.isClosed()).isFalse();
                assertThat(run.status()).isEqualTo(RunStatus.FAILED);
                assertThat(run.tasks().get(0).reason()).startsWith("cannot connect to the database");
            }
            assertThat(herd.gone("bots")).isZero();
            assertThat(service.run(RunRequest.execute()).status()).isEqualTo(RunStatus.SUCCEEDED);
        }
        herd.assertTheRestGoes("bots");
    }
}
