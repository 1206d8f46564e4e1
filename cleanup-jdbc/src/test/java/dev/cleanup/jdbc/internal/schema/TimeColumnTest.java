package dev.cleanup.jdbc.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.jdbc.internal.sql.Column;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
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
    void what_sql_takes_for_old_enough_is_old_enough_by_every_reading(String zone, Instant change) {
        TimeColumn times = column("timestamp", zone);
        TimeColumn dates = column("date", zone);
        for (Instant bound = change.minus(Duration.ofDays(2));
                bound.isBefore(change.plus(Duration.ofDays(2)));
                bound = bound.plus(QUARTER)) {
            LocalDateTime last = (LocalDateTime) times.upTo(bound);
            assertThat(times.later(last)).isBeforeOrEqualTo(bound);
            assertThat(times.later(last.minusHours(1))).isBeforeOrEqualTo(bound);
            assertThat(dates.later(((LocalDate) dates.upTo(bound)).atStartOfDay()))
                    .isBeforeOrEqualTo(bound);
            assertThat(times.later((LocalDateTime) times.from(bound))).isAfterOrEqualTo(bound);
            assertThat(dates.later(((LocalDate) dates.from(bound)).atStartOfDay()))
                    .isAfterOrEqualTo(bound);
        }
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
