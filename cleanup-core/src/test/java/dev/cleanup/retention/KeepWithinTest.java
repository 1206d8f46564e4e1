package dev.cleanup.retention;

import static dev.cleanup.retention.Judging.at;
import static dev.cleanup.retention.Judging.kept;
import static dev.cleanup.retention.RetentionPolicy.keepWithin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeepWithinTest {
    private static final String LONG_AFTER = "2036-01-01T00:00Z";
    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void counts_back_from_the_newest_however_long_ago_that_is() {
        assertThat(kept(
                        keepWithin(WEEK),
                        LONG_AFTER,
                        "2026-01-10T12:00Z",
                        "2026-01-03T12:01Z",
                        "2026-01-03T12:00Z",
                        "2026-01-02T12:00Z"))
                .containsExactly("2026-01-10T12:00Z", "2026-01-03T12:01Z");
    }

    @Test
    void counts_back_from_the_newest_of_each_group() {
        List<Resource> resources = List.of(
                Resource.of("a new", at("2026-01-20T00:00Z")).tagged("type", "a"),
                Resource.of("a old", at("2026-01-10T00:00Z")).tagged("type", "a"),
                Resource.of("b new", at("2026-01-11T00:00Z")).tagged("type", "b"),
                Resource.of("b old", at("2026-01-10T00:00Z")).tagged("type", "b"),
                Resource.of("none", at("2020-01-01T00:00Z")));

        assertThat(kept(keepWithin(WEEK).per("type"), LONG_AFTER, resources))
                .containsExactly("a new", "b new", "b old", "none");
        assertThat(kept(keepWithin(WEEK), LONG_AFTER, resources)).containsExactly("a new");
    }

    @Test
    void months_are_those_of_the_zone() {
        // 0:30 on the 1st of March and on the 1st of February in Berlin.
        String[] dates = {"2026-02-28T23:30Z", "2026-01-31T23:31Z", "2026-01-31T23:30Z"};

        assertThat(kept(keepWithin(Period.ofMonths(1)).in(ZoneId.of("Europe/Berlin")), LONG_AFTER, dates))
                .containsExactly("2026-02-28T23:30Z", "2026-01-31T23:31Z");
        assertThat(kept(keepWithin(Period.ofMonths(1)), LONG_AFTER, dates)).hasSize(3);
    }

    /** A month before the 28th of March is the 28th of February; a month before the days after it is not earlier. */
    @Test
    void what_a_newer_one_leaves_behind_is_not_taken_back_by_an_even_newer_one() {
        RetentionPolicy month = keepWithin(Period.ofMonths(1));

        assertThat(kept(month, LONG_AFTER, "2026-02-28T06:00Z", "2026-03-28T12:00Z"))
                .containsExactly("2026-03-28T12:00Z");
        assertThat(kept(month, LONG_AFTER, "2026-02-28T06:00Z", "2026-03-28T12:00Z", "2026-03-29T00:00Z"))
                .containsExactly("2026-03-28T12:00Z", "2026-03-29T00:00Z");
    }

    @Test
    void without_an_end_keeps_all() {
        assertThat(kept(keepWithin(Span.FOREVER), LONG_AFTER, "2026-01-10T12:00Z", "1971-01-01T00:00Z"))
                .hasSize(2);
    }

    @Test
    void judges_nothing_when_there_is_nothing() {
        assertThat(kept(keepWithin(WEEK), LONG_AFTER)).isEmpty();
        assertThat(kept(keepWithin(WEEK).per("type"), LONG_AFTER)).isEmpty();
    }

    @Test
    void names_the_rule_whose_span_it_refuses() {
        assertThatThrownBy(() -> keepWithin(Duration.ofDays(-1))).hasMessageStartingWith("keepWithin is 'PT-24H': ");
    }
}
