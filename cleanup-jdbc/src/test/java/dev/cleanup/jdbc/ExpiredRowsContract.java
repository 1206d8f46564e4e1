package dev.cleanup.jdbc;

import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static dev.cleanup.retention.RetentionPolicy.keepWhere;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupTask;
import dev.cleanup.Finding;
import dev.cleanup.RunStatus;
import dev.cleanup.Survey;
import dev.cleanup.SurveyRequest;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

abstract class ExpiredRowsContract extends BotsContract {
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
    void knows_the_newest_row_that_may_go_also_when_it_is_not_listed() throws Exception {
        for (RetentionPolicy policy : List.of(
                keepFor("7d"),
                anyOf(keepFor("7d"), keepLatest(1)),
                anyOf(keepFor("7d"), keepWhere(bot -> false, "never")))) {
            CleanupTask task = bots().policy(policy).build();
            Finding newest = survey(task).findings().get(1);

            for (int limit : new int[] {0, 1, 2}) {
                assertThat(task.survey(new SurveyRequest(Instant.now(), limit)).newest())
                        .as(policy.describe() + ", listing " + limit)
                        .isEqualTo(newest.since())
                        .isPresent();
            }
        }
        assertThat(survey(bots().policy(keepFor("90d")).build()).newest()).isEmpty();
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
