package dev.cleanup.jdbc;

import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupTask;
import org.junit.jupiter.api.Test;

class PostgreSqlLintTest extends LintContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }

    /** Every hundredth bot is expired. */
    private void manyBots() {
        fill(120_000);
    }

    private void fill(int count) {
        db.execute(
                "INSERT INTO bots SELECT x, CASE WHEN x % 100 = 0 THEN now() - interval '9 days' END FROM "
                        + db.series(2, count),
                "ANALYZE bots");
    }

    @Test
    void a_large_table_of_which_little_may_go_wants_an_index_and_is_told_which() throws Exception {
        manyBots();
        CleanupTask task = bots("bots", keepFor("7d"));
        String statement =
                "CREATE INDEX CONCURRENTLY ON \"%s\".\"bots\" (\"deleted_at\") WHERE \"deleted_at\" IS NOT NULL"
                        .formatted(db.schema);
        assertThat(warnings(task))
                .singleElement()
                .asString()
                .startsWith("run " + statement + ": without it all rows")
                .contains("bots, about 1")
                .hasSizeLessThan(300);
        assertThat(BotsContract.survey(task).notices()).containsAll(warnings(task));

        db.execute(statement);

        assertThat(BotsContract.survey(task).notices()).noneMatch(notice -> notice.contains("CREATE INDEX"));
        assertThat(warnings(task)).isEmpty();
    }

    @Test
    void a_partitioned_table_is_told_of_an_index_that_it_can_have() {
        db.execute(
                "CREATE TABLE parts (id bigint PRIMARY KEY, at timestamptz NOT NULL) PARTITION BY HASH (id)",
                "CREATE TABLE parts0 PARTITION OF parts FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
                "INSERT INTO parts SELECT x, now() - interval '1 day' * (x % 100 / 99 * 9) FROM "
                        + db.series(1, 120_000),
                "ANALYZE parts");
        CleanupTask task = JdbcCleanup.expiredRows(db.dataSource)
                .table("parts")
                .timestamp("at")
                .policy(keepFor("7d"))
                .build();
        assertThat(warnings(task))
                .singleElement()
                .asString()
                .startsWith("run CREATE INDEX ON \"%s\".\"parts\" (\"at\"): ".formatted(db.schema));
    }

    @Test
    void nothing_is_said_where_an_index_would_not_help() {
        fill(90_000);
        assertThat(warnings(bots("bots", keepFor("7d")))).as("a small table").isEmpty();
        db.execute("DELETE FROM bots WHERE id > 1");
        manyBots();
        assertThat(warnings(bots("bots", keepLatest(3)))).as("all are ranked").isEmpty();
        assertThat(warnings(JdbcCleanup.expiredRows(db.dataSource)
                        .table("bots")
                        .timestamp("deleted_at")
                        .policy(keepFor("7d"))
                        .where("id", Operator.GREATER, 119_000)
                        .build()))
                .as("another index serves")
                .isEmpty();
        db.execute("UPDATE bots SET deleted_at = now() - interval '9 days' WHERE id % 10 = 0", "ANALYZE bots");
        assertThat(warnings(bots("bots", keepFor("7d")))).as("a tenth may go").isEmpty();
    }

    @Test
    void statistics_say_how_many_orphans_have_no_time() {
        db.execute("INSERT INTO results SELECT x, 1, now(), now() FROM " + db.series(1, 100), "ANALYZE results");
        assertThat(warnings(orphans().build())).as("none").isEmpty();
        db.execute("UPDATE results SET at = NULL WHERE id <= 25", "ANALYZE results");
        assertThat(warnings(orphans().build())).singleElement().asString().contains("(about 25.0 % of all rows)");
    }
}
