package dev.cleanup.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.ConfigurationException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaintenanceWindowTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "2026-03-10T01:59:59.999Z, false",
        "2026-03-10T02:00:00Z, true",
        "2026-03-10T04:59:59.999Z, true",
        "2026-03-10T05:00:00Z, false",
    })
    void is_open_from_its_beginning_until_before_its_end(Instant at, boolean open) {
        assertThat(window("02:00", "05:00", ZoneOffset.UTC).isOpen(at)).isEqualTo(open);
    }

    @Test
    void counts_by_the_clocks_of_its_zone() {
        MaintenanceWindow nights = window("22:00", "06:00", BERLIN);

        assertThat(nights.isOpen(Instant.parse("2026-01-10T20:59:59Z"))).isFalse();
        assertThat(nights.isOpen(Instant.parse("2026-01-10T21:00:00Z"))).isTrue();
        assertThat(nights.isOpen(Instant.parse("2026-07-10T20:00:00Z"))).isTrue();
    }

    @Test
    void one_that_passes_midnight_belongs_to_the_day_it_opens_on() {
        MaintenanceWindow saturdays = window("22:00", "06:00", ZoneOffset.UTC).on(DayOfWeek.SATURDAY);

        assertThat(saturdays.isOpen(Instant.parse("2026-03-14T05:00:00Z"))).isFalse();
        assertThat(saturdays.isOpen(Instant.parse("2026-03-14T23:00:00Z"))).isTrue();
        assertThat(saturdays.isOpen(Instant.parse("2026-03-15T05:59:59Z"))).isTrue();
        assertThat(saturdays.isOpen(Instant.parse("2026-03-15T23:00:00Z"))).isFalse();
    }

    @Test
    void midnight_as_an_end_is_the_end_of_the_day() {
        MaintenanceWindow evenings = window("20:00", "00:00", ZoneOffset.UTC);
        MaintenanceWindow sundays = window("00:00", "00:00", ZoneOffset.UTC).on(DayOfWeek.SUNDAY);

        assertThat(evenings.isOpen(Instant.parse("2026-03-10T23:59:59Z"))).isTrue();
        assertThat(evenings.isOpen(Instant.parse("2026-03-11T00:00:00Z"))).isFalse();
        assertThat(sundays.isOpen(Instant.parse("2026-03-15T00:00:00Z"))).isTrue();
        assertThat(sundays.isOpen(Instant.parse("2026-03-15T23:59:59Z"))).isTrue();
        assertThat(sundays.isOpen(Instant.parse("2026-03-16T00:00:00Z"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-10T12:00:00Z, 2026-03-10T22:00:00Z",
        "2026-03-10T22:00:00Z, 2026-03-11T22:00:00Z",
        "2026-03-11T01:00:00Z, 2026-03-11T22:00:00Z",
    })
    void says_when_it_opens_next(Instant after, Instant opens) {
        assertThat(window("22:00", "06:00", ZoneOffset.UTC).opensAfter(after)).isEqualTo(opens);
    }

    @Test
    void a_weekly_one_opens_a_week_later() {
        MaintenanceWindow mondays = window("03:00", "04:00", BERLIN).on(DayOfWeek.MONDAY);

        assertThat(mondays.opensAfter(Instant.parse("2026-03-09T02:00:00Z")))
                .isEqualTo(Instant.parse("2026-03-16T02:00:00Z"));
    }

    @Test
    void a_time_that_a_change_of_the_clocks_skips_is_right_after_the_change() {
        Instant change = Instant.parse("2026-03-29T01:00:00Z");
        MaintenanceWindow around = window("02:30", "04:00", BERLIN);

        assertThat(around.opensAfter(change.minus(Duration.ofHours(3)))).isEqualTo(change);
        assertThat(around.isOpen(change.minusMillis(1))).isFalse();
        assertThat(around.isOpen(change)).isTrue();
        assertThat(around.isOpen(Instant.parse("2026-03-29T02:00:00Z"))).isFalse();
    }

    @Test
    void hours_that_a_change_of_the_clocks_skips_altogether_do_not_come_that_night() {
        MaintenanceWindow skipped = window("02:15", "02:45", BERLIN).on(DayOfWeek.SUNDAY);
        Instant evening = Instant.parse("2026-03-28T20:00:00Z");

        assertThat(skipped.opensAfter(evening)).isEqualTo(Instant.parse("2026-04-05T00:15:00Z"));
        for (Instant at = evening;
                at.isBefore(evening.plus(Duration.ofHours(12)));
                at = at.plus(Duration.ofMinutes(5))) {
            assertThat(skipped.isOpen(at)).as(at.toString()).isFalse();
        }
    }

    @Test
    void of_an_hour_that_comes_twice_the_first_counts() {
        MaintenanceWindow untilHalfPast = window("01:00", "02:30", BERLIN);

        assertThat(untilHalfPast.isOpen(Instant.parse("2026-10-25T00:29:59Z"))).isTrue();
        assertThat(untilHalfPast.isOpen(Instant.parse("2026-10-25T00:30:00Z"))).isFalse();
        assertThat(untilHalfPast.isOpen(Instant.parse("2026-10-25T01:15:00Z"))).isFalse();
    }

    @Test
    void is_open_when_it_opens_and_not_between_now_and_then() {
        Random random = new Random(20260310);
        for (int i = 0; i < 300; i++) {
            LocalTime from = LocalTime.of(random.nextInt(24), random.nextInt(60));
            MaintenanceWindow window = MaintenanceWindow.daily(
                            from, from.plusMinutes(1L + random.nextInt(1_000)), BERLIN)
                    .on(DayOfWeek.of(1 + random.nextInt(7)), DayOfWeek.of(1 + random.nextInt(7)));
            Instant at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(365 * 86_400));
            Instant opens = window.opensAfter(at);

            assertThat(opens).as(window + " at " + at).isAfter(at);
            assertThat(window.isOpen(opens)).as(window + " at " + opens).isTrue();
            if (!window.isOpen(at)) {
                Instant between = at.plusSeconds((long)
                        (random.nextDouble() * Duration.between(at, opens).toSeconds()));
                assertThat(between.equals(opens) || !window.isOpen(between))
                        .as(window + " at " + between)
                        .isTrue();
            }
        }
    }

    @Test
    void says_itself_in_words() {
        assertThat(window("22:00", "06:00", BERLIN).describe()).isEqualTo("22:00 to 06:00 (Europe/Berlin)");
        assertThat(window("22:00", "06:00", BERLIN)
                        .on(DayOfWeek.SUNDAY, DayOfWeek.SATURDAY)
                        .describe())
                .isEqualTo("22:00 to 06:00 on Sat, Sun (Europe/Berlin)");
    }

    @Test
    void refuses_hours_that_are_none_and_days_that_are_none() {
        assertThatThrownBy(() -> window("06:00", "06:00", BERLIN))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("maintenance window is '06:00 to 06:00'")
                .hasMessageContaining("00:00 to 00:00 for the whole day");
        assertThatThrownBy(() -> window("06:00", "07:00", BERLIN).on())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("at least one day");
        assertThatThrownBy(() -> new MaintenanceWindow(
                        EnumSet.noneOf(DayOfWeek.class), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, BERLIN))
                .isInstanceOf(ConfigurationException.class);
    }

    private static MaintenanceWindow window(String from, String to, ZoneId zone) {
        return MaintenanceWindow.daily(LocalTime.parse(from), LocalTime.parse(to), zone);
    }
}
