package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupTask;
import dev.cleanup.ConfigurationException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostgreSqlTableArchiveTest extends TableArchiveContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }

    @Test
    void an_archive_that_a_crash_would_empty_is_refused() {
        db.execute("ALTER TABLE bots_archive SET UNLOGGED");

        assertThatThrownBy(() -> bots().allowDependents("results")
                        .archiveTo("bots_archive")
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("a crash of the server would empty it");
    }

    @Test
    void an_archive_that_swallows_rows_keeps_them_where_they_are() throws Exception {
        db.execute(
                "CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF NEW.id = 1 THEN RETURN NULL; END IF; RETURN NEW; END'",
                "CREATE TRIGGER swallow BEFORE INSERT ON bots_archive FOR EACH ROW EXECUTE FUNCTION swallow()");
        CleanupTask task =
                bots().allowDependents("results").archiveTo("bots_archive").build();
        db.execute("DELETE FROM results");

        BatchResult result = task.removeBatch(
                new BatchRequest(survey(task).asOf(), 10, Optional.empty(), Optional.empty(), Optional.of("run-1")));

        assertThat(result.removed()).isEqualTo(1);
        assertThat(result.leftovers()).hasSize(1);
        assertThat(result.leftovers().get(0).reason()).contains("took 0 of 1 rows, so they stay");
        assertThat(left()).containsExactly("1", "3", "4");
    }
}
