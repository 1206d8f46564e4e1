package dev.cleanup.retention;

import static dev.cleanup.retention.Judging.at;
import static dev.cleanup.retention.Judging.dated;
import static dev.cleanup.retention.Judging.reasons;
import static dev.cleanup.retention.RetentionPolicy.UNLIMITED;
import static dev.cleanup.retention.RetentionPolicy.allOf;
import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepDaily;
import static dev.cleanup.retention.RetentionPolicy.keepDailyFor;
import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static dev.cleanup.retention.RetentionPolicy.keepMonthly;
import static dev.cleanup.retention.RetentionPolicy.keepTagged;
import static dev.cleanup.retention.RetentionPolicy.keepUntil;
import static dev.cleanup.retention.RetentionPolicy.keepWhere;
import static dev.cleanup.retention.RetentionPolicy.keepWithin;
import static dev.cleanup.retention.RetentionPolicy.keepYearlyFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The exact words of each rule. */
class ReasonsTest {
    private static final String NOW = "2026-03-10T12:00Z";
    private static final Duration WEEK = Duration.ofDays(7);

    /** Three of the 10th and 9th of March, and one of the 1st; of the types a, a, b, a. */
    private static final List<Resource> FOUR = List.of(
            Resource.of("new", at("2026-03-10T10:00Z")).tagged("bot_type", "a"),
            Resource.of("same", at("2026-03-10T08:00Z")).tagged("bot_type", "a"),
            Resource.of("other", at("2026-03-09T10:00Z")).tagged("bot_type", "b"),
            Resource.of("old", at("2026-03-01T12:00Z")).tagged("bot_type", "a").event("deleted"));

    static Stream<Arguments> of_four() {
        return Stream.of(
                arguments(
                        keepFor(WEEK),
                        "+6 d left of 7 d",
                        "+6 d left of 7 d",
                        "+5 d left of 7 d",
                        "-deleted 9 d ago, kept 7 d"),
                arguments(
                        keepFor("4h"),
                        "+2 h left of 4 h",
                        "-4 h old, kept 4 h",
                        "-1 d old, kept 4 h",
                        "-deleted 9 d ago, kept 4 h"),
                arguments(keepFor(Span.FOREVER), "+kept forever", "+kept forever", "+kept forever", "+kept forever"),
                arguments(
                        keepFor(Period.of(0, 1, 3)),
                        "+33 d left of 1 mo 3 d",
                        "+33 d left of 1 mo 3 d",
                        "+32 d left of 1 mo 3 d",
                        "+25 d left of 1 mo 3 d"),
                arguments(
                        keepWithin(WEEK),
                        "+within 7 d of the newest",
                        "+within 7 d of the newest",
                        "+within 7 d of the newest",
                        "-8 d older than the newest, kept within 7 d"),
                arguments(
                        keepWithin(WEEK).per("bot_type"),
                        "+within 7 d of the newest per bot_type",
                        "+within 7 d of the newest per bot_type",
                        "+within 7 d of the newest per bot_type",
                        "-8 d older than the newest per bot_type, kept within 7 d"),
                arguments(
                        keepLatest(3), "+latest 1 of 3", "+latest 2 of 3", "+latest 3 of 3", "-not among the latest 3"),
                arguments(
                        keepLatest(1).per("env", "bot_type"),
                        "+latest 1 of 1",
                        "-not among the latest 1 per bot_type & env",
                        "+latest 1 of 1",
                        "-not among the latest 1 per bot_type & env"),
                arguments(keepLatest(UNLIMITED), "+latest 1", "+latest 2", "+latest 3", "+latest 4"),
                arguments(
                        keepDaily(14),
                        "+daily 1 of 14",
                        "-not the newest of its day",
                        "+daily 2 of 14",
                        "+daily 3 of 14"),
                arguments(
                        keepDaily(2),
                        "+daily 1 of 2",
                        "-not the newest of its day",
                        "+daily 2 of 2",
                        "-older than the newest 2 days with any"),
                arguments(
                        keepDaily(1).per("bot_type"),
                        "+daily 1 of 1",
                        "-not the newest of its day per bot_type",
                        "+daily 1 of 1",
                        "-older than the newest day with any per bot_type"),
                arguments(
                        keepMonthly(3),
                        "+monthly 1 of 3",
                        "-not the newest of its month",
                        "-not the newest of its month",
                        "+oldest monthly"),
                arguments(
                        keepDailyFor(WEEK),
                        "+daily, 6 d left of 7 d",
                        "-not the newest of its day",
                        "+daily, 5 d left of 7 d",
                        "-deleted 9 d ago, daily kept 7 d"),
                arguments(
                        keepDailyFor(Duration.ofHours(1)).per("bot_type"),
                        "-2 h old, daily kept 1 h",
                        "-4 h old, daily kept 1 h",
                        "-1 d old, daily kept 1 h",
                        "-deleted 9 d ago, daily kept 1 h"),
                arguments(
                        keepYearlyFor(Span.FOREVER),
                        "+yearly, kept forever",
                        "-not the newest of its year",
                        "-not the newest of its year",
                        "+oldest yearly, kept forever"),
                arguments(
                        keepTagged("bot_type", "a", "c").and("hold"),
                        "-no tag hold",
                        "-no tag hold",
                        "-no tag bot_type=a|c & hold",
                        "-no tag hold"),
                arguments(keepTagged("bot_type"), "+tag bot_type", "+tag bot_type", "+tag bot_type", "+tag bot_type"),
                arguments(
                        keepTagged("bot_type", "b"),
                        "-no tag bot_type=b",
                        "-no tag bot_type=b",
                        "+tag bot_type=b",
                        "-no tag bot_type=b"),
                arguments(
                        keepUntil(at("2027-01-01T00:00Z")),
                        "+until 2027-01-01T00:00:00Z",
                        "+until 2027-01-01T00:00:00Z",
                        "+until 2027-01-01T00:00:00Z",
                        "+until 2027-01-01T00:00:00Z"),
                arguments(
                        keepUntil(at(NOW)),
                        "-no longer kept until 2026-03-10T12:00:00Z",
                        "-no longer kept until 2026-03-10T12:00:00Z",
                        "-no longer kept until 2026-03-10T12:00:00Z",
                        "-no longer kept until 2026-03-10T12:00:00Z"),
                arguments(
                        keepWhere(resource -> resource.id().startsWith("o"), "named o"),
                        "-not named o",
                        "-not named o",
                        "+named o",
                        "+named o"));
    }

