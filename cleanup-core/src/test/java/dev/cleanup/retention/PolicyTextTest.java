package dev.cleanup.retention;

import static dev.cleanup.retention.RetentionPolicy.UNLIMITED;
import static dev.cleanup.retention.RetentionPolicy.allOf;
import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepDaily;
import static dev.cleanup.retention.RetentionPolicy.keepDailyFor;
import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepHourly;
import static dev.cleanup.retention.RetentionPolicy.keepHourlyFor;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static dev.cleanup.retention.RetentionPolicy.keepMonthly;
import static dev.cleanup.retention.RetentionPolicy.keepMonthlyFor;
import static dev.cleanup.retention.RetentionPolicy.keepTagged;
import static dev.cleanup.retention.RetentionPolicy.keepUntil;
import static dev.cleanup.retention.RetentionPolicy.keepWeekly;
import static dev.cleanup.retention.RetentionPolicy.keepWeeklyFor;
import static dev.cleanup.retention.RetentionPolicy.keepWhere;
import static dev.cleanup.retention.RetentionPolicy.keepWithin;
import static dev.cleanup.retention.RetentionPolicy.keepYearly;
import static dev.cleanup.retention.RetentionPolicy.keepYearlyFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyTextTest {
    private static final Rule WEEK = keepFor("7d");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    static Stream<Arguments> policies() {
        return Stream.of(
                arguments("keep 7d", WEEK),
                arguments("keep 1y6mo", keepFor(Period.of(1, 6, 0))),
                arguments("keep forever", keepFor(Span.FOREVER)),
                arguments("keep within 7d", keepWithin(Duration.ofDays(7))),
                arguments(
                        "keep within 1mo per env & type",
                        keepWithin(Period.ofMonths(1)).per("type", "env")),
                arguments("keep latest 3", keepLatest(3)),
                arguments("keep latest 3 per bot_type", keepLatest(3).per("bot_type")),
                arguments("keep latest unlimited", keepLatest(UNLIMITED)),
                arguments("keep hourly 24", keepHourly(24)),
                arguments("keep daily 14", keepDaily(14)),
                arguments("keep weekly 8 per a", keepWeekly(8).per("a")),
                arguments("keep monthly 12", keepMonthly(12)),
                arguments("keep yearly unlimited", keepYearly(UNLIMITED)),
                arguments("keep hourly 2d", keepHourlyFor(Duration.ofDays(2))),
                arguments(
                        "keep daily 14d per a & b",
                        keepDailyFor(Period.ofDays(14)).per("a", "b")),
                arguments("keep weekly 2mo", keepWeeklyFor(Period.ofMonths(2))),
                arguments("keep monthly 1y", keepMonthlyFor(Period.ofYears(1))),
                arguments("keep yearly forever", keepYearlyFor(Span.FOREVER)),
                arguments("keep tag hold", keepTagged("hold")),
                arguments("keep tag env=prod|stage", keepTagged("env", "prod", "stage")),
                arguments("keep tag env=\"\"", keepTagged("env", "")),
                arguments(
                        "keep tag env=prod & hold & k8s.io/name=a:b",
                        keepTagged("env", "prod").and("hold").and("k8s.io/name", "a:b")),
                arguments("keep until 2027-01-31T00:00:00Z", keepUntil(Instant.parse("2027-01-31T00:00:00Z"))),
                arguments(
                        "keep until 2027-01-31T00:00:00.000000001Z",
                        keepUntil(Instant.parse("2027-01-31T00:00:00.000000001Z"))),
                arguments("keep until +1000000000-12-31T23:59:59.999999999Z", keepUntil(Instant.MAX)),
                arguments("keep until -1000000000-01-01T00:00:00Z", keepUntil(Instant.MIN)),
                arguments("keep 7d, latest 3", anyOf(WEEK, keepLatest(3))),
                arguments("keep (7d and latest 3)", allOf(WEEK, keepLatest(3))),
                arguments("keep (7d, latest 3), daily 2", anyOf(anyOf(WEEK, keepLatest(3)), keepDaily(2))),
                arguments("keep ((7d and latest 3) and daily 2)", allOf(allOf(WEEK, keepLatest(3)), keepDaily(2))),
                arguments("keep ((7d, latest 3) and daily 2)", allOf(anyOf(WEEK, keepLatest(3)), keepDaily(2))),
                arguments("keep 7d; in Europe/Berlin", WEEK.in(BERLIN)),
                arguments("keep 7d; in Z", WEEK.in(ZoneOffset.UTC)),
                arguments("keep 7d; in UTC", WEEK.in(ZoneId.of("UTC"))),
                arguments("keep 7d; in UTC+05:45", WEEK.in(ZoneId.of("UTC+05:45"))),
                arguments("keep 7d; in -03:30", WEEK.in(ZoneOffset.ofHoursMinutes(-3, -30))),
                arguments(
                        "keep tag hold; allow removing all", keepTagged("hold").allowRemovingAll()),
                arguments(
                        "keep tag hold, 7d; in Europe/Berlin; allow removing all",
                        anyOf(keepTagged("hold"), WEEK).allowRemovingAll().in(BERLIN)),
                arguments(
                        "keep 7d, latest 3 per bot_type, daily 14, tag hold, (tag env=prod and 90d)",
                        anyOf(
                                WEEK,
                                keepLatest(3).per("bot_type"),
                                keepDaily(14),
                                keepTagged("hold"),
                                allOf(keepTagged("env", "prod"), keepFor("90d")))));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void each_policy_has_one_text_that_reads_back_to_it(String text, Rule policy) {
        assertThat(policy.describe()).isEqualTo(text);
        assertThat(RetentionPolicy.parse(text)).isEqualTo(policy).hasSameHashCodeAs(policy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "7d ! keep 7d",
                "'  keep   7d  ' ! keep 7d",
                "7d,latest 3 ! keep 7d, latest 3",
                "7d , latest   3 per  a&b ! keep 7d, latest 3 per a & b",
                "latest 3 per b & a & b ! keep latest 3 per a & b",
                "(7d) ! keep 7d",
                "((7d)) ! keep 7d",
                "(7d, latest 3) ! keep 7d, latest 3",
                "((7d and latest 3)) ! keep (7d and latest 3)",
                "48h ! keep 2d",
                "12mo ! keep 1y",
                "latest 007 ! keep latest 7",
                "tag \"hold\" ! keep tag hold",
                "tag env = prod | stage ! keep tag env=prod|stage",
                "tag \"and\" & \"per\"=\"in\" ! keep tag \"and\" & \"per\"=\"in\"",
                "tag keep & tag & latest=7d ! keep tag keep & tag & latest=7d",
                "until 2027-01-31T01:00:00+01:00 ! keep until 2027-01-31T00:00:00Z",
                "until \"2027-01-31T00:00:00Z\" ! keep until 2027-01-31T00:00:00Z",
                "7d;in Europe/Berlin;allow  removing all ! keep 7d; in Europe/Berlin; allow removing all",
                "7d; allow removing all; in \"Europe/Berlin\" ! keep 7d; in Europe/Berlin; allow removing all",
                "7d; in Z; allow removing all ! keep 7d; allow removing all"
            })
    void reads_more_than_it_writes(String text, String canonical) {
        assertThat(RetentionPolicy.parse(text).describe()).isEqualTo(canonical);
    }

    @Test
    void reads_text_over_several_lines() {
        assertThat(RetentionPolicy.parse("""
                keep 7d,\r
                \tlatest 3
                  per bot_type
                """))
                .isEqualTo(anyOf(WEEK, keepLatest(3).per("bot_type")));
    }

    @Test
    void names_of_any_characters_are_put_in_quotes() {
        assertThat(keepTagged("a b", "\"", "\\", "\\\"").describe())
                .isEqualTo("keep tag \"a b\"=\"\\\"\"|\"\\\\\"|\"\\\\\\\"\"");
        assertThat(keepLatest(1).per("ä", "and").describe()).isEqualTo("keep latest 1 per \"and\" & \"ä\"");
    }

    @Test
    void what_is_only_code_is_described_but_cannot_be_read() {
        assertThat(anyOf(WEEK, keepWhere(resource -> true, "has \"open\" invoices"))
                        .describe())
                .isEqualTo("keep 7d, where \"has \\\"open\\\" invoices\"");
    }

    /** In Turkish, the small letter of I and the capital letter of i are others. */
    @Test
    void is_the_same_in_every_language() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(new Locale("tr", "TR"));
            Rule policy = keepFor("30min").in(ZoneId.of("Europe/Istanbul"));

            assertThat(policy.describe()).isEqualTo("keep 30min; in Europe/Istanbul");
            assertThat(RetentionPolicy.parse("within 30min per bot_id, daily unlimited; in Europe/Istanbul"))
                    .hasToString(""
                            + anyOf(keepWithin(Duration.ofMinutes(30)).per("bot_id"), keepDaily(UNLIMITED))
                                    .in(ZoneId.of("Europe/Istanbul")));
            assertThat(Every.HOUR.method()).isEqualTo("keepHourly");
        } finally {
            Locale.setDefault(before);
        }
    }

    @RepeatedTest(3)
    void random_policies_read_back_to_themselves() {
        RandomRules random = new RandomRules();
        for (int round = 0; round < 2_000; round++) {
            Rule policy = withOptions(random, named(random, random.rule(4)));

            assertThat(RetentionPolicy.parse(policy.describe()))
                    .as("%s, round %d, %s", random, round, policy.describe())
                    .isEqualTo(policy);
        }
    }

    private static Rule withOptions(RandomRules random, Rule rule) {
        return switch (random.below(4)) {
            case 0 -> rule;
            case 1 -> rule.in(random.zone());
            case 2 -> rule.allowRemovingAll();
            default -> rule.allowRemovingAll().in(random.zone());
        };
    }

    /** The same with names and values that are hard to read, and nothing that is only code. */
    private static Rule named(RandomRules random, Rule rule) {
        if (rule instanceof AnyOf any) {
            return new AnyOf(named(random, any.policies()));
        }
        if (rule instanceof AllOf all) {
            return new AllOf(named(random, all.policies()));
        }
        if (rule instanceof KeepUntil) {
            return keepUntil(random.instant());
        }
        return switch (random.below(3)) {
            case 0 ->
                new KeepTagged(random.some(
                        1 + random.below(3),
                        () -> new KeepTagged.Tag(
                                name(random),
                                random.some(random.below(3), () -> random.below(5) == 0 ? "" : name(random)))));
            case 1 -> new KeepLatest(random.count(), random.some(random.below(4), () -> name(random)));
            default -> rule instanceof KeepWhere ? WEEK : rule;
        };
    }

    private static List<RetentionPolicy> named(RandomRules random, List<RetentionPolicy> policies) {
        return policies.stream()
                .<RetentionPolicy>map(policy -> named(random, (Rule) policy))
                .toList();
    }

    private static String name(RandomRules random) {
        List<String> parts = List.of(
                "and",
                "per",
                "in",
                "keep",
                "7d",
                "latest",
                "a b",
                " ",
                "\"",
                "\\",
                "\n",
                "\t",
                "\u0000",
                ",",
                ";",
                "(",
                ")",
                "&",
                "|",
                "=",
                "x",
                "é",
                "\uD83D\uDE00",
                "\uD83D",
                "\u202E",
                "-",
                "+",
                ".",
                ":",
                "/",
                "_");
        String name = String.join("", random.some(1 + random.below(3), () -> random.one(parts)));
        return name.isBlank() ? "x" + name : name;
    }
}
