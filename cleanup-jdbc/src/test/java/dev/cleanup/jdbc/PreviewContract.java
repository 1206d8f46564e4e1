package dev.cleanup.jdbc;

import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepDaily;
import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static dev.cleanup.retention.RetentionPolicy.keepTagged;
import static dev.cleanup.retention.RetentionPolicy.keepWhere;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.cleanup.CleanupTask;
import dev.cleanup.ConfigurationException;
import dev.cleanup.PolicyPreview;
import dev.cleanup.RetentionPreview;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many rows would stay under other policies; bots 1, 2 and 3 were deleted 9, 30 and 6 days ago, and bot 4 was not. */
abstract class PreviewContract extends BotsContract {
    private static final RetentionPolicy MINE = keepWhere(bot -> bot.id().equals("2"), "mine");

    private CleanupTask task() {
        return bots().tag("type", "bot_type").build();
    }

    private static List<Long> removed(CleanupTask task, RetentionPolicy... policies) {
        return RetentionPreview.of(task).forPolicies(policies).stream()
                .map(PolicyPreview::removed)
                .toList();
    }

    @Test
    void tells_how_many_rows_would_stay_under_each_policy() {
        List<PolicyPreview> previews =
                RetentionPreview.of(task()).forPolicies(keepFor("7d"), keepFor("90d"), keepFor("1d"));

        assertThat(previews)
                .extracting(PolicyPreview::kept, PolicyPreview::removed, PolicyPreview::unknownAge)
                .containsExactly(tuple(2L, 2L, 1L), tuple(4L, 0L, 1L), tuple(1L, 3L, 1L));
        assertThat(db.count("bots")).isEqualTo(4);
    }

    @Test
    void counts_in_one_statement_whatever_the_rules() {
        assertThat(removed(
                        task(),
                        keepLatest(1),
                        keepLatest(1).per("type"),
                        anyOf(keepDaily(2), keepTagged("type", "b")),
                        keepFor("7d"),
                        keepTagged("type").allowRemovingAll()))
                .containsExactly(2L, 1L, 0L, 2L, 0L);
    }

    @Test
    void judges_in_memory_what_sql_cannot_and_each_policy_by_its_own_calendar() {
        assertThat(removed(task(), MINE, keepLatest(1).per("type"), anyOf(keepLatest(1), MINE)))
                .containsExactly(2L, 1L, 1L);
        assertThat(removed(task(), keepDaily(1).in(ZoneId.of("Europe/Berlin")), keepDaily(1), keepFor("7d")))
                .hasSize(3)
                .contains(2L);
    }

    @Test
    void knows_orphans_by_the_rules_of_each_row() {
        db.execute(
                "CREATE TABLE results (id INTEGER PRIMARY KEY, processed_by BIGINT, at " + db.timestamptz() + ")",
                "INSERT INTO results VALUES (1, 1, " + db.ago("9 DAY") + "), (2, 99, " + db.ago("9 DAY") + "), (3, 99, "
                        + db.ago("2 DAY") + ")");
        CleanupTask orphans = JdbcCleanup.orphanedRows(db.dataSource)
                .table("results")
                .column("processed_by")
                .references("bots", "id")
                .olderThan("at", Duration.ofHours(1))
                .build();

        assertThat(removed(orphans, keepFor("1d"), keepFor("7d"))).containsExactly(2L, 1L);
        assertThat(removed(orphans, keepFor("1d"), keepFor("7d").in(ZoneId.of("Europe/Berlin"))))
                .containsExactly(2L, 1L);
        assertThatThrownBy(() -> removed(orphans, keepLatest(3)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("rules that look at each row alone");
    }

    @Test
    void refuses_a_tag_without_a_column() {
        assertThatThrownBy(() -> removed(task(), keepLatest(3).per("host")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the tag host has no column");
        assertThatThrownBy(() -> removed(task(), anyOf(keepTagged("hold"), MINE)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the tag hold has no column");
    }
}
