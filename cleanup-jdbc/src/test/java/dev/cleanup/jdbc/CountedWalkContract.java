package dev.cleanup.jdbc;

import static dev.cleanup.jdbc.BotsContract.survey;
import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepDaily;
import static dev.cleanup.retention.RetentionPolicy.keepDailyFor;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static dev.cleanup.retention.RetentionPolicy.keepWithin;
import static dev.cleanup.retention.RetentionPolicy.keepYearlyFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.BatchResult;
import dev.cleanup.CleanupTask;
import dev.cleanup.Survey;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches of any size: never more than was asked for, all of it at the end, and an end. */
abstract class CountedWalkContract extends VersionsContract {
    private static final Map<String, RetentionPolicy> POLICIES = Map.of(
            "latest", keepLatest(2).per("doc"),
            "finest first",
                    anyOf(
                            keepLatest(1).per("doc", "half"),
                            keepLatest(3).per("doc"),
                            keepLatest(5),
                            keepDaily(2).per("half")),
            "daily",
                    anyOf(
                            keepDaily(3).per("doc"),
                            keepWithin(Duration.ofHours(20)).per("doc")),
            "daily for", keepDailyFor(Duration.ofDays(3)).per("doc"));

    /** Thirty documents with nineteen versions each, seven hours apart. */
    private void createMany() {
        String hours = "((x % 19) * 7 + 1)";
        db.execute(
                "CREATE TABLE many (id BIGINT PRIMARY KEY, doc INTEGER, half BOOLEAN, at " + db.timestamptz() + ")",
                "INSERT INTO many SELECT x, x / 19, x % 2 = 0, CURRENT_TIMESTAMP - " + hours
                        + " * INTERVAL '1' HOUR FROM " + db.series(0, 569));
    }

    private CleanupTask many(RetentionPolicy policy) {
        return JdbcCleanup.expiredRows(db.dataSource)
                .table("many")
                .timestamp("at")
                .tag("doc", "doc")
                .tag("half", "half")
                .policy(policy)
                .build();
    }

    @ParameterizedTest
    @CsvSource({"1, latest", "7, latest", "7, finest first", "7, daily", "1, daily for", "7, daily for", "100, daily"})
    void removes_in_batches_of_any_size_what_was_surveyed(int limit, String policy) throws Exception {
        for (Way way : Way.values()) {
            db = database();
            createMany();
            CleanupTask task = many(way.of(policyOf(policy)));
            long eligible = survey(task).eligible();

            List<BatchResult> batches = walk(task, limit);

            assertThat(eligible).as(way + "").isPositive();
            assertThat(batches).allMatch(batch -> batch.removed() <= limit);
            assertThat(batches.stream().mapToLong(BatchResult::removed).sum())
                    .as(way + "")
                    .isEqualTo(eligible);
        }
    }

    /** Row 2 is the oldest of its document and must not become the oldest of its half, which it would be kept as, because 1 has gone first. */
    @Test
    void a_row_is_not_kept_because_those_older_than_it_have_gone_in_an_earlier_batch() throws Exception {
        String at = "CURRENT_TIMESTAMP - INTERVAL '%d' HOUR";
        db.execute(
                "CREATE TABLE many (id BIGINT PRIMARY KEY, doc INTEGER, half BOOLEAN, at " + db.timestamptz() + ")",
                "INSERT INTO many VALUES (1, 1, true, " + at.formatted(5_000) + "), (2, 2, true, " + at.formatted(2)
                        + "), (3, 3, true, " + at.formatted(2) + ")");
        CleanupTask task = many(anyOf(
                keepDailyFor(Duration.ofHours(1)).per("doc"),
                keepYearlyFor(Duration.ofHours(100)).per("half")));
        assertThat(survey(task).eligible()).isEqualTo(2);

        walk(task, 1);

        assertThat(db.texts("SELECT id FROM many")).containsExactly("3");
    }

