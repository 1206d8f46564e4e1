package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupTask;
import dev.cleanup.RunStatus;
import dev.cleanup.Tally;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Batches of rows that take longer than they may. */
@Timeout(120)
class AdaptiveRowsTest extends BotsContract {
    private static final int ROWS = 900;

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }

    @BeforeEach
    void createSlowRows() {
        db.execute(
                "CREATE TABLE slow (id bigint PRIMARY KEY, bot_type text, at timestamptz)",
                "INSERT INTO slow SELECT x, 'a', now() - interval '9 days' FROM " + db.series(1, ROWS),
                """
                CREATE FUNCTION rest() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN PERFORM pg_sleep(0.003); RETURN OLD; END $$""",
                "CREATE TRIGGER rest BEFORE DELETE ON slow FOR EACH ROW EXECUTE FUNCTION rest()");
    }

    @Test
    void a_batch_that_is_too_large_for_the_statements_timeout_is_tried_again_with_fewer_rows() {
        CleanupRun run = execute(
                slow().batchSize(600).statementTimeout(Duration.ofSeconds(1)).build());

        assertThat(run.status()).as(run.reason()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tasks().get(0).tally()).isEqualTo(new Tally(ROWS, 0, 0, 0));
        assertThat(db.count("slow")).isZero();
    }

    @Test
    void batches_may_be_as_small_as_their_way_of_judging_allows() {
        assertThat(slow().batchSize(2_000).build().smallestBatchSize()).isEqualTo(100);
        assertThat(slow().batchSize(7).build().smallestBatchSize()).isEqualTo(7);
        assertThat(slow(RetentionPolicy.parse("latest 3 per type")).smallestBatchSize())
                .isEqualTo(500);
        assertThat(slow(RetentionPolicy.anyOf(
                                RetentionPolicy.keepFor("7d"), RetentionPolicy.keepWhere(AdaptiveRowsTest::odd, "odd")))
                        .smallestBatchSize())
                .isEqualTo(2_000);
    }

    private static boolean odd(Resource resource) {
        return resource.id().endsWith("1");
    }

    private CleanupTask slow(RetentionPolicy policy) {
        return slow().policy(policy).tag("type", "bot_type").batchSize(2_000).build();
    }

    private ExpiredRowsBuilder slow() {
        return JdbcCleanup.expiredRows(db.dataSource)
                .table("slow")
                .timestamp("at")
                .policy(RetentionPolicy.keepFor("7d"))
                .allowTriggers("rest");
    }
}
