package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupTask;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orphans that go by pages: one DELETE, and a second look whether a parent has appeared. */
class PostgreSqlOrphanWalkTest extends BotsContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }

    @BeforeEach
    void createResults() {
        db.execute(
                "CREATE TABLE results (id bigint PRIMARY KEY, ref text COLLATE \"C\", at timestamptz)",
                "CREATE TABLE owners (id text COLLATE \"C\" PRIMARY KEY)",
                "INSERT INTO owners SELECT 'o''\"{,\\' || x FROM " + db.series(1, 500),
                "INSERT INTO results SELECT x, 'o''\"{,\\' || x, now() - interval '9 days' FROM "
                        + db.series(1, 3_000));
    }

    private static OrphanedRowsBuilder results(DataSource dataSource) {
        return JdbcCleanup.orphanedRows(dataSource)
                .table("results")
                .column("ref")
                .references("owners", "id")
                .olderThan("at", Duration.ofHours(1));
    }

    @Test
    void all_orphans_go_whatever_their_references_look_like() {
        CleanupTask task = results(db.dataSource).batchSize(700).build();

        assertThat(execute(task).tasks().get(0).tally().removed()).isEqualTo(2_500);
        assertThat(db.texts("SELECT count(*) FROM results JOIN owners ON owners.id = ref"))
                .containsExactly("500");
        assertThat(db.count("results")).isEqualTo(500);
    }

    @Test
    void spares_a_child_whose_parent_appears_after_the_children_were_deleted() throws Exception {
        AtomicBoolean appeared = new AtomicBoolean();
        DataSource hooked = HookedDataSource.of(db.dataSource, (real, call, sql) -> {
            if (sql.contains("unnest") && appeared.compareAndSet(false, true)) {
                db.execute("INSERT INTO owners SELECT ref FROM results WHERE id = 777");
            }
        });

        assertThat(batch(results(hooked).build(), 5_000).removed()).isEqualTo(2_499);
        assertThat(appeared).isTrue();
        assertThat(db.count("results")).isEqualTo(501);
        assertThat(db.texts("SELECT id FROM results WHERE id = 777")).hasSize(1);
    }
}
