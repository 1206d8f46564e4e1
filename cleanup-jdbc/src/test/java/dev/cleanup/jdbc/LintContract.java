package dev.cleanup.jdbc;

import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.CleanupStatus.TaskStatus;
import dev.cleanup.CleanupTask;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of tasks that are set up in a way that is most likely not meant. */
abstract class LintContract {
    TestDatabase db;

    abstract TestDatabase database();

    @BeforeEach
    void createTables() {
        db = database();
        db.execute(
                "CREATE TABLE bots (id BIGINT PRIMARY KEY, deleted_at " + db.timestamptz() + ")",
                "INSERT INTO bots VALUES (1, NULL)",
                "CREATE TABLE results (id BIGINT PRIMARY KEY, bot BIGINT, at " + db.timestamptz() + ", made "
                        + db.timestamptz() + " NOT NULL)");
    }

    static List<String> warnings(CleanupTask task, CleanupTask... others) {
        return task.warnings(List.of(others));
    }

    CleanupTask bots(String name, RetentionPolicy policy) {
        return JdbcCleanup.expiredRows(db.dataSource)
                .name(name)
                .table("bots")
                .timestamp("deleted_at")
                .policy(policy)
                .allowDependents("results", "RESULTS")
                .build();
    }

    CleanupTask results(String name, RetentionPolicy policy) {
        return JdbcCleanup.expiredRows(db.dataSource)
                .name(name)
                .table("results")
                .timestamp("at")
                .policy(policy)
                .build();
    }

    OrphanedRowsBuilder orphans() {
        return JdbcCleanup.orphanedRows(db.dataSource)
                .table("results")
                .column("bot")
                .references("bots", "id")
                .olderThan("at", Duration.ofHours(1));
    }

    @Test
    void orphans_without_a_time_stay_for_ever_and_the_task_says_so() throws Exception {
        CleanupTask task = orphans().build();
        assertThat(warnings(task))
                .singleElement()
                .asString()
                .contains("orphans of ", "without ", "stay for ever", "make it NOT NULL", "whereNotNull(");
        assertThat(BotsContract.survey(task).notices()).containsAll(warnings(task));
    }

    @Test
    void nothing_is_said_of_orphans_whose_time_is_there_or_is_asked_for() {
        assertThat(warnings(orphans().whereNotNull("at").build())).isEmpty();
        assertThat(warnings(orphans().olderThan("made", Duration.ofHours(1)).build()))
                .isEmpty();
    }

    @Test
    void nothing_is_said_of_rows_that_are_deleted_softly() {
        assertThat(warnings(bots("bots", keepFor("7d")))).isEmpty();
    }

    private void refer(String action) {
        db.execute("ALTER TABLE results ADD CONSTRAINT made_by FOREIGN KEY (bot) REFERENCES bots (id)" + action);
    }

    @Test
    void a_child_that_is_kept_longer_than_its_parent_is_warned_of() {
        refer("");
        CleanupTask parent = bots("parents", keepFor("7d"));
        CleanupTask child = results("children", keepFor("30d"));

        assertThat(warnings(child, parent))
                .singleElement()
                .asString()
                .contains(
                        "children keeps ",
                        " 30d, longer than parents keeps ",
                        "(7d)",
                        "shorten the policy of children");
        assertThat(warnings(parent, child)).isEmpty();
        try (CleanupService service =
                CleanupService.builder().task(parent).task(child).build()) {
            assertThat(service.status().tasks())
                    .extracting(TaskStatus::warnings)
                    .containsExactly(List.of(), warnings(child, parent));
        }
    }

    @Test
    void a_child_that_goes_along_sooner_than_its_policy_says_is_warned_of() {
        refer(" ON DELETE CASCADE");
        assertThat(warnings(results("children", keepFor("30d")), bots("parents", keepFor("7d"))))
                .singleElement()
                .asString()
                .contains("its rows go with those", "lengthen the policy of parents");
    }

    @Test
    void nothing_is_said_of_a_child_that_may_go_first() {
        refer("");
        assertThat(warnings(results("children", keepFor("7d")), bots("parents", keepFor("7d"))))
                .isEmpty();
        assertThat(warnings(results("children", keepFor("1mo")), bots("parents", keepFor("30d"))))
                .isEmpty();
        assertThat(warnings(results("children", keepFor("2mo")), bots("parents", keepFor("30d"))))
                .hasSize(1);
    }

    @Test
    void nothing_is_said_where_policies_cannot_be_compared_or_tables_are_apart() {
        CleanupTask child = results("children", keepFor("30d"));
        assertThat(warnings(child, bots("parents", keepFor("7d")))).isEmpty();
        refer("");
        assertThat(warnings(child, bots("parents", keepLatest(3)))).isEmpty();
        assertThat(warnings(child, results("again", keepFor("7d")))).isEmpty();
        assertThat(warnings(orphans().whereNotNull("at").build(), bots("parents", keepFor("1ms"))))
                .isEmpty();
        assertThat(warnings(
                        child,
                        JdbcCleanup.expiredRows(new UrlDataSource(db.url))
                                .table("bots")
                                .timestamp("deleted_at")
                                .policy(keepFor("7d"))
                                .build()))
                .isEmpty();
    }
}
