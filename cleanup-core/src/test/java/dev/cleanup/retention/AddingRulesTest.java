package dev.cleanup.retention;

import static dev.cleanup.retention.Judging.removed;
import static dev.cleanup.retention.RandomRules.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds for every policy, shown by random policies over random resources. */
class AddingRulesTest {
    private static final int ROUNDS = 1_000;

    private final RandomRules random = new RandomRules();

    @Test
    void adding_a_rule_never_removes_more() {
        for (int round = 0; round < ROUNDS; round++) {
            List<Resource> resources = random.resources(40);
            List<RetentionPolicy> rules = random.rules(2);
            ZoneId zone = random.zone();
            Set<String> before = removed(new AnyOf(rules).in(zone), NOW, resources);
            List<RetentionPolicy> more = new ArrayList<>(rules);
            more.add(random.below(rules.size() + 1), random.rule(2));

            assertThat(before)
                    .as("%s, round %d, %s", random, round, more)
                    .containsAll(removed(new AnyOf(more).in(zone), NOW, resources));
        }
    }

    /** So a removal may look at a part of the population again, and never removes what it should not. */
    @Test
    void what_goes_from_a_part_goes_from_the_whole() {
        for (int round = 0; round < ROUNDS; round++) {
            List<Resource> all = random.resources(40);
            List<Resource> some =
                    all.stream().filter(resource -> random.below(3) > 0).toList();
            RetentionPolicy policy = random.rule(3).in(zoneOfDaysThatComeOnce());

            assertThat(removed(policy, NOW, all))
                    .as("%s, round %d, %s of %s and of %s", random, round, policy.describe(), some, all)
                    .containsAll(removed(policy, NOW, some));
        }
    }

    /** Where a day comes twice, it is one day again as soon as nothing lies between. */
    private ZoneId zoneOfDaysThatComeOnce() {
        return random.one(RandomRules.ZONES.subList(0, RandomRules.ZONES.size() - 1));
    }

    @Test
    void the_order_of_the_resources_never_changes_a_verdict() {
        for (int round = 0; round < ROUNDS; round++) {
            List<Resource> resources = random.resources(40);
            List<Resource> shuffled = new ArrayList<>(resources);
            Collections.shuffle(shuffled, new Random(random.below(1_000_000)));
            RetentionPolicy policy = random.rule(3).in(random.zone());

            assertThat(verdicts(policy, shuffled))
                    .as("%s, round %d, %s", random, round, policy.describe())
                    .isEqualTo(verdicts(policy, resources));
        }
    }

    @Test
    void every_verdict_has_a_reason() {
        for (int round = 0; round < ROUNDS; round++) {
            RetentionPolicy policy = random.rule(3).in(random.zone());

            assertThat(policy.evaluate(random.resources(40), NOW))
                    .as("%s, round %d, %s", random, round, policy.describe())
                    .allMatch(verdict -> !verdict.reasons().isEmpty())
                    .allMatch(verdict -> verdict.reasons().stream().noneMatch(String::isBlank));
        }
    }

    private static Map<String, String> verdicts(RetentionPolicy policy, List<Resource> resources) {
        Map<String, String> verdicts = new HashMap<>();
        policy.evaluate(resources, NOW)
                .forEach(verdict -> verdicts.put(verdict.resource().id(), verdict + " " + verdict.removableAt()));
        return verdicts;
    }
}
