package dev.cleanup.retention;

import static dev.cleanup.retention.Judging.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Months before and after an instant, worked out by hand; and what holds for all of them. */
class SpanCalendarTest {
    private static final int ROUNDS = 5_000;

    @ParameterizedTest
    @CsvSource({
        "1mo, 2026-03-10T12:00Z, 2026-02-10T12:00Z",
        "12mo, 2025-02-28T12:00Z, 2024-02-28T12:00Z",
        "1y, 2024-02-28T12:00Z, 2023-02-28T12:00Z",
        "1mo, 2026-01-15T12:00Z, 2025-12-15T12:00Z",
        "1mo3d, 2026-03-02T12:00Z, 2026-01-30T12:00Z",
        "1mo36h, 2026-03-10T12:00Z, 2026-02-09T00:00Z",
        "7d, 2026-03-10T12:00Z, 2026-03-03T12:00Z"
    })
    void goes_back_by_months_and_then_by_the_exact_rest(String span, String end, String start) {
        assertThat(Span.parse(span).before(at(end), ZoneOffset.UTC)).isEqualTo(at(start));
        assertThat(Span.parse(span).after(at(start), ZoneOffset.UTC)).contains(at(end));
    }

    /** All of what a shorter month holds is a month old on the last days of a longer one, and nothing that came later. */
    @ParameterizedTest
    @CsvSource({
        "1mo, 2026-03-29T00:00Z, 2026-02-28",
        "1mo, 2026-03-31T23:59Z, 2026-02-28",
        "1mo, 2024-03-30T06:00Z, 2024-02-29",
        "1mo, 2026-05-31T12:00Z, 2026-04-30",
        "1y, 2024-02-29T12:00Z, 2023-02-28"
    })
    void the_last_days_of_a_longer_month_wait_for_the_next(String span, String end, String day) {
        assertThat(Span.parse(span).before(at(end), ZoneOffset.UTC)).isEqualTo(at(day + "T23:59:59.999999999Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "1mo, 2026-01-29T12:00Z, 2026-03-01T00:00Z",
        "1mo, 2026-01-31T23:59Z, 2026-03-01T00:00Z",
        "1mo, 2024-01-31T12:00Z, 2024-03-01T00:00Z",
        "1mo, 2024-01-29T12:00Z, 2024-02-29T12:00Z",
        "1mo, 2026-05-31T12:00Z, 2026-07-01T00:00Z",
        "1y, 2024-02-29T12:00Z, 2025-03-01T00:00Z",
        "4y, 2024-02-29T12:00Z, 2028-02-29T12:00Z",
        "1mo1d, 2026-01-30T12:00Z, 2026-03-01T00:00Z"
    })
    void what_began_on_a_day_that_a_month_does_not_have_ends_with_that_month(String span, String start, String end) {
        assertThat(Span.parse(span).after(at(start), ZoneOffset.UTC)).contains(at(end));
    }

    @Test
    void months_are_those_of_the_clocks_of_a_zone() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Span month = Span.parse("1mo");

        assertThat(month.before(at("2026-04-10T12:00+02:00"), berlin)).isEqualTo(at("2026-03-10T12:00+01:00"));
        assertThat(month.after(at("2026-03-10T12:00+01:00"), berlin)).contains(at("2026-04-10T12:00+02:00"));
        // 3:00 is the first time that the clocks of the 29th of March show after 1:59.
        assertThat(month.after(at("2026-02-28T02:30+01:00"), berlin)).contains(at("2026-03-28T02:30+01:00"));
        assertThat(Span.parse("2mo").after(at("2026-01-29T02:30+01:00"), berlin))
                .contains(at("2026-03-29T03:00+02:00"));
        // 2:30 comes twice on the 25th of October: it waits for the second.
        assertThat(month.after(at("2026-09-25T02:30+02:00"), berlin)).contains(at("2026-10-25T02:30+01:00"));
        assertThat(month.before(at("2026-11-25T02:30+01:00"), berlin)).isEqualTo(at("2026-10-25T02:30+01:00"));
        assertThat(Span.parse("1d").after(at("2026-03-28T12:00+01:00"), berlin)).contains(at("2026-03-29T13:00+02:00"));
    }

    @RepeatedTest(3)
    void after_is_the_first_instant_that_before_reaches() {
        RandomRules random = new RandomRules();
        for (int round = 0; round < ROUNDS; round++) {
            Span span = random.span();
            ZoneId zone = random.zone();
            Instant start = random.instant();
            Instant end = span.after(start, zone).orElseThrow();

            assertThat(span.before(end, zone))
                    .as("%s, round %d: %s after %s in %s is %s", random, round, span, start, zone, end)
                    .isAfterOrEqualTo(start);
            assertThat(span.before(end.minusNanos(1), zone))
                    .as("%s, round %d: %s after %s in %s is %s at the earliest", random, round, span, start, zone, end)
                    .isBefore(start);
        }
    }

    @RepeatedTest(3)
    void neither_goes_back_when_time_goes_on() {
        RandomRules random = new RandomRules();
        for (int round = 0; round < ROUNDS; round++) {
            Span span = random.span();
            ZoneId zone = random.zone();
            Instant one = random.instant();
            Instant next = one.plus(Duration.ofMinutes(random.below(6_000))).plusNanos(random.below(2));

            assertThat(span.before(next, zone))
                    .as("%s, round %d: %s before %s and %s in %s", random, round, span, one, next, zone)
                    .isAfterOrEqualTo(span.before(one, zone));
            assertThat(span.after(next, zone).orElseThrow())
                    .as("%s, round %d: %s after %s and %s in %s", random, round, span, one, next, zone)
                    .isAfterOrEqualTo(span.after(one, zone).orElseThrow());
        }
    }
}