    private static RetentionPolicy policyOf(String name) {
        return Optional.ofNullable(POLICIES.get(name)).orElseThrow();
    }

    private static List<BatchResult> walk(CleanupTask task, int limit) throws Exception {
        Instant asOf = survey(task).asOf();
        List<BatchResult> batches = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            batches.add(batch(task, asOf, limit, after));
            after = batches.get(batches.size() - 1).next();
        } while (after.isPresent() && batches.size() < 2_000);
        assertThat(after).isEmpty();
        return batches;
    }

    /** Rows that stay lie between those that go, so a batch reaches over many rows. */
    @ParameterizedTest
    @EnumSource
    void a_batch_whose_rows_are_told_apart_keeps_its_limit(Way way) throws Exception {
        createMany();
        db.execute("CREATE TABLE holders (held BIGINT REFERENCES many (id))", "INSERT INTO holders VALUES (18)");
        CleanupTask task = many(way.of(keepLatest(18).per("doc")));

        List<BatchResult> batches = walk(task, 5);

        assertThat(batches)
                .allMatch(batch -> batch.removed() + batch.leftovers().size() <= 5);
        assertThat(batches.stream().mapToLong(BatchResult::removed).sum()).isEqualTo(29);
        assertThat(db.texts("SELECT id FROM many WHERE id % 19 = 18")).containsExactly("18");
    }

    @ParameterizedTest
    @EnumSource
    void another_task_goes_on_where_one_was_stopped(Way way) throws Exception {
        createMany();
        RetentionPolicy policy = way.of(keepLatest(2).per("doc"));
        CleanupTask stopped = many(policy);
        Instant asOf = survey(stopped).asOf();
        Optional<String> next = batch(stopped, asOf, 100, Optional.empty()).next();
        CleanupTask other = many(policy);
        long removed = 100;
        for (int batches = 0; next.isPresent() && batches < 100; batches++) {
            BatchResult result = batch(other, asOf, 100, next);
            removed += result.removed();
            next = result.next();
        }

        assertThat(next).isEmpty();
        assertThat(removed).isEqualTo(30 * 17);
        assertThat(db.count("many")).isEqualTo(60);
    }

    @Test
    void nothing_is_left_for_a_second_run() throws Exception {
        createMany();
        CleanupTask task = many(keepLatest(2).per("doc"));
        walk(task, 10_000);

        assertThat(survey(task).eligible()).isZero();
        assertThat(walk(task, 10_000)).allMatch(batch -> batch.removed() == 0);
    }

    /** A column that no rule looks at: on PostgreSQL each change moves the row all the same. */
    @Test
    void rows_that_are_touched_and_stay_removable_go_in_the_same_run() throws Exception {
        createMany();
        db.execute("ALTER TABLE many ADD beat INTEGER");
        CleanupTask task = many(keepLatest(2).per("doc"));
        Instant asOf = survey(task).asOf();
        BatchResult result = batch(task, asOf, 100, Optional.empty());
        long removed = result.removed();
        db.execute("UPDATE many SET beat = 1 WHERE id % 3 = 0");
        while (result.next().isPresent()) {
            result = batch(task, asOf, 100, result.next());
            removed += result.removed();
        }

        assertThat(removed).isEqualTo(510);
        assertThat(db.count("many")).isEqualTo(60);
    }

    @Test
    void a_survey_explains_no_row_by_more_witnesses_than_it_can_hold() throws Exception {
        db.execute("INSERT INTO versions SELECT x, 'c', " + db.ago("1 HOUR") + " FROM " + db.series(1_001, 51_050));
        Survey survey =
                survey(versions(db.dataSource).policy(keepLatest(50_005)).build());

        assertThat(survey.eligible()).isEqualTo(55);
        assertThat(survey.findings()).hasSize(55).allSatisfy(finding -> assertThat(finding.reason())
                .isEqualTo("nothing keeps it: keep latest 50005"));
    }
}
