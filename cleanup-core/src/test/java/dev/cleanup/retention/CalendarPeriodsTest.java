package dev.cleanup.retention;

import static dev.cleanup.retention.Judging.kept;
import static dev.cleanup.retention.RetentionPolicy.keepDaily;
import static dev.cleanup.retention.RetentionPolicy.keepHourly;
import static dev.cleanup.retention.RetentionPolicy.keepMonthly;
import static dev.cleanup.retention.RetentionPolicy.keepWeekly;
import static dev.cleanup.retention.RetentionPolicy.keepYearly;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stays of calendars that were worked out by hand, in UTC; {@link ClockChangesTest} has other zones. */
class CalendarPeriodsTest {

    @Test
    void the_newest_of_each_hour_stays() {
        assertThat(kept(
                        keepHourly(3),
                        "2026-03-10T12:00Z",
                        "2026-03-10T10:00Z",
                        "2026-03-10T09:59Z",
                        "2026-03-10T09:00Z",
                        "2026-03-10T07:30Z",
                        "2026-03-10T07:29Z",
                        "2026-03-09T10:00Z"))
                .containsExactly("2026-03-10T10:00Z", "2026-03-10T09:59Z", "2026-03-10T07:30Z");
    }

    @Test
    void an_hour_of_another_day_is_another_hour() {
        assertThat(kept(keepHourly(2), "2026-03-10T12:00Z", "2026-03-10T10:10Z", "2026-03-09T10:20Z"))
                .containsExactly("2026-03-10T10:10Z", "2026-03-09T10:20Z");
    }

    @Test
    void the_newest_of_each_day_stays() {
        assertThat(kept(
                        keepDaily(2),
                        "2026-03-10T12:00Z",
                        "2026-03-10T00:00Z",
                        "2026-03-09T23:59Z",
                        "2026-03-09T00:00Z",
                        "2026-03-08T23:59Z"))
                .containsExactly("2026-03-10T00:00Z", "2026-03-09T23:59Z");
    }

    @Test
    void the_order_of_the_resources_means_nothing() {
        assertThat(kept(
                        keepDaily(2),
                        "2026-03-10T12:00Z",
                        "2026-03-08T23:59Z",
                        "2026-03-10T00:00Z",
                        "2026-03-09T00:00Z",
                        "2026-03-09T23:59Z"))
                .containsExactly("2026-03-10T00:00Z", "2026-03-09T23:59Z");
    }

    @Test
    void the_29th_of_february_is_a_day_and_the_end_of_its_month() {
        String[] dates = {
            "2024-03-01T00:00Z",
            "2024-02-29T23:59Z",
            "2024-02-29T00:00Z",
            "2024-02-28T12:00Z",
            "2024-01-31T12:00Z",
            "2024-01-30T12:00Z",
            "2023-12-31T12:00Z"
        };

        assertThat(kept(keepDaily(3), "2024-03-01T12:00Z", dates))
                .containsExactly("2024-03-01T00:00Z", "2024-02-29T23:59Z", "2024-02-28T12:00Z");
        assertThat(kept(keepMonthly(3), "2024-03-01T12:00Z", dates))
                .containsExactly("2024-03-01T00:00Z", "2024-02-29T23:59Z", "2024-01-31T12:00Z");
    }

    @Test
    void a_year_without_it_goes_from_the_28th_of_february_to_march() {
        assertThat(kept(
                        keepMonthly(2),
                        "2100-03-02T00:00Z",
                        "2100-03-01T00:00Z",
                        "2100-02-28T23:59Z",
                        "2100-02-01T00:00Z"))
                .containsExactly("2100-03-01T00:00Z", "2100-02-28T23:59Z");
    }

    @Test
    void a_month_of_another_year_is_another_month() {
        assertThat(kept(keepMonthly(2), "2026-03-10T12:00Z", "2026-03-01T00:00Z", "2025-03-31T00:00Z"))
                .containsExactly("2026-03-01T00:00Z", "2025-03-31T00:00Z");
    }

    @Test
    void the_newest_of_each_year_stays() {
        assertThat(kept(
                        keepYearly(2),
                        "2026-03-10T12:00Z",
                        "2026-01-01T00:00Z",
                        "2025-12-31T23:59Z",
                        "2025-01-01T00:00Z",
                        "2024-12-31T23:59Z"))
                .containsExactly("2026-01-01T00:00Z", "2025-12-31T23:59Z");
    }

    /** The 28th of December 2020 and of 2026 are Mondays: week 53 lasts until the 3rd of January. */
    @ParameterizedTest
    @CsvSource({"2020, 2021", "2026, 2027"})
    void week_53_goes_over_the_change_of_the_year(String year, String next) {
        assertThat(kept(
                        keepWeekly(3),
                        next + "-01-05T00:00Z",
                        next + "-01-04T00:00Z",
                        next + "-01-03T23:59Z",
                        next + "-01-01T00:00Z",
                        year + "-12-31T23:59Z",
                        year + "-12-28T00:00Z",
                        year + "-12-27T23:59Z",
                        year + "-12-21T00:00Z"))
                .containsExactly(next + "-01-04T00:00Z", next + "-01-03T23:59Z", year + "-12-27T23:59Z");
    }

    /** The 30th of December 2024 is a Monday: it begins week 1 of 2025. */
    @Test
    void week_1_may_begin_in_december() {
        assertThat(kept(
                        keepWeekly(2),
                        "2025-01-05T23:59Z",
                        "2025-01-05T12:00Z",
                        "2024-12-30T00:00Z",
                        "2024-12-29T23:59Z",
                        "2024-12-23T00:00Z",
                        "2024-12-22T00:00Z"))
                .containsExactly("2025-01-05T12:00Z", "2024-12-29T23:59Z");
    }

    /** Week 1 of 2024 began on the 1st of January and week 1 of 2025 on the 30th of December 2024. */
    @Test
    void the_weeks_of_the_same_number_of_two_years_are_two_weeks() {
        assertThat(kept(keepWeekly(2), "2025-01-05T23:59Z", "2024-12-31T00:00Z", "2024-01-02T00:00Z"))
                .containsExactly("2024-12-31T00:00Z", "2024-01-02T00:00Z");
    }

    @Test
    void a_week_ends_on_sunday() {
        assertThat(kept(
                        keepWeekly(2),
                        "2026-03-10T00:00Z",
                        "2026-03-09T00:00Z",
                        "2026-03-08T23:59Z",
                        "2026-03-02T00:00Z"))
                .containsExactly("2026-03-09T00:00Z", "2026-03-08T23:59Z");
    }

    @Test
    void periods_without_anything_do_not_count() {
        assertThat(kept(
                        keepDaily(3),
                        "2026-03-10T12:00Z",
                        "2026-03-01T00:00Z",
                        "2026-02-01T00:00Z",
                        "2021-07-01T00:00Z",
                        "2021-06-01T00:00Z"))
                .containsExactly("2026-03-01T00:00Z", "2026-02-01T00:00Z", "2021-07-01T00:00Z");
    }
}
