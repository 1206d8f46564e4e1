package dev.cleanup.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.CleanupStatus.TaskStatus;
import dev.cleanup.CleanupTask;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Tables that properties say, in a real database. */
class TablesTest {
    private final DataSource database = Rows.database();
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(CleanupAutoConfiguration.class))
            .withBean("dataSource", DataSource.class, () -> database);
    private final ApplicationContextRunner bots =
            application.withPropertyValues("cleanup.tables.bots.timestamp=deleted_at", "cleanup.tables.bots.keep=7d");
    private final ApplicationContextRunner results = application.withPropertyValues(
            "cleanup.tables.results.table=job_results",
            "cleanup.tables.results.column=processed_by",
            "cleanup.tables.results.references=bots.id",
            "cleanup.tables.results.timestamp=processed_at",
            "cleanup.tables.results.older-than=1h");

    @Test
    void expired_rows_go_and_the_others_stay() {
        bots.run(context -> context.getBean(CleanupService.class).run(RunRequest.execute()));
        assertThat(Rows.ids(database, "bots")).containsExactly(2, 3);
    }

    @Test
    void orphaned_rows_go_and_the_others_stay() {
        results.run(context -> {
            CleanupService cleanup = context.getBean(CleanupService.class);
            assertThat(cleanup.status().tasks()).extracting(TaskStatus::task).containsExactly("results");
            cleanup.run(RunRequest.execute());
        });
        assertThat(Rows.ids(database, "job_results")).containsExactly(1);
    }

    @Test
    void a_task_is_called_as_its_table() {
        application
                .withPropertyValues(
                        "cleanup.tables.job_results.timestamp=processed_at", "cleanup.tables.job_results.keep=1h")
                .run(context -> context.getBean(CleanupService.class).run(RunRequest.execute()));
        assertThat(Rows.ids(database, "job_results")).isEmpty();
    }

    @Test
    void tables_come_before_tasks_that_are_beans() {
        bots.withBean("carts", CleanupTask.class, () -> Tasks.idle("carts")).run(context -> assertThat(
                        context.getBean(CleanupService.class).status().tasks())
                .extracting(TaskStatus::task)
                .containsExactly("bots", "carts"));
    }

    @Test
    void a_table_may_have_a_removal_limit_of_its_own() {
        Rows.execute(database, "INSERT INTO bots VALUES (4, CURRENT_TIMESTAMP - INTERVAL '9' DAY)");
        bots.withPropertyValues(
                        "cleanup.tables.bots.removal-limit.items=1", "cleanup.tables.bots.removal-limit.share=0")
                .run(context -> assertThat(context.getBean(CleanupService.class)
                                .run(RunRequest.execute())
                                .status())
                        .isEqualTo(RunStatus.REFUSED));
        assertThat(Rows.ids(database, "bots")).containsExactly(1, 2, 3, 4);
    }

    @Test
    void rules_look_at_tags() {
        Rows.execute(database, "ALTER TABLE bots ADD COLUMN held BOOLEAN");
        Rows.execute(database, "UPDATE bots SET held = TRUE WHERE id = 1");
        bots.withPropertyValues("cleanup.tables.bots.keep=7d, tag hold", "cleanup.tables.bots.tags.hold=held")
                .run(context -> context.getBean(CleanupService.class).run(RunRequest.execute()));
        assertThat(Rows.ids(database, "bots")).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cleanup.tables.bots.keep=7         | cleanup.tables.bots.keep is '7': ",
                "cleanup.tables.bots.keep=          | cleanup.tables.bots.keep is '': ",
                "cleanup.tables.bots.timestamp=gone | cleanup.tables.bots.timestamp is 'gone': there is no such column",
                "cleanup.tables.bots.table=robots   | cleanup.tables.bots.table is 'robots': there is no such table",
                "cleanup.tables.bots.column=id      | cleanup.tables.bots.keep is '7d': accepted is either keep",
                "cleanup.tables.bots.older-than=1h  | cleanup.tables.bots.older-than is 'set': it is accepted only for orphaned",
                "cleanup.tables.bots.allow-empty-parent=true | cleanup.tables.bots.allow-empty-parent is 'set': it is accepted",
                "cleanup.tables.bots.batch-size=0   | cleanup.tables.bots.batch-size is '0': accepted is a whole number",
                "cleanup.tables.bots.zone=UTC       | cleanup.tables.bots.zone is 'UTC': the column",
                "cleanup.tables.bots.removal-limit.items=0 | cleanup.tables.bots.removal-limit.items is '0': accepted is",
            })
    void what_cannot_be_accepted_of_expired_rows_is_named(String property, String message) {
        bots.withPropertyValues(property)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageStartingWith(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cleanup.tables.results.references=bots    | cleanup.tables.results.references is 'bots': accepted is table.column",
                "cleanup.tables.results.references=bots.no | cleanup.tables.results.references is 'no': there is no such column",
                "cleanup.tables.results.older-than=0s      | cleanup.tables.results.older-than is 'PT0S': accepted is",
                "cleanup.tables.results.tags.hold=held     | cleanup.tables.results.tags is 'set': it is accepted only for expired",
            })
    void what_cannot_be_accepted_of_orphaned_rows_is_named(String property, String message) {
        results.withPropertyValues(property)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageStartingWith(message));
    }

    @ParameterizedTest
    @CsvSource({"timestamp, keep", "keep, timestamp"})
    void what_is_missing_is_named(String given, String missing) {
        application.withPropertyValues("cleanup.tables.bots." + given + "=7d").run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageStartingWith("cleanup.tables.bots.%s is '': it is required", missing));
    }

    @Test
    void two_databases_are_one_too_many_unless_one_is_primary() {
        bots.withBean("other", DataSource.class, Rows::database).run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageStartingWith("cleanup.tables.bots is 'bots': it needs a DataSource bean: exactly one"));
        bots.withBean("other", DataSource.class, Rows::database, definition -> definition.setPrimary(true))
                .run(context -> assertThat(context).hasNotFailed());
    }
}
