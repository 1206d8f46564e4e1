package dev.cleanup.retention;

import static dev.cleanup.retention.RetentionPolicy.allOf;
import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepTagged;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownAgeTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private static final RetentionPolicy KEEPS_NOTHING = new RetentionPolicy() {
        @Override
        public List<Verdict> judge(List<Resource> dated, Instant asOf) {
            return dated.stream()
                    .map(resource -> Verdict.remove(resource, () -> List.of("no reason")))
                    .toList();
        }

        @Override
        public String describe() {
            return "keep nothing";
        }
    };

    static Stream<RetentionPolicy> policies() {
        return Stream.of(
                keepFor("1s"),
                keepFor("36500d"),
                keepTagged("hold"),
                anyOf(keepTagged("hold")),
                allOf(keepTagged("hold"), KEEPS_NOTHING),
                KEEPS_NOTHING);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void nothing_of_unknown_age_goes_whatever_the_policy(RetentionPolicy policy) {
        List<Resource> resources = Stream.of(
                        Instant.EPOCH,
                        Instant.EPOCH.minusMillis(1),
                        Instant.EPOCH.plusSeconds(14 * 3600),
                        Instant.parse("0001-01-01T00:00:00Z"),
                        Instant.parse("-4712-01-01T00:00:00Z"),
                        Instant.MIN,
                        Instant.MAX,
                        NOW.plusNanos(1))
                .map(since -> Resource.of(since.toString(), since))
                .toList();

        assertThat(policy.evaluate(resources, NOW))
                .hasSameSizeAs(resources)
                .allMatch(Verdict::kept)
                .allMatch(Verdict::unknownAge);
        assertThat(policy.evaluate(List.of(Resource.undated("none")), NOW))
                .allMatch(Verdict::kept)
                .allMatch(Verdict::unknownAge);
    }

    @Test
    void says_why_the_age_is_unknown() {
        assertThat(reason(Resource.undated("x"))).isEqualTo("unknown age: no date");
        assertThat(reason(Resource.of("x", Instant.EPOCH))).isEqualTo("unknown age: a zero for a date");
        assertThat(reason(Resource.of("x", NOW.plusNanos(1)))).isEqualTo("unknown age: dated in the future");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-03T00:00:00Z", "2026-03-10T12:00:00Z"})
    void the_ages_between_are_known(Instant since) {
        assertThat(KEEPS_NOTHING.evaluate(List.of(Resource.of("x", since)), NOW))
                .noneMatch(Verdict::unknownAge)
                .noneMatch(Verdict::kept);
    }

    private static String reason(Resource resource) {
        return KEEPS_NOTHING.evaluate(List.of(resource), NOW).get(0).reason();
    }
}
