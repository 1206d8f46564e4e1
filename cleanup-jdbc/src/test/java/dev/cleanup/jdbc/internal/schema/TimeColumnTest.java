package dev.cleanup.jdbc.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.jdbc.internal.sql.Column;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bounds around changes of the clocks: forward, back, by half an hour, by a whole day. */
class TimeColumnTest {
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private static TimeColumn column(String type, String zone) {
        return TimeColumn.of(new Column("at", type, true), Optional.of(ZoneId.of(zone)));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2024-03-31T01:00:00Z",
        "Europe/Berlin, 2024-10-27T01:00:00Z",
        "Australia/Lord_Howe, 2024-04-06T15:00:00Z",
        "Pacific/Apia, 2011-12-30T10:00:00Z",
        "Asia/Kathmandu, 2024-01-01T00:00:00Z"
    })
    void the_bound_is_exact_for_every_local_time_around_a_change(String zone, Instant change) {
        TimeColumn times = column("timestamp", zone);
        TimeColumn dates = column("date", zone);
        LocalDateTime around = LocalDateTime.ofInstant(change, ZoneId.of(zone)).minusHours(30);
        for (int step = 0; step < 60 * 4; step++) {
            Instant bound = change.plus(QUARTER.multipliedBy(step - 120L)).plusNanos(step % 3 * 999L);
            LocalDateTime last = (LocalDateTime) times.upTo(bound);
            LocalDateTime first = (LocalDateTime) times.from(bound.truncatedTo(ChronoUnit.MICROS));
            LocalDate lastDay = (LocalDate) dates.upTo(bound);
            for (int quarter = 0; quarter < 60 * 4; quarter++) {
                LocalDateTime local = around.plus(QUARTER.multipliedBy(quarter));
                Instant since = times.later(local);
                assertThat(!local.isAfter(last)).as("%s up to %s", local, bound).isEqualTo(!since.isAfter(bound));
                assertThat(!local.isBefore(first))
                        .as("%s from %s", local, bound)
                        .isEqualTo(!since.isBefore(bound.truncatedTo(ChronoUnit.MICROS)));
                LocalDate day = local.toLocalDate();
                assertThat(!day.isAfter(lastDay))
                        .as("%s up to %s", day, bound)
                        .isEqualTo(!dates.endOf(day).isAfter(bound));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2024-03-31T02:30, 2024-03-31T01:00:00Z",
        "Europe/Berlin, 2024-10-27T02:30, 2024-10-27T01:30:00Z"
    })
    void a_skipped_time_is_the_moment_of_the_change_and_a_repeated_one_the_later(
            String zone, LocalDateTime local, Instant instant) {
        assertThat(column("timestamp", zone).later(local)).isEqualTo(instant);
    }

    @ParameterizedTest
    @CsvSource({"Asia/Kathmandu, 2024-01-01T00:00:00Z", "Europe/Berlin, 2024-07-01T12:00:00Z"})
    void far_from_a_change_the_bound_is_exact(String zone, Instant bound) {
        TimeColumn times = column("timestamp", zone);
        assertThat(times.later((LocalDateTime) times.upTo(bound))).isEqualTo(bound);
        assertThat(times.upTo(bound)).isEqualTo(times.from(bound));
        assertThat(times.upTo(bound.plusNanos(999))).isEqualTo(times.upTo(bound));
    }
}
