package dev.cleanup.retention;

import static dev.cleanup.retention.Judging.at;
import static dev.cleanup.retention.Judging.kept;
import static dev.cleanup.retention.RetentionPolicy.keepDailyFor;
import static dev.cleanup.retention.RetentionPolicy.keepHourlyFor;
import static dev.cleanup.retention.RetentionPolicy.keepMonthlyFor;
import static dev.cleanup.retention.RetentionPolicy.keepWeeklyFor;
import static dev.cleanup.retention.RetentionPolicy.keepYearlyFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeepPeriodicForTest {
    private static final String NOW = "2026-03-10T12:00Z";
    private static final Duration THREE_DAYS = Duration.ofDays(3);

    @Test
    void the_newest_of_each_day_stays_while_it_is_younger() {
        assertThat(kept(
                        keepDailyFor(THREE_DAYS),
                        NOW,
                        "2026-03-10T11:00Z",
                        "2026-03-10T09:00Z",
                        "2026-03-08T20:00Z",
                        "2026-03-08T08:00Z",
                        "2026-03-07T12:01Z",
                        "2026-03-07T12:00Z",
                        "2026-03-06T23:59Z"))
                .containsExactly("2026-03-10T11:00Z", "2026-03-08T20:00Z", "2026-03-07T12:01Z");
    }

    @Test
    void what_is_exactly_as_old_as_the_span_goes() {
        assertThat(kept(keepDailyFor(THREE_DAYS), NOW, "2026-03-07T12:00Z")).isEmpty();
    }

    @Test
    void the_span_counts_from_now_and_not_from_the_newest() {
        assertThat(kept(keepDailyFor(THREE_DAYS), "2030-01-01T00:00Z", "2026-03-10T11:00Z", "2026-03-09T11:00Z"))
                .isEmpty();
    }

    @Test
    void the_oldest_stays_too_while_it_is_younger() {
        String[] dates = {"2026-03-09T20:00Z", "2026-03-09T14:00Z", "2026-03-09T08:00Z"};

        assertThat(kept(keepDailyFor(THREE_DAYS), NOW, dates))
                .containsExactly("2026-03-09T20:00Z", "2026-03-09T08:00Z");
        assertThat(kept(keepDailyFor(THREE_DAYS), "2026-03-12T08:00Z", dates)).containsExactly("2026-03-09T20:00Z");
    }

    @Test
    void each_group_has_periods_and_an_oldest_of_its_own() {
        List<Resource> resources = List.of(
                Resource.of("a3", at("2026-03-10T03:00Z")).tagged("type", "a"),
                Resource.of("a2", at("2026-03-10T02:00Z")).tagged("type", "a"),
                Resource.of("b2", at("2026-03-10T02:00Z")).tagged("type", "b"),
                Resource.of("a1", at("2026-03-10T01:00Z")).tagged("type", "a"));

        assertThat(kept(keepDailyFor(THREE_DAYS).per("type"), NOW, resources)).containsExactly("a3", "b2", "a1");
    }

    @Test
    void without_an_end_one_of_each_period_stays_for_ever() {
        String[] dates = {"2026-03-10T11:00Z", "2026-03-10T09:00Z", "1999-01-02T00:00Z", "1999-01-01T00:00Z"};

        assertThat(kept(keepYearlyFor(Span.FOREVER), NOW, dates))
                .containsExactly("2026-03-10T11:00Z", "1999-01-02T00:00Z", "1999-01-01T00:00Z");
    }

    @Test
    void there_is_one_for_each_period_of_the_calendar() {
        String[] dates = {
            "2026-03-10T11:30Z",
            "2026-03-10T11:00Z",
            "2026-03-10T10:00Z",
            "2026-03-09T10:00Z",
            "2026-03-08T10:00Z",
            "2026-03-02T10:00Z",
            "2026-02-28T10:00Z",
            "2026-01-01T10:00Z",
            "2025-12-31T10:00Z",
            "2025-12-31T09:00Z"
        };
        Period year = Period.ofYears(1);

        assertThat(kept(keepHourlyFor(year), NOW, dates)).hasSize(9).doesNotContain("2026-03-10T11:00Z");
        assertThat(kept(keepDailyFor(year), NOW, dates)).hasSize(8).doesNotContain("2026-03-10T10:00Z");
        assertThat(kept(keepWeeklyFor(year), NOW, dates))
                .containsExactly(
                        "2026-03-10T11:30Z",
                        "2026-03-08T10:00Z",
                        "2026-02-28T10:00Z",
                        "2026-01-01T10:00Z",
                        "2025-12-31T09:00Z");
        assertThat(kept(keepMonthlyFor(year), NOW, dates))
                .containsExactly(
                        "2026-03-10T11:30Z",
                        "2026-02-28T10:00Z",
                        "2026-01-01T10:00Z",
                        "2025-12-31T10:00Z",
                        "2025-12-31T09:00Z");
        assertThat(kept(keepYearlyFor(year), NOW, dates))
                .containsExactly("2026-03-10T11:30Z", "2025-12-31T10:00Z", "2025-12-31T09:00Z");
    }

    @Test
    void names_the_rule_whose_span_it_refuses() {
        assertThatThrownBy(() -> keepHourlyFor(Duration.ZERO)).hasMessageStartingWith("keepHourlyFor is 'PT0S': ");
        assertThatThrownBy(() -> keepDailyFor(Duration.ZERO)).hasMessageStartingWith("keepDailyFor is 'PT0S': ");
        assertThatThrownBy(() -> keepWeeklyFor(Duration.ZERO)).hasMessageStartingWith("keepWeeklyFor is 'PT0S': ");
        assertThatThrownBy(() -> keepMonthlyFor(Duration.ZERO)).hasMessageStartingWith("keepMonthlyFor is 'PT0S': ");
        assertThatThrownBy(() -> keepYearlyFor(Period.ZERO)).hasMessageStartingWith("keepYearlyFor is 'P0D': ");
    }
}
