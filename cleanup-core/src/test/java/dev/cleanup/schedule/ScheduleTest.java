package dev.cleanup.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.ConfigurationException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    @Test
    void an_interval_is_due_that_long_after() {
        assertThat(Schedule.every(Duration.ofHours(6)).next(Instant.parse("2026-03-29T00:30:00Z")))
                .isEqualTo("2026-03-29T06:30:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "PT6H, every 6 h",
        "P1D, every 24 h",
        "PT90M, every 90 min",
        "PT45S, every 45 s",
        "PT1M1S, every 61 s",
        "P366D, every 8784 h"
    })
    void an_interval_says_itself_in_words(Duration interval, String words) {
        assertThat(Schedule.every(interval).describe()).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-6H", "PT0.999999999S", "P366DT0.000000001S", "PT9223372036854775807S"})
    void refuses_an_interval_out_of_range(Duration interval) {
        assertThatThrownBy(() -> Schedule.every(interval))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("interval is '" + interval + "': accepted is a duration from one second to 366 days");
    }
}