    @ParameterizedTest
    @MethodSource("of_four")
    void each_rule_says_why(Rule rule, String latest, String same, String other, String old) {
        assertThat(rule.evaluate(FOUR, at(NOW)).stream()
                        .map(verdict -> (verdict.kept() ? "+" : "-") + verdict.reason()))
                .containsExactly(latest, same, other, old);
    }

    @Test
    void all_reasons_to_keep_are_told_and_none_that_fails() {
        RetentionPolicy policy =
                anyOf(keepFor("7d"), keepLatest(3), keepDaily(14), keepTagged("hold"), keepMonthly(1), keepFor("1h"));
        Resource held = dated("2026-03-09T11:00Z").tagged("hold");

        assertThat(policy.evaluate(List.of(FOUR.get(0), held), at(NOW)).get(1).reasons())
                .containsExactly("5 d left of 7 d", "latest 2 of 3", "daily 2 of 14", "tag hold");
    }

    @Test
    void all_reasons_why_nothing_keeps_it_are_told() {
        RetentionPolicy policy = anyOf(
                keepFor("7d"),
                allOf(keepLatest(9), keepTagged("hold"), keepDaily(9)),
                keepLatest(2).per("bot_type"));

        assertThat(policy.evaluate(FOUR, at(NOW)).get(3).reasons())
                .containsExactly("deleted 9 d ago, kept 7 d", "no tag hold", "not among the latest 2 per bot_type");
    }

    @Test
    void what_must_hold_together_tells_all_of_it() {
        assertThat(reasons(allOf(keepLatest(3), keepFor("90d")), NOW, "2026-03-01T12:00Z"))
                .containsExactly("keep 2026-03-01T12:00Z: latest 1 of 3; 81 d left of 90 d");
    }

    @Test
    void a_zone_adds_no_words() {
        assertThat(reasons(keepDaily(3).in(ZoneId.of("Asia/Kathmandu")).allowRemovingAll(), NOW, "2026-03-01T12:00Z"))
                .containsExactly("keep 2026-03-01T12:00Z: daily 1 of 3");
    }
}
