package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupTask;
import dev.cleanup.Finding;
import dev.cleanup.RunStatus;
import dev.cleanup.Survey;
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
    void removes_expired_rows_and_spares_the_rest() {
        CleanupTask task = bots().build();

        CleanupRun run = execute(task);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tasks().get(0).tally().removed()).isEqualTo(2);
        assertThat(db.texts("SELECT name FROM bots ORDER BY id")).containsExactly("young", "alive");
        assertThat(execute(task).tasks().get(0).tally().removed()).isZero();
    }
}
