package dev.cleanup.retention;

import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.ConfigurationException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeepForTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    @Test
    void what_is_exactly_as_old_as_the_span_goes() {
        assertThat(verdict(keepFor("7d"), NOW.minus(Duration.ofDays(7))).kept()).isFalse();
    }

    @Test
    void what_is_a_nanosecond_younger_stays() {
        assertThat(verdict(keepFor("7d"), NOW.minus(Duration.ofDays(7)).plusNanos(1))
                        .kept())
                .isTrue();
    }

    @Test
    void what_is_dated_right_now_stays() {
        Verdict verdict = verdict(keepFor("1s"), NOW);

        assertThat(verdict.kept()).isTrue();
        assertThat(verdict.unknownAge()).isFalse();
    }

    @Test
    void says_why_something_goes() {
        Resource deleted = Resource.of("bot-1", NOW.minus(Duration.ofDays(9)).minusSeconds(5))
                .event("deleted");

        assertThat(verdict(keepFor("7d"), deleted).reason()).isEqualTo("deleted 9 d ago, kept 7 d");
    }

    @Test
    void says_how_old_something_is_when_the_event_has_no_name() {
        assertThat(verdict(keepFor("36h"), NOW.minus(Duration.ofDays(9))).reason())
                .isEqualTo("9 d old, kept 36 h");
    }

    @ParameterizedTest
    @CsvSource({"P5D, 2 d", "P5DT1S, 1 d", "P6DT1H, 23 h", "P6DT23H1M, 59 min", "P6DT23H59M30S, 30 s", "PT0S, 7 d"})
    void says_how_long_something_still_stays(Duration age, String left) {
        assertThat(verdict(keepFor("7d"), NOW.minus(age)).reason()).isEqualTo(left + " left of 7 d");
    }

    @Test
    void says_zero_seconds_rather_than_nothing_just_before_the_end() {
        assertThat(verdict(keepFor("7d"), NOW.minus(Duration.ofDays(7)).plusNanos(1))
                        .reason())
                .isEqualTo("0 s left of 7 d");
    }

    @ParameterizedTest
    @CsvSource({
        "7d, P7D, keep 7d",
        "12h, PT12H, keep 12h",
        "30min, PT30M, keep 30min",
        "45s, PT45S, keep 45s",
        "7 d, P7D, keep 7d",
        "' 7d ', P7D, keep 7d",
        "48h, P2D, keep 2d",
        "90s, PT1M30S, keep 90s",
        "007d, P7D, keep 7d",
        "36500d, P36500D, keep 36500d"
    })
    void reads_spans_with_a_unit(String text, Duration span, String description) {
        RetentionPolicy policy = keepFor(text);

        assertThat(policy).isEqualTo(keepFor(span));
        assertThat(policy.describe()).isEqualTo(description);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0d",
                "0s",
                "-1d",
                "+1d",
                "7",
                "7x",
                "d",
                "",
                " ",
                "7D",
                "7  d",
                "7dd",
                "7d 1h",
                "1.5d",
                "1e3d",
                "P7D",
                "36501d",
                "876001h",
                "99999999999d",
                "768614336404564650y7mo",
                "999999999999999999d",
                "9999999999999999999999d",
                "٧d",
                "７d",
                "7ｄ",
                "7\u00a0d",
                "7\nd",
                "0x7d",
                "NaN",
                "∞d"
            })
    void refuses_a_span_and_says_which_setting_which_value_and_what_is_accepted(String text) {
        assertThatThrownBy(() -> keepFor(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("keepFor is '")
                .hasMessageContaining(text.strip().replace('\n', ' '))
                .hasMessageContaining(
                        "a span with a unit (y, mo, d, h, min, s, ms), more than zero and at most 36500d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PT0S", "PT-1S", "P36500DT0.000000001S", "PT9223372036854775807S", "PT-9223372036854775808S"})
    void refuses_a_duration_out_of_range(Duration span) {
        assertThatThrownBy(() -> keepFor(span))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("keepFor is '" + span + "'")
                .hasMessageContaining("more than zero");
    }

    @Test
    void describes_a_span_of_milliseconds() {
        assertThat(keepFor(Duration.ofMillis(1500)).describe()).isEqualTo("keep 1500ms");
    }

    private static Verdict verdict(RetentionPolicy policy, Instant since) {
        return verdict(policy, Resource.of("x", since));
    }

    private static Verdict verdict(RetentionPolicy policy, Resource resource) {
        return policy.evaluate(List.of(resource), NOW).get(0);
    }
}
