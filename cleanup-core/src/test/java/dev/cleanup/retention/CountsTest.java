package dev.cleanup.retention;

import static dev.cleanup.retention.Judging.at;
import static dev.cleanup.retention.Judging.dated;
import static dev.cleanup.retention.Judging.kept;
import static dev.cleanup.retention.RetentionPolicy.UNLIMITED;
import static dev.cleanup.retention.RetentionPolicy.keepDaily;
import static dev.cleanup.retention.RetentionPolicy.keepHourly;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static dev.cleanup.retention.RetentionPolicy.keepMonthly;
import static dev.cleanup.retention.RetentionPolicy.keepWeekly;
import static dev.cleanup.retention.RetentionPolicy.keepWithin;
import static dev.cleanup.retention.RetentionPolicy.keepYearly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.ConfigurationException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CountsTest {
    private static final String NOW = "2026-03-10T12:00Z";

    @Test
    void keeps_the_newest_three() {
        assertThat(kept(
                        keepLatest(3),
                        NOW,
                        "2021-01-01T00:00Z",
                        "2026-01-02T00:00Z",
                        "2026-01-01T00:00Z",
                        "2026-03-10T12:00Z",
                        "2025-01-01T00:00Z"))
                .containsExactly("2026-01-02T00:00Z", "2026-01-01T00:00Z", "2026-03-10T12:00Z");
    }

    @Test
    void keeps_all_there_are_when_there_are_fewer() {
        assertThat(kept(keepLatest(3), NOW, "2021-01-01T00:00Z", "2020-01-01T00:00Z"))
                .hasSize(2);
        assertThat(kept(keepLatest(3), NOW)).isEmpty();
    }

    @Test
    void without_a_limit_keeps_all() {
        assertThat(kept(keepLatest(UNLIMITED), NOW, "2026-01-01T00:00Z", "2026-01-01T00:01Z", "1999-01-01T00:02Z"))
                .hasSize(3);
    }

    static Stream<RetentionPolicy> that_look_at_others() {
        return Stream.of(keepLatest(1), keepDaily(1), keepYearly(1), keepWithin(Duration.ofHours(1)));
    }

    /** Were one of the first four counted, it would be the newest, or the oldest, and something else would go or stay. */
    @ParameterizedTest
    @MethodSource("that_look_at_others")
    void what_has_no_trusted_date_is_kept_and_not_counted(RetentionPolicy policy) {
        List<Resource> resources = List.of(
                Resource.undated("undated"),
                Resource.of("epoch", Instant.EPOCH),
                Resource.of("next", at(NOW).plusNanos(1)),
                Resource.of("far", Instant.MAX),
                dated("2026-03-09T12:00Z"),
                dated("2026-03-08T12:00Z"));

        assertThat(kept(policy, NOW, resources))
                .containsExactly("undated", "epoch", "next", "far", "2026-03-09T12:00Z");
    }

    @Test
    void what_has_a_zero_for_a_date_is_not_the_oldest() {
        List<Resource> resources =
                List.of(Resource.of("epoch", Instant.EPOCH), dated("2026-03-09T12:00Z"), dated("2026-03-09T11:00Z"));

        assertThat(kept(keepDaily(2), NOW, resources)).contains("2026-03-09T11:00Z");
    }

    static Stream<IntFunction<RetentionPolicy>> counted() {
        return Stream.of(
                RetentionPolicy::keepLatest,
                RetentionPolicy::keepHourly,
                RetentionPolicy::keepDaily,
                RetentionPolicy::keepWeekly,
                RetentionPolicy::keepMonthly,
                RetentionPolicy::keepYearly);
    }

    @ParameterizedTest
    @MethodSource("counted")
    void refuses_counts_out_of_range(IntFunction<RetentionPolicy> rule) {
        for (int count : new int[] {0, -1, Integer.MIN_VALUE, 1_000_001, Integer.MAX_VALUE - 1}) {
            assertThatThrownBy(() -> rule.apply(count))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageEndingWith(
                            " is '%d': accepted is a whole number from 1 to 1000000, or RetentionPolicy.UNLIMITED",
                            count);
        }
        assertThat(rule.apply(1_000_000).describe()).endsWith(" 1000000");
        assertThat(rule.apply(UNLIMITED).describe()).endsWith(" unlimited");
    }

    @Test
    void names_the_rule_whose_count_it_refuses() {
        assertThatThrownBy(() -> keepLatest(0)).hasMessageStartingWith("keepLatest is '0'");
        assertThatThrownBy(() -> keepHourly(0)).hasMessageStartingWith("keepHourly is '0'");
        assertThatThrownBy(() -> keepDaily(0)).hasMessageStartingWith("keepDaily is '0'");
        assertThatThrownBy(() -> keepWeekly(0)).hasMessageStartingWith("keepWeekly is '0'");
        assertThatThrownBy(() -> keepMonthly(0)).hasMessageStartingWith("keepMonthly is '0'");
        assertThatThrownBy(() -> keepYearly(0)).hasMessageStartingWith("keepYearly is '0'");
    }
}
