package dev.cleanup.retention;

import static dev.cleanup.retention.RetentionPolicy.allOf;
import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepTagged;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random policies over random resources; to repeat a failure, put its seed into {@link #SEED}. */
class AddingRulesTest {
    private static final Optional<Long> SEED = Optional.empty();
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final List<String> TAGS = List.of("hold", "env", "owner");

    private final long seed = SEED.orElseGet(() -> new Random().nextLong());
    private final Random random = new Random(seed);

    @Test
    void adding_a_rule_never_removes_more() {
        for (int round = 0; round < 300; round++) {
            List<Resource> resources = resources();
            List<RetentionPolicy> rules = new ArrayList<>(IntStream.rangeClosed(0, random.nextInt(3))
                    .mapToObj(i -> rule(2))
                    .toList());
            Set<String> before = removed(new AnyOf(rules), resources);
            rules.add(random.nextInt(rules.size() + 1), rule(2));

            assertThat(before)
                    .as("seed %d, round %d, %s", seed, round, rules)
                    .containsAll(removed(new AnyOf(rules), resources));
        }
    }

    @Test
    void every_verdict_has_a_reason() {
        for (int round = 0; round < 100; round++) {
            assertThat(rule(3).evaluate(resources(), NOW))
                    .as("seed %d, round %d", seed, round)
                    .noneMatch(verdict -> verdict.reason().isBlank());
        }
    }

    private static Set<String> removed(RetentionPolicy policy, List<Resource> resources) {
        return policy.evaluate(resources, NOW).stream()
                .filter(verdict -> !verdict.kept())
                .map(verdict -> verdict.resource().id())
                .collect(Collectors.toSet());
    }

    private RetentionPolicy rule(int depth) {
        return switch (random.nextInt(depth > 0 ? 4 : 2)) {
            case 0 -> keepFor(Duration.ofHours(1L + random.nextInt(400)));
            case 1 -> random.nextBoolean() ? keepTagged(tag()) : keepTagged(tag(), value(), value());
            case 2 -> anyOf(rule(depth - 1), rule(depth - 1));
            default -> allOf(rule(depth - 1), rule(depth - 1));
        };
    }

    private List<Resource> resources() {
        return IntStream.range(0, 40).mapToObj(this::resource).toList();
    }

    private Resource resource(int index) {
        Resource resource = random.nextInt(8) == 0
                ? Resource.undated("r" + index)
                : Resource.of("r" + index, NOW.minus(Duration.ofMinutes(random.nextInt(30_000) - 1_000L)));
        return random.nextBoolean() ? resource : resource.tagged(tag(), value());
    }

    private String tag() {
        return TAGS.get(random.nextInt(TAGS.size()));
    }

    private String value() {
        return String.valueOf(random.nextInt(3));
    }
}
