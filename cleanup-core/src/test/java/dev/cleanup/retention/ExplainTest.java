package dev.cleanup.retention;

import static dev.cleanup.retention.Judging.at;
import static dev.cleanup.retention.Judging.dated;
import static dev.cleanup.retention.RandomRules.NOW;
import static dev.cleanup.retention.RetentionPolicy.allOf;
import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepDaily;
import static dev.cleanup.retention.RetentionPolicy.keepDailyFor;
import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static dev.cleanup.retention.RetentionPolicy.keepTagged;
import static dev.cleanup.retention.RetentionPolicy.keepUntil;
import static dev.cleanup.retention.RetentionPolicy.keepWhere;
import static dev.cleanup.retention.RetentionPolicy.keepWithin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainTest {
    private static final String ASKED = "2026-03-10T12:00Z";
    private static final Resource YOUNG = dated("2026-03-08T12:00Z").tagged("hold");

    @ParameterizedTest
    @CsvSource({
        "7d, 2026-03-08T12:00Z, 2026-03-15T12:00Z",
        "1mo, 2026-02-28T18:00Z, 2026-03-28T18:00Z",
        "2mo, 2026-01-31T18:00Z, 2026-03-31T18:00Z",
        "3mo, 2026-01-31T18:00Z, 2026-05-01T00:00Z",
        "1y, 2026-03-10T12:00Z, 2027-03-10T12:00Z",
        "1mo1ms, 2026-03-09T12:00Z, 2026-04-09T12:00:00.001Z"
    })
    void what_is_kept_by_age_may_go_from_then_on_and_not_a_millisecond_earlier(String span, String since, String end) {
        Resource resource = dated(since);
        RetentionPolicy policy = keepFor(span);

        assertThat(explain(policy, resource, ASKED).removableAt()).contains(at(end));
        assertThat(policy.explain(resource, List.of(resource), at(end)).kept()).isFalse();
        assertThat(policy.explain(resource, List.of(resource), at(end).minusMillis(1))
                        .kept())
                .isTrue();
        assertThat(policy.explain(resource, List.of(resource), at(end).plus(Duration.ofHours(30)))
                        .kept())
                .isFalse();
    }

    @Test
    void the_end_is_that_of_the_calendar_of_the_policy() {
        // Noon in Berlin, before and after the clocks change.
        assertThat(explain(keepFor("1mo").in(ZoneId.of("Europe/Berlin")), dated("2026-03-08T11:00Z"), ASKED)
                        .removableAt())
                .contains(at("2026-04-08T10:00Z"));
    }

    @Test
    void what_is_kept_until_an_instant_may_go_then() {
        Instant then = at("2027-01-01T00:00Z");

        assertThat(explain(keepUntil(then), YOUNG, ASKED).removableAt()).contains(then);
        assertThat(explain(keepUntil(then), YOUNG, "2027-01-01T00:00Z").kept()).isFalse();
        assertThat(keepUntil(then)
                        .explain(YOUNG, List.of(YOUNG), then.minusNanos(1))
                        .kept())
                .isTrue();
    }

    @Test
    void of_several_reasons_the_last_to_end_counts() {
        assertThat(explain(anyOf(keepFor("7d"), keepFor("90d"), keepFor("1d")), YOUNG, ASKED)
                        .removableAt())
                .contains(at("2026-06-06T12:00Z"));
        assertThat(explain(anyOf(keepFor("7d"), keepTagged("other")), YOUNG, ASKED)
                        .removableAt())
                .contains(at("2026-03-15T12:00Z"));
    }

    @Test
    void it_is_not_known_when_one_of_the_reasons_may_never_end() {
        assertThat(explain(anyOf(keepFor("7d"), keepTagged("hold")), YOUNG, ASKED)
                        .removableAt())
                .isEmpty();
        assertThat(explain(anyOf(keepFor("7d"), keepFor(Span.FOREVER)), YOUNG, ASKED)
                        .removableAt())
                .isEmpty();
    }

    @Test
    void of_what_must_hold_together_the_first_to_end_counts() {
        assertThat(explain(allOf(keepFor("7d"), keepFor("90d")), YOUNG, ASKED).removableAt())
                .contains(at("2026-03-15T12:00Z"));
        assertThat(explain(allOf(keepTagged("hold"), keepFor("7d")), YOUNG, ASKED)
                        .removableAt())
                .contains(at("2026-03-15T12:00Z"));
        assertThat(explain(allOf(keepTagged("hold"), keepLatest(3)), YOUNG, ASKED)
                        .removableAt())
                .isEmpty();
    }

    static Stream<RetentionPolicy> without_an_end() {
        return Stream.of(
                keepTagged("hold"),
                keepLatest(1),
                keepDaily(1),
                keepWithin(Duration.ofDays(1)),
                keepWhere(resource -> true, "always"),
                keepFor(Span.FOREVER),
                keepDailyFor(Span.FOREVER));
    }

    @ParameterizedTest
    @MethodSource("without_an_end")
    void nobody_can_know_what_hangs_on_other_things_than_time(RetentionPolicy policy) {
        Verdict verdict = explain(policy, YOUNG, ASKED);

        assertThat(verdict.kept()).isTrue();
        assertThat(verdict.removableAt()).isEmpty();
    }

    @Test
    void one_of_a_day_ends_by_age_once_its_day_is_over() {
        RetentionPolicy policy = keepDailyFor(Duration.ofDays(7));

        assertThat(explain(policy, YOUNG, "2026-03-08T23:59Z").removableAt()).isEmpty();
        assertThat(explain(policy, YOUNG, "2026-03-09T00:00Z").removableAt()).contains(at("2026-03-15T12:00Z"));
    }

    /** Its age would end it after a week, but until then a newer one of the year may come, and with it both rules end. */
    @Test
    void what_may_come_before_the_end_makes_it_unknown_also_together_with_other_rules() {
        RetentionPolicy yearly = RetentionPolicy.keepYearlyFor(Duration.ofDays(7));

        assertThat(explain(allOf(yearly, keepFor("90d")), YOUNG, ASKED).removableAt())
                .isEmpty();
        assertThat(explain(anyOf(yearly, keepFor("90d")), YOUNG, ASKED).removableAt())
                .isEmpty();
    }

    @Test
    void what_may_go_now_has_no_later_end() {
        Verdict verdict = explain(keepFor("1d"), YOUNG, ASKED);

        assertThat(verdict.kept()).isFalse();
        assertThat(verdict.removableAt()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1970-01-01T00:00Z", "2026-03-10T12:01Z"})
    void an_unknown_age_never_ends(String since) {
        assertThat(explain(keepFor("1d"), dated(since), ASKED).removableAt()).isEmpty();
        assertThat(explain(keepFor("1d"), Resource.undated("x"), ASKED).removableAt())
                .isEmpty();
    }

    @Test
    void looks_at_all_there_are() {
        List<Resource> resources = List.of(YOUNG, dated("2026-03-09T12:00Z"));

        assertThat(keepLatest(1).explain(YOUNG, resources, at(ASKED)).reason()).isEqualTo("not among the latest 1");
        assertThat(keepLatest(2).explain(YOUNG, resources, at(ASKED)).reason()).isEqualTo("latest 2 of 2");
    }

    @Test
    void refuses_what_is_not_among_them() {
        assertThatThrownBy(() -> keepLatest(1).explain(Resource.undated("stray"), List.of(YOUNG), at(ASKED)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("resource 'stray' is not among those it is to be judged with");
    }

    @Test
    void a_policy_of_ones_own_may_hand_on_the_end_of_another() {
        RetentionPolicy own = new RetentionPolicy() {
            @Override
            public List<Verdict> judge(List<Resource> dated, Instant asOf) {
                return keepFor("7d").judge(dated, asOf);
            }

            @Override
            public String describe() {
                return "as long as the contract says";
            }
        };

        assertThat(explain(anyOf(own, keepFor("1d")), YOUNG, ASKED).removableAt())
                .contains(at("2026-03-15T12:00Z"));
    }

    /** Any policy, judged again at the end that it told and a nanosecond before. */
    @RepeatedTest(3)
    void the_end_is_exact_for_every_policy() {
        RandomRules random = new RandomRules();
        for (int round = 0; round < 500; round++) {
            RetentionPolicy policy = random.rule(3).in(random.zone());
            Collection<Resource> resources = random.resources(20).stream()
                    .filter(resource -> Age.isKnown(resource, NOW))
                    .toList();
            for (Verdict verdict : policy.evaluate(resources, NOW)) {
                Optional<Instant> end = verdict.removableAt();
                if (end.isPresent()) {
                    Resource resource = verdict.resource();
                    assertThat(end.get())
                            .as("%s, round %d, %s: %s", random, round, policy.describe(), verdict)
                            .isAfter(NOW);
                    assertThat(policy.explain(resource, resources, end.get()).kept())
                            .as("%s, round %d, %s: %s at %s", random, round, policy.describe(), verdict, end)
                            .isFalse();
                    assertThat(policy.explain(resource, resources, end.get().minusNanos(1))
                                    .kept())
                            .as("%s, round %d, %s: %s before %s", random, round, policy.describe(), verdict, end)
                            .isTrue();
                }
            }
        }
    }

    private static Verdict explain(RetentionPolicy policy, Resource resource, String asOf) {
        return policy.explain(resource, List.of(resource), at(asOf));
    }
}
