package dev.cleanup.retention;

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
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.ConfigurationException;
import dev.cleanup.Removal;
import dev.cleanup.Survey;
import dev.cleanup.SurveyRequest;
import dev.cleanup.fixtures.FakeTask;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A typo in a tag must not remove everything. */
class SafePoliciesTest {
    private static final Rule TAG = keepTagged("hodl");
    private static final Rule WEEK = keepFor("7d");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    static Stream<Rule> that_could_remove_all() {
        return Stream.of(
                TAG,
                keepWhere(resource -> false, "never"),
                keepUntil(Instant.MAX),
                anyOf(TAG, keepUntil(Instant.MAX)),
                TAG.in(BERLIN),
                allOf(keepTagged("env", "prod"), keepFor("90d")),
                allOf(keepFor("90d"), keepWhere(resource -> false, "never")),
                anyOf(TAG, allOf(TAG, WEEK)),
                allOf(WEEK, anyOf(TAG, TAG)),
                allOf(allOf(WEEK, TAG), WEEK));
    }

    @ParameterizedTest
    @MethodSource("that_could_remove_all")
    void is_refused_before_anything_runs(Rule policy) {
        String message =
                "policy is '" + policy.describe() + "': nothing in it keeps by age or count alone, so a typo in a"
                        + " tag could remove everything; accepted is a policy with such a rule beside the others, or one that says"
                        + " allowRemovingAll()";

        assertThatThrownBy(() -> task(policy))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> service(policy))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @MethodSource("that_could_remove_all")
    void is_accepted_when_it_says_so(Rule policy) {
        assertThatCode(() -> task(policy.allowRemovingAll())).doesNotThrowAnyException();
        assertThatCode(() -> task(policy.allowRemovingAll().in(BERLIN))).doesNotThrowAnyException();
        assertThatCode(() -> service(policy.allowRemovingAll())).doesNotThrowAnyException();
    }

    static Stream<Rule> that_keep_by_age_or_count() {
        return Stream.of(
                WEEK,
                WEEK.in(BERLIN),
                keepWithin(Duration.ofDays(7)),
                keepLatest(1),
                keepDaily(1),
                keepDailyFor(Duration.ofDays(7)),
                anyOf(TAG, keepLatest(3)),
                anyOf(TAG, WEEK),
                anyOf(TAG, allOf(WEEK, keepLatest(3))),
                allOf(anyOf(TAG, WEEK), keepLatest(3)));
    }

    @ParameterizedTest
    @MethodSource("that_keep_by_age_or_count")
    void age_and_count_need_no_promise(Rule policy) {
        assertThatCode(() -> task(policy)).doesNotThrowAnyException();
        assertThatCode(() -> service(policy)).doesNotThrowAnyException();
    }

    @Test
    void the_promise_and_the_zone_stand_outside_of_the_whole_policy() {
        for (Rule declared : List.of(WEEK.in(BERLIN), TAG.allowRemovingAll())) {
            assertThatThrownBy(() -> anyOf(WEEK, declared))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(
                            "anyOf is '%s': a zone and allowRemovingAll() belong to the whole policy: set them on the"
                                    + " outermost rule",
                            declared.describe());
            assertThatThrownBy(() -> allOf(declared, WEEK))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("allOf is '");
            assertThatThrownBy(() -> new AnyOf(List.of(declared))).isInstanceOf(ConfigurationException.class);
            assertThat(anyOf(declared)).isSameAs(declared);
        }
    }

    @Test
    void both_are_kept_in_whatever_order_they_are_set() {
        Declared both = new Declared(WEEK, BERLIN, true);

        assertThat(WEEK.in(BERLIN).allowRemovingAll()).isEqualTo(both);
        assertThat(WEEK.allowRemovingAll().in(BERLIN)).isEqualTo(both);
        assertThat(WEEK.in(ZoneId.of("Asia/Tokyo")).in(BERLIN).allowRemovingAll())
                .isEqualTo(both);
    }

    private static CleanupTask task(Rule policy) {
        return CleanupTask.ofResources("files", List::of, policy, resource -> Removal.removed());
    }

    private static void service(Rule policy) {
        CleanupService.builder()
                .task(new Governed(FakeTask.of("bots", 0), policy))
                .build()
                .close();
    }

    /** A task that is not made by this library. */
    private record Governed(FakeTask fake, Rule rule) implements CleanupTask {
        @Override
        public String name() {
            return fake.name();
        }

        @Override
        public Optional<RetentionPolicy> policy() {
            return Optional.of(rule);
        }

        @Override
        public Survey survey(SurveyRequest request) throws Exception {
            return fake.survey(request);
        }

        @Override
        public BatchResult removeBatch(BatchRequest request) throws Exception {
            return fake.removeBatch(request);
        }
    }

    @Test
    void a_policy_of_ones_own_checks_itself_wherever_it_stands() {
        RetentionPolicy own = new RetentionPolicy() {
            @Override
            public List<Verdict> judge(List<Resource> dated, Instant asOf) {
                return List.of();
            }

            @Override
            public String describe() {
                return "mine";
            }

            @Override
            public void check() {
                throw new ConfigurationException("policy", "mine", "not yet");
            }
        };

        assertThatThrownBy(() -> anyOf(WEEK, own).check()).hasMessageContaining("not yet");
        assertThatThrownBy(() -> anyOf(own, WEEK).check()).hasMessageContaining("not yet");
        assertThatThrownBy(() -> anyOf(WEEK, allOf(keepTagged("hold"), own)).check())
                .hasMessageContaining("not yet");
    }
}
