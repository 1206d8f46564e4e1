package dev.cleanup.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.ConfigurationException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.chrono.JapaneseChronology;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.time.temporal.UnsupportedTemporalTypeException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {

    @ParameterizedTest
    @CsvSource({
        "7d, 0, P7D, 7d",
        "1y, 12, PT0S, 1y",
        "12mo, 12, PT0S, 1y",
        "18mo, 18, PT0S, 1y6mo",
        "1y6mo, 18, PT0S, 1y6mo",
        "1mo3d, 1, P3D, 1mo3d",
        "1mo36h, 1, PT36H, 1mo36h",
        "2mo48h, 2, P2D, 2mo2d",
        "1y2mo3d4h5min6s7ms, 14, P3DT4H5M6.007S, 1y2mo273906007ms",
        "90min, 0, PT90M, 90min",
        "0y7d, 0, P7D, 7d",
        "1 y6 mo, 18, PT0S, 1y6mo"
    })
    void reads_months_and_an_exact_rest(String text, long months, Duration rest, String canonical) {
        Span span = Span.parse(text);

        assertThat(span).isEqualTo(new Span(months, rest)).hasToString(canonical);
        assertThat(Span.parse(span.text())).isEqualTo(span);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "7",
                "d",
                "7D",
                "7 days",
                "7w",
                "1m",
                "7d1y",
                "6mo1y",
                "1d1d",
                "1y 6mo",
                "-1mo",
                "1y-1mo",
                "0y0mo",
                "101y",
                "100y",
                "1200mo",
                "36501d",
                "1199mo7d",
                "1mo36500d",
                "9223372036854775807mo",
                "999999999999999999y",
                "1000000000000000000d",
                "FOREVER",
                "forever7d",
                "1.5mo",
                "P1M",
                "1у"
            })
    void refuses_what_is_no_span(String text) {
        assertThatThrownBy(() -> Span.parse(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "span is '%s': accepted is a span with a unit (y, mo, d, h, min, s, ms), more than zero and at most"
                                + " 36500d, such as 7d, 12h or 1y6mo",
                        text.strip());
    }

    @ParameterizedTest
    @CsvSource({"36500d", "99y", "1199mo", "1199mo6d", "876000h", "1ms"})
    void accepts_a_hundred_years_of_365_days(String text) {
        assertThat(Span.parse(text).isForever()).isFalse();
    }

    @Test
    void forever_is_the_only_one_without_an_end() {
        assertThat(Span.parse(" forever ")).isSameAs(Span.FOREVER).hasToString("forever");
        assertThat(Span.FOREVER.isForever()).isTrue();
        assertThat(Span.FOREVER.before(Instant.EPOCH, ZoneOffset.UTC)).isEqualTo(Instant.MIN);
        assertThat(Span.FOREVER.after(Instant.EPOCH, ZoneOffset.UTC)).isEmpty();
    }

    @Test
    void is_made_of_durations_and_periods() {
        assertThat(Span.of(Duration.ofHours(36))).isEqualTo(Span.parse("36h"));
        assertThat(Span.of(Period.of(1, 6, 3))).isEqualTo(Span.parse("1y6mo3d"));
        assertThat(Span.of(Period.ofWeeks(2))).isEqualTo(Span.parse("14d"));
        assertThat(Span.of(Span.FOREVER)).isSameAs(Span.FOREVER);
    }

    static Stream<TemporalAmount> refused() {
        return Stream.of(
                Period.ZERO,
                Period.ofDays(-1),
                Period.of(1, -1, 0),
                Period.ofYears(Integer.MAX_VALUE),
                Period.ofDays(36_501),
                Duration.ZERO,
                Duration.ofMillis(-1),
                Duration.ofNanos(1),
                Duration.ofMillis(1).plusNanos(1),
                Duration.ofSeconds(Long.MAX_VALUE),
                JapaneseChronology.INSTANCE.period(1, 0, 0));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refuses_what_is_negative_nothing_too_long_or_too_fine(TemporalAmount amount) {
        assertThatThrownBy(() -> Span.of(amount))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("span is '" + amount + "': accepted is a span with a unit");
    }

    @Test
    void is_itself_checked() {
        assertThatThrownBy(() -> new Span(-1, Duration.ofDays(40)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("span is '-1 months and PT960H': ");
        assertThatThrownBy(() -> new Span(Long.MAX_VALUE, Duration.ofDays(1)))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void is_added_to_and_taken_from_dates() {
        Instant noon = Instant.parse("2026-03-10T12:00:00Z");
        OffsetDateTime then = noon.atOffset(ZoneOffset.UTC);

        assertThat(noon.plus(Span.parse("36h"))).isEqualTo("2026-03-12T00:00:00Z");
        assertThat(noon.minus(Span.parse("36h"))).isEqualTo("2026-03-09T00:00:00Z");
        assertThat(then.plus(Span.parse("1y1mo12h"))).isEqualTo("2027-04-11T00:00:00Z");
        assertThat(then.minus(Span.parse("1y1mo12h"))).isEqualTo("2025-02-10T00:00:00Z");
        assertThat(LocalDate.of(2026, 3, 10).plus(Span.parse("1mo"))).isEqualTo("2026-04-10");
    }

    @Test
    void gives_its_parts() {
        Span span = Span.parse("1mo3d");

        assertThat(span.getUnits()).containsExactly(ChronoUnit.MONTHS, ChronoUnit.MILLIS);
        assertThat(span.get(ChronoUnit.MONTHS)).isEqualTo(1);
        assertThat(span.get(ChronoUnit.MILLIS)).isEqualTo(259_200_000);
        assertThatThrownBy(() -> span.get(ChronoUnit.DAYS)).isInstanceOf(UnsupportedTemporalTypeException.class);
    }
}
