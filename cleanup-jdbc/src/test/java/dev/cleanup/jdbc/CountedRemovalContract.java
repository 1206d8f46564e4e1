package dev.cleanup.jdbc;

import static dev.cleanup.jdbc.BotsContract.execute;
import static dev.cleanup.jdbc.BotsContract.survey;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static dev.cleanup.retention.RetentionPolicy.keepWhere;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.BatchResult;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupTask;
import dev.cleanup.Leftover;
import dev.cleanup.RefusedException;
import dev.cleanup.RunStatus;
import dev.cleanup.SurveyRequest;
import dev.cleanup.Tally;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.retention.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can go wrong with single rows and with single answers, under counted rules. */
abstract class CountedRemovalContract extends VersionsContract {
    private static final String READ_ONLY = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

    @ParameterizedTest
    @EnumSource
    void a_row_that_a_foreign_key_holds_fails_alone(Way way) throws Exception {
        db.execute(
                "CREATE TABLE readers (version BIGINT CONSTRAINT reads REFERENCES versions (id))",
                "INSERT INTO readers VALUES (12)");
        CleanupTask task = versions(way);

        BatchResult result = batch(task, survey(task).asOf(), 1_000, Optional.empty());

        String name = db.postgres ? "reads" : "READS";
        assertThat(result.removed()).isEqualTo(5);
        assertThat(result.leftovers())
                .containsExactly(Leftover.failed("12", "a foreign key still refers to it (constraint " + name + ")"));
        assertThat(left()).containsExactly("12", "14", "15", "24", "25");
    }

    @ParameterizedTest
    @EnumSource
    void passes_by_a_row_that_somebody_holds_and_removes_the_rest(Way way) throws Exception {
        CleanupTask task = versions(db.dataSource)
                .policy(way.of(keepLatest(2).per("doc")))
                .lockTimeout(Duration.ofMillis(50))
                .build();
        Instant asOf = survey(task).asOf();
        try (Connection other = db.dataSource.getConnection()) {
            other.setAutoCommit(false);
            TestDatabase.execute(other, "UPDATE versions SET at = at WHERE id = 12");

            BatchResult result = batch(task, asOf, 1_000, Optional.empty());

            assertThat(result.removed()).isEqualTo(5);
            assertThat(result.leftovers()).containsExactly(Leftover.skipped("12", "locked by another session"));
            other.rollback();
        }
        assertThat(execute(task).tasks().get(0).tally().removed()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void a_lost_commit_is_counted_once(Way way) {
        AtomicBoolean deleting = new AtomicBoolean();
        AtomicBoolean lost = new AtomicBoolean();
        CleanupTask task = versions(
                HookedDataSource.of(db.dataSource, (real, call, sql) -> {
                    deleting.compareAndSet(false, sql.contains("DELETE FROM"));
                    if (call.equals("commit") && deleting.get() && lost.compareAndSet(false, true)) {
                        real.commit();
                        real.close();
                        throw new SQLException("gone", "08006", 90067);
                    }
                }),
                way);

        CleanupRun run = execute(task);

        assertThat(lost).isTrue();
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tasks().get(0).tally()).isEqualTo(new Tally(6, 0, 0, 0));
    }

    /** S10. */
    @ParameterizedTest
    @EnumSource
    void a_survey_is_read_only_and_holds_no_lock(Way way) throws Exception {
        List<String> statements = new ArrayList<>();
        List<Long> writable = new ArrayList<>();
        CleanupTask task = versions(
                HookedDataSource.of(db.dataSource, (real, call, sql) -> {
                    if (call.equals("prepareStatement") && !sql.startsWith(READ_ONLY)) {
                        statements.add(sql);
                        writable.add(writable(real));
                    }
                    assertThat(call).isNotEqualTo("commit");
                }),
                way);

        assertThat(survey(task).eligible()).isEqualTo(6);

        assertThat(statements)
                .isNotEmpty()
                .allMatch(sql -> sql.strip().startsWith("SELECT") && !sql.contains("FOR UPDATE"));
        assertThat(writable).containsOnly(0L);
        assertThat(left()).hasSize(10);
    }

    /** H2 has no read-only transactions. */
    private long writable(Connection connection) throws SQLException {
        return db.postgres
                ? TestDatabase.number(
                        connection,
                        "SELECT count(*) FROM pg_settings WHERE name = 'transaction_read_only' AND setting = 'off'")
                : 0;
    }

    /** A policy of one's own, which keeps everything and notes how much it was given at once. */
    private record Noting(List<Integer> portions) implements RetentionPolicy {
        @Override
        public List<Verdict> judge(List<Resource> dated, Instant asOf) {
            portions.add(dated.size());
            return dated.stream()
                    .map(one -> Verdict.keep(one, () -> List.of("noted")))
                    .toList();
        }

        @Override
        public String describe() {
            return "noting";
        }
    }

    @Test
    void a_policy_of_ones_own_is_given_a_thousand_rows_at_a_time() throws Exception {
        db.execute("INSERT INTO versions SELECT x, 'c', " + db.ago("90 DAY") + " FROM " + db.series(1_001, 3_500));
        List<Integer> portions = new ArrayList<>();

        assertThat(survey(versions(db.dataSource).policy(new Noting(portions)).build())
                        .eligible())
                .isZero();
        assertThat(portions).containsExactly(1_000, 1_000, 510);
    }

    @Test
    void more_rows_than_memory_is_meant_for_refuse_the_run() {
        db.execute("INSERT INTO versions SELECT x, 'c', " + db.ago("90 DAY") + " FROM " + db.series(1_001, 101_002));
        CleanupTask task = versions(Way.MEMORY);

        assertThatThrownBy(() -> task.survey(new SurveyRequest(Instant.now(), 10)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("more than 100000 rows would have to be counted together in memory");
        assertThat(execute(task).status()).isEqualTo(RunStatus.REFUSED);
        assertThat(db.count("versions")).isEqualTo(100_012);
    }

    /** What the condition looks at changes after the first look. */
    @Test
    void a_condition_of_ones_own_is_asked_again_once_the_row_is_locked() throws Exception {
        AtomicBoolean wanted = new AtomicBoolean();
        CleanupTask task = versions(HookedDataSource.of(db.dataSource, (real, call, sql) -> {
                    if (sql.contains("FOR UPDATE")) {
                        wanted.set(true);
                    }
                }))
                .policy(keepWhere(version -> version.id().equals("11") && wanted.get(), "wanted")
                        .allowRemovingAll())
                .build();

        BatchResult result = batch(task, survey(task).asOf(), 1_000, Optional.empty());

        assertThat(result.leftovers()).containsExactly(Leftover.skipped("11", "changed or gone meanwhile"));
        assertThat(left()).containsExactly("11");
    }
}
