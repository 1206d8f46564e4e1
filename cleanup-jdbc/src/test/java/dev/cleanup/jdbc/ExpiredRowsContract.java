package dev.cleanup.jdbc;

import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.Finding;
import dev.cleanup.RemovalLimit;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.Survey;
import dev.cleanup.SurveyRequest;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class ExpiredRowsContract {
    TestDatabase db;

    abstract TestDatabase database();

    @BeforeEach
    void createBots() {
        db = database();
        db.execute(
                "CREATE TABLE bots (id BIGINT PRIMARY KEY, name VARCHAR(100), bot_type VARCHAR(20), deleted_at "
                        + db.timestamptz() + ")",
                "INSERT INTO bots VALUES (1, 'old', 'a', " + db.ago("9 DAY") + ")",
                "INSERT INTO bots VALUES (2, 'older', 'b', " + db.ago("30 DAY") + ")",
                "INSERT INTO bots VALUES (3, 'young', 'a', " + db.ago("6 DAY") + ")",
                "INSERT INTO bots VALUES (4, 'alive', 'a', NULL)");
    }

    ExpiredRowsBuilder bots() {
        return JdbcCleanup.expiredRows(db.dataSource)
                .table("bots")
                .timestamp("deleted_at")
                .policy(keepFor("7d"));
    }

    static Survey survey(CleanupTask task) throws Exception {
        return task.survey(new SurveyRequest(Instant.now(), 1_000));
    }

    static CleanupService service(CleanupTask task) {
        return CleanupService.builder()
                .task(task)
                .removalLimit(RemovalLimit.items(10_000_000))
                .build();
    }

    static CleanupRun execute(CleanupTask task) {
        try (CleanupService service = service(task)) {
            return service.run(RunRequest.execute());
        }
    }

    @Test
    void lists_expired_rows_oldest_first_and_says_why() throws Exception {
        Survey survey = survey(bots().label("name").build());

        assertThat(survey.eligible()).isEqualTo(2);
        assertThat(survey.population()).hasValue(4);
        assertThat(survey.unknownAge()).isEqualTo(1);
        assertThat(survey.notices()).isEmpty();
        assertThat(survey.findings()).extracting(Finding::id).containsExactly("2", "1");
        assertThat(survey.findings()).extracting(Finding::label).containsExactly("older", "old");
        assertThat(survey.findings().get(1).reason()).isEqualTo("deleted 9 d ago, kept 7 d");
    }

    @Test
    void removes_expired_rows_and_spares_the_rest() {
        CleanupTask task = bots().build();

        CleanupRun run = execute(task);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tasks().get(0).tally().removed()).isEqualTo(2);
        assertThat(db.texts("SELECT name FROM bots ORDER BY id")).containsExactly("young", "alive");
        assertThat(execute(task).tasks().get(0).tally().removed()).isZero();
    }
}
