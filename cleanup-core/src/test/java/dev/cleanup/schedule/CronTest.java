package dev.cleanup.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.ConfigurationException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "30 3 * * *, 2026-03-10T12:00:00Z, 2026-03-11T03:30:00Z",
        "30 3 * * *, 2026-03-10T03:29:59.999999999Z, 2026-03-10T03:30:00Z",
        "30 3 * * *, 2026-03-10T03:30:00Z, 2026-03-11T03:30:00Z",
        "*/15 * * * *, 2026-03-10T12:07:03Z, 2026-03-10T12:15:00Z",
        "0 0 29 2 *, 2026-03-10T12:00:00Z, 2028-02-29T00:00:00Z",
        "0 0 29 2 *, 2096-03-10T12:00:00Z, 2104-02-29T00:00:00Z",
        "0 3 * * fri, 2026-03-10T12:00:00Z, 2026-03-13T03:00:00Z",
        "0 3 * jul MON-FRI, 2026-03-10T12:00:00Z, 2026-07-01T03:00:00Z",
        "0 3 * * 0, 2026-03-10T12:00:00Z, 2026-03-15T03:00:00Z",
        "0 3 * * 7, 2026-03-10T12:00:00Z, 2026-03-15T03:00:00Z"
    })
    void is_due_at_the_next_time_that_fits(String expression, Instant after, Instant due) {
        assertThat(Schedule.cron(expression, ZoneOffset.UTC).next(after)).isEqualTo(due);
    }

    @Test
    void reads_names_of_days_and_months_in_a_turkish_locale_too() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            assertThat(Schedule.cron("0 3 * apr fri", ZoneOffset.UTC).next(Instant.parse("2026-03-10T12:00:00Z")))
                    .isEqualTo("2026-04-03T03:00:00Z");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void counts_by_the_clock_on_the_wall_of_its_zone() {
        Schedule nightly = Schedule.cron("30 3 * * *", BERLIN);

        assertThat(nightly.next(Instant.parse("2026-01-10T12:00:00Z"))).isEqualTo("2026-01-11T02:30:00Z");
        assertThat(nightly.next(Instant.parse("2026-07-10T12:00:00Z"))).isEqualTo("2026-07-11T01:30:00Z");
    }

    @Test
    void a_time_that_the_change_to_summer_time_skips_is_due_right_after_the_change() {
        Schedule skipped = Schedule.cron("30 2 * * *", BERLIN);
        Instant due = skipped.next(Instant.parse("2026-03-28T12:00:00Z"));

        assertThat(due).isEqualTo("2026-03-29T01:00:00Z");
        assertThat(skipped.next(due)).isEqualTo("2026-03-30T00:30:00Z");
    }

    @Test
    void a_time_that_the_change_to_winter_time_repeats_is_due_once() {
        Schedule repeated = Schedule.cron("30 2 * * *", BERLIN);
        Instant due = repeated.next(Instant.parse("2026-10-24T12:00:00Z"));

        assertThat(due).isEqualTo("2026-10-25T00:30:00Z");
        assertThat(repeated.next(due)).isEqualTo("2026-10-26T01:30:00Z");
    }

    @Test
    void an_hourly_time_goes_on_through_both_changes() {
        Schedule hourly = Schedule.cron("15 * * * *", BERLIN);

        assertThat(hourly.next(Instant.parse("2026-03-29T00:15:00Z"))).isEqualTo("2026-03-29T01:15:00Z");
        assertThat(hourly.next(Instant.parse("2026-10-25T00:15:00Z"))).isEqualTo("2026-10-25T01:15:00Z");
        assertThat(hourly.next(Instant.parse("2026-10-25T01:15:00Z"))).isEqualTo("2026-10-25T02:15:00Z");
    }

    @Test
    void says_itself_in_words() {
        assertThat(Schedule.cron(" 30 3 * * * ", BERLIN).describe()).isEqualTo("cron 30 3 * * * (Europe/Berlin)");
    }

    @Test
    void refuses_a_time_that_never_comes() {
        assertThatThrownBy(() -> Schedule.cron("0 0 30 2 *", BERLIN))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("cron is '0 0 30 2 *': it never comes; accepted is a time that does");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 13 *",
                "* * * * 8",
                "-1 * * * *",
                "*/0 * * * *",
                "*/ * * * *",
                "*/-5 * * * *",
                "5-1-3 * * * *",
                "a b c d e",
                "0 3 * * xyz",
                "@daily",
                "every night",
                ", * * * *",
                "1,, * * * *",
                "30-10 * * * *",
                "99999999999 * * * *",
                "٣ * * * *",
                "0 0 L * *",
                "? ? ? ? ?",
                "/ / / / /",
                "- - - - -",
                "# # # # #"
            })
    void refuses_what_is_not_a_unix_cron_expression(String expression) {
        assertThatThrownBy(() -> Schedule.cron(expression, ZoneOffset.UTC))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("cron is '" + expression.strip() + "'")
                .hasMessageContaining("minute hour day-of-month month day-of-week");
    }
}
