package dev.cleanup.docker.internal.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTimeTest {
    private static final String EARLY = "2026-03-01T08:00:00Z";
    private static final String LATE = "2026-03-01T09:00:00.123456789Z";

    @Test
    void the_latest_counts_in_whatever_order_and_zone() {
        assertThat(EngineTime.latest(EARLY, LATE, "0001-01-01T00:00:00Z")).contains(Instant.parse(LATE));
        assertThat(EngineTime.latest(LATE, EARLY)).contains(Instant.parse(LATE));
        assertThat(EngineTime.latest(EARLY, "2026-03-01T10:30:00+02:00"))
                .contains(Instant.parse("2026-03-01T08:30:00Z"));
    }

    @Test
    void year_one_everywhere_stays_year_one_which_no_policy_takes_for_an_age() {
        assertThat(EngineTime.latest("0001-01-01T00:00:00Z")).contains(Instant.parse("0001-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "null", "2026-03-01", "2026-03-01T08:00:00", "1772352000", "2026-02-30T00:00:00Z", "Z"})
    void one_that_cannot_be_read_spoils_the_others(String text) {
        assertThat(EngineTime.latest(LATE, text)).isEmpty();
        assertThat(EngineTime.latest(text, LATE)).isEmpty();
    }

    @Test
    void seconds_beyond_all_calendars_are_no_time() {
        assertThat(EngineTime.ofSeconds(1_772_352_000)).contains(Instant.parse(EARLY));
        assertThat(EngineTime.ofSeconds(Long.MAX_VALUE)).isEmpty();
        assertThat(EngineTime.ofSeconds(Long.MIN_VALUE)).isEmpty();
    }
}
