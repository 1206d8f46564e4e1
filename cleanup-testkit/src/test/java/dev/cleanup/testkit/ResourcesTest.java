package dev.cleanup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.retention.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourcesTest {
    private static final Resources BOTS = Resources.at("2026-03-10T12:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void ages_are_counted_back() {
        assertThat(BOTS.daysOld("a", 9)).isEqualTo(Resource.of("a", Instant.parse("2026-03-01T12:00:00Z")));
        assertThat(BOTS.hoursOld("a", 13)).isEqualTo(Resource.of("a", Instant.parse("2026-03-09T23:00:00Z")));
        assertThat(BOTS.old("a", Duration.ofNanos(-1)).since())
                .contains(Instant.parse("2026-03-10T12:00:00.000000001Z"));
        assertThat(BOTS).isEqualTo(Resources.at(BOTS.asOf()));
    }

    @Test
    void days_keep_their_time_on_the_clock() {
        List<Resource> days = Resources.daily("backup", ZonedDateTime.of(2026, 3, 28, 3, 0, 0, 0, BERLIN), 3);

        assertThat(days)
                .extracting(Resource::id)
                .containsExactly("backup-2026-03-28", "backup-2026-03-29", "backup-2026-03-30");
        assertThat(dates(days))
                .containsExactly(
                        Instant.parse("2026-03-28T02:00:00Z"),
                        Instant.parse("2026-03-29T01:00:00Z"),
                        Instant.parse("2026-03-30T01:00:00Z"));
    }

    @Test
    void hours_of_a_day_with_two_of_a_kind_are_told_apart() {
        List<Resource> hours = Resources.hourly("backup", ZonedDateTime.of(2026, 10, 25, 1, 0, 0, 0, BERLIN), 3);

        assertThat(hours)
                .extracting(Resource::id)
                .containsExactly(
                        "backup-2026-10-25T01:00+02:00",
                        "backup-2026-10-25T02:00+02:00",
                        "backup-2026-10-25T02:00+01:00");
        assertThat(dates(hours).get(2)).isEqualTo("2026-10-25T01:00:00Z");
    }

    @Test
    void a_short_month_does_not_shorten_those_behind_it() {
        ZonedDateTime first = ZonedDateTime.of(2027, 12, 31, 0, 0, 0, 0, BERLIN);

        assertThat(Resources.monthly("m", first, 4))
                .extracting(Resource::id)
                .containsExactly("m-2027-12-31", "m-2028-01-31", "m-2028-02-29", "m-2028-03-31");
        assertThat(Resources.weekly("w", first, 2))
                .extracting(Resource::id)
                .containsExactly("w-2027-12-31", "w-2028-01-07");
        assertThat(Resources.yearly("y", first.withMonth(2).withDayOfMonth(28), 2))
                .extracting(Resource::id)
                .containsExactly("y-2027-02-28", "y-2028-02-28");
    }

    @Test
    void a_series_of_none_is_empty() {
        assertThat(Resources.daily("backup", ZonedDateTime.of(2026, 3, 28, 3, 0, 0, 0, BERLIN), 0))
                .isEmpty();
    }

    private static List<Instant> dates(List<Resource> resources) {
        return resources.stream()
                .map(resource -> resource.since().orElseThrow())
                .toList();
    }
}
