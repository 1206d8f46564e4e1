package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.BatchResult;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupTask;
import dev.cleanup.SurveyRequest;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** Text of one collation is found by the index, all else by a join. */
    @ParameterizedTest
    @CsvSource({
        "bigint, bigint, PRIMARY KEY, true",
        "integer, integer, PRIMARY KEY, true",
        "uuid, uuid, PRIMARY KEY, true",
        "varchar(40), varchar(50), PRIMARY KEY, true",
        "bigint, bigint, UNIQUE, true",
        "bigint, bigint, CHECK (true), false",
        "bigint, bigint, ', n int DEFAULT 1, PRIMARY KEY (id, n)', false",
        "integer, bigint, PRIMARY KEY, false",
        "char(40), char(40), PRIMARY KEY, false",
        "text COLLATE other, text, PRIMARY KEY, false",
        "text, text COLLATE other, PRIMARY KEY, false"
    })
    void finds_parents_together_where_an_index_compares_as_the_columns_do(
            String child, String parent, String constraint, boolean together) throws Exception {
        List<String> deletions = new ArrayList<>();
        String id = child.equals("uuid") ? "CAST(lpad(CAST(x AS text), 32, '0') AS uuid)" : "x";
        db.execute(
                "CREATE COLLATION other FROM \"C\"",
                "DROP TABLE results, owners",
                "CREATE TABLE owners (id " + parent + " " + constraint + ")",
                "CREATE TABLE results (id bigint PRIMARY KEY, ref " + child + ", at timestamptz)",
                "INSERT INTO owners SELECT " + id + " FROM " + db.series(1, 500),
                "INSERT INTO results SELECT x, CASE WHEN x % 5 > 0 THEN " + id + " END, now() - interval '9 days' FROM "
                        + db.series(1, 3_000));
        DataSource noting = HookedDataSource.of(db.dataSource, (real, call, sql) -> {
            if (sql.contains("DELETE FROM")) {
                deletions.add(sql);
            }
        });

        CleanupRun run = execute(results(noting).batchSize(700).build());

        assertThat(run.tasks().get(0).tally().removed()).isEqualTo(2_000);
        assertThat(db.texts("SELECT count(*) FROM results WHERE id <= 500 OR ref IS NULL"))
                .containsExactly("1000");
        assertThat(db.count("results")).isEqualTo(1_000);
        assertThat(deletions).anyMatch(sql -> sql.contains("ctid") && sql.contains("ANY (ARRAY(") == together);
        assertThat(deletions).noneMatch(sql -> sql.contains("ANY (ARRAY(") && !together);
    }

    @Test
    void spares_a_child_that_gets_another_parent_while_its_row_is_waited_for() throws Exception {
        CleanupTask task =
                results(db.dataSource).lockTimeout(Duration.ofMinutes(1)).build();
        try (Connection other = db.dataSource.getConnection()) {
            other.setAutoCommit(false);
            TestDatabase.execute(
                    other, "UPDATE results SET ref = (SELECT ref FROM results WHERE id = 9) WHERE id = 777");
            CompletableFuture<BatchResult> batch =
                    CompletableFuture.supplyAsync(() -> unchecked(() -> batch(task, 5_000)));
            db.awaitBlockedSession();
            other.commit();

            assertThat(batch.get(30, TimeUnit.SECONDS).removed()).isEqualTo(2_499);
        }
        assertThat(db.texts("SELECT id FROM results WHERE id = 777")).hasSize(1);
        assertThat(db.count("results")).isEqualTo(501);
    }

    @Test
    void few_orphans_go_by_pages_whatever_their_age_is() throws Exception {
        db.execute("DELETE FROM results WHERE id > 520", "CREATE INDEX ON results (at)", "VACUUM ANALYZE results");

        assertThat(results(db.dataSource)
                        .build()
                        .survey(new SurveyRequest(Instant.now(), 1))
                        .notices())
                .containsExactly("20 of 520 rows may go: the removal goes by pages of the table");
    }
}
