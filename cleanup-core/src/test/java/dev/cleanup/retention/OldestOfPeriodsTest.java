package dev.cleanup.retention;

import static dev.cleanup.retention.Judging.at;
import static dev.cleanup.retention.Judging.kept;
import static dev.cleanup.retention.Judging.reasons;
import static dev.cleanup.retention.RetentionPolicy.UNLIMITED;
import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepDaily;
import static dev.cleanup.retention.RetentionPolicy.keepHourly;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static dev.cleanup.retention.RetentionPolicy.keepMonthly;
import static dev.cleanup.retention.RetentionPolicy.keepWeekly;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The oldest of all stays while a count is not used up; and rules that count do not see each other. */
class OldestOfPeriodsTest {
    private static final String NOW = "2026-03-10T12:00Z";
    private static final String[] TWO_DAYS = {
        "2026-03-10T09:00Z", "2026-03-10T07:00Z", "2026-03-09T23:00Z", "2026-03-09T11:00Z", "2026-03-09T01:00Z"
    };

    @Test
    void stays_while_there_are_fewer_periods_than_the_count() {
        assertThat(kept(keepDaily(3), NOW, TWO_DAYS))
                .containsExactly("2026-03-10T09:00Z", "2026-03-09T23:00Z", "2026-03-09T01:00Z");
    }

    @Test
    void goes_when_the_count_is_just_used_up() {
        assertThat(kept(keepDaily(2), NOW, TWO_DAYS)).containsExactly("2026-03-10T09:00Z", "2026-03-09T23:00Z");
    }

    @Test
    void counts_once_when_it_is_the_newest_of_its_period_too() {
        assertThat(reasons(keepDaily(14), NOW, "2026-03-10T09:00Z", "2026-03-08T09:00Z"))
                .containsExactly("keep 2026-03-10T09:00Z: daily 1 of 14", "keep 2026-03-08T09:00Z: daily 2 of 14");
    }

    @Test
    void is_that_of_each_group() {
        List<Resource> resources = new ArrayList<>();
        for (String date : TWO_DAYS) {
            resources.add(Resource.of("a " + date, at(date)).tagged("type", "a"));
        }
        resources.add(Resource.of("b new", at("2026-03-10T09:00Z")).tagged("type", "b"));
        resources.add(Resource.of("b old", at("2026-03-10T08:00Z")).tagged("type", "b"));

        assertThat(kept(keepDaily(2).per("type"), NOW, resources))
                .containsExactly("a 2026-03-10T09:00Z", "a 2026-03-09T23:00Z", "b new", "b old");
    }

    @Test
    void without_a_limit_the_newest_of_all_periods_and_the_oldest_stay() {
        assertThat(reasons(keepDaily(UNLIMITED), NOW, TWO_DAYS))
                .containsExactly(
                        "keep 2026-03-10T09:00Z: daily 1",
                        "remove 2026-03-10T07:00Z: not the newest of its day",
                        "keep 2026-03-09T23:00Z: daily 2",
                        "remove 2026-03-09T11:00Z: not the newest of its day",
                        "keep 2026-03-09T01:00Z: oldest daily");
    }

    /** The 9th of March 2026 is a Monday. */
    @Test
    void what_one_rule_keeps_counts_for_the_others_as_well() {
        RetentionPolicy policy = anyOf(keepLatest(1), keepHourly(1), keepDaily(2), keepWeekly(2), keepMonthly(2));

        assertThat(reasons(
                        policy,
                        NOW,
                        "2026-03-10T09:00Z",
                        "2026-03-09T09:00Z",
                        "2026-03-08T09:00Z",
                        "2026-03-01T09:00Z",
                        "2026-02-28T09:00Z"))
                .containsExactly(
                        "keep 2026-03-10T09:00Z: latest 1 of 1; hourly 1 of 1; daily 1 of 2; weekly 1 of 2; monthly 1 of 2",
                        "keep 2026-03-09T09:00Z: daily 2 of 2",
                        "keep 2026-03-08T09:00Z: weekly 2 of 2",
                        "remove 2026-03-01T09:00Z: not among the latest 1; older than the newest hour with any; older"
                                + " than the newest 2 days with any; older than the newest 2 weeks with any; not the newest"
                                + " of its month",
                        "keep 2026-02-28T09:00Z: monthly 2 of 2");
    }
}
