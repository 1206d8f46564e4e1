package dev.cleanup.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;

/**
 * The rules as {@code restic forget} has them, written down once more in the plainest way, must keep the same for the same reasons: sort the
 * newest first; go from one to the next and remember for each rule the last period; keep what is in another one or is the very last, as long
 * as the count is not used up.
 */
class ResticModelTest {
    private static final int ROUNDS = 1_500;
    private static final List<String> TAGS = List.of("hold", "env", "owner");

    @RepeatedTest(3)
    void keeps_the_same_for_the_same_reasons() {
        RandomRules random = new RandomRules();
        for (int round = 0; round < ROUNDS; round++) {
            List<Resource> resources = random.resources(40);
            ZoneId zone = random.zone();
            List<String> per = TAGS.subList(0, random.below(3));
            List<RetentionPolicy> rules = random.some(1 + random.below(4), () -> rule(random, per));
            RetentionPolicy policy = new AnyOf(rules).in(zone);

            assertThat(library(policy, resources))
                    .as("%s, round %d: %s of %s", random, round, policy.describe(), resources)
                    .isEqualTo(model(rules, per, zone, resources));
        }
    }

    private static RetentionPolicy rule(RandomRules random, List<String> per) {
        return switch (random.below(4)) {
            case 0 -> new KeepLatest(random.count(), per);
            case 1 -> new KeepWithin(new Span(0, hours(random)), per);
            case 2 -> new KeepPeriodicFor(random.every(), new Span(0, hours(random)), per);
            default -> new KeepPeriodic(random.every(), random.count(), per);
        };
    }

    private static Duration hours(RandomRules random) {
        return Duration.ofHours(1L + random.below(random.one(List.of(48, 1_000, 60_000))));
    }

    private static Map<String, List<String>> library(RetentionPolicy policy, List<Resource> resources) {
        Map<String, List<String>> kept = new LinkedHashMap<>();
        for (Verdict verdict : policy.evaluate(resources, RandomRules.NOW)) {
            if (verdict.kept() && !verdict.unknownAge()) {
                // "daily, 2 d left of 7 d": only which rule it was.
                kept.put(
                        verdict.resource().id(),
                        verdict.reasons().stream()
                                .map(reason -> reason.replaceAll(", .* left of .*|within .*", ""))
                                .toList());
            }
        }
        return kept;
    }

    private static Map<String, List<String>> model(
            List<RetentionPolicy> rules, List<String> per, ZoneId zone, List<Resource> resources) {
        Map<String, List<Resource>> groups = new LinkedHashMap<>();
        for (Resource resource : resources) {
            if (resource.since().isPresent() && !resource.since().get().isAfter(RandomRules.NOW)) {
                String group = per.stream()
                        .map(tag -> resource.tags().containsKey(tag)
                                + resource.tags().get(tag))
                        .toList()
                        .toString();
                groups.computeIfAbsent(group, unseen -> new ArrayList<>()).add(resource);
            }
        }
        Map<String, List<String>> kept = new LinkedHashMap<>();
        for (RetentionPolicy rule : rules) {
            groups.values().forEach(group -> apply(rule, group, zone, kept));
        }
        return kept;
    }

    private static void apply(
            RetentionPolicy rule, Collection<Resource> group, ZoneId zone, Map<String, List<String>> kept) {
        List<Resource> list = new ArrayList<>(group);
        list.sort((one, other) -> newestFirst(one, other));
        String last = "";
        int count = 0;
        for (int number = 0; number < list.size(); number++) {
            Resource current = list.get(number);
            String bucket = bucket(rule, current.since().orElseThrow(), zone, number);
            boolean another = !bucket.equals(last);
            if (another || number == list.size() - 1) {
                last = bucket;
                count++;
                if (keeps(rule, current, list.get(0), count)) {
                    kept.computeIfAbsent(current.id(), unseen -> new ArrayList<>())
                            .add(another ? newest(rule, count) : "oldest " + name(rule));
                }
            }
        }
    }

    private static boolean keeps(RetentionPolicy rule, Resource current, Resource newest, int count) {
        Instant since = current.since().orElseThrow();
        if (rule instanceof KeepPeriodicFor young) {
            return since.isAfter(RandomRules.NOW.minus(young.span().rest()));
        }
        if (rule instanceof KeepWithin within) {
            return since.isAfter(
                    newest.since().orElseThrow().minus(within.span().rest()));
        }
        return count <= most(rule);
    }

    private static int most(RetentionPolicy rule) {
        return rule instanceof KeepLatest latest ? latest.count() : ((KeepPeriodic) rule).count();
    }

    /** What the library says, without what depends on spans. */
    private static String newest(RetentionPolicy rule, int count) {
        if (rule instanceof KeepWithin) {
            return "";
        }
        if (rule instanceof KeepPeriodicFor) {
            return name(rule);
        }
        return name(rule) + " " + count + (most(rule) == RetentionPolicy.UNLIMITED ? "" : " of " + most(rule));
    }

    private static String name(RetentionPolicy rule) {
        if (rule instanceof KeepPeriodic periodic) {
            return periodic.every().adverb();
        }
        return rule instanceof KeepPeriodicFor periodic ? periodic.every().adverb() : "latest";
    }

    /** Of rules that know no periods, each resource is one. */
    private static String bucket(RetentionPolicy rule, Instant since, ZoneId zone, int number) {
        ZonedDateTime date = since.atZone(zone);
        if (rule instanceof KeepPeriodic periodic) {
            return bucket(periodic.every(), date);
        }
        return rule instanceof KeepPeriodicFor periodic ? bucket(periodic.every(), date) : "number " + number;
    }

    private static String bucket(Every every, ZonedDateTime date) {
        String month = date.getYear() + "-" + date.getMonthValue();
        return switch (every) {
            case HOUR -> month + "-" + date.getDayOfMonth() + " " + date.getHour();
            case DAY -> month + "-" + date.getDayOfMonth();
            case WEEK -> date.get(IsoFields.WEEK_BASED_YEAR) + "-W" + date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case MONTH -> month;
            case YEAR -> "" + date.getYear();
        };
    }

    private static int newestFirst(Resource one, Resource other) {
        int byDate = other.since().orElseThrow().compareTo(one.since().orElseThrow());
        byte[] mine = one.id().getBytes(StandardCharsets.UTF_8);
        byte[] theirs = other.id().getBytes(StandardCharsets.UTF_8);
        return byDate != 0 ? byDate : Arrays.compareUnsigned(theirs, mine);
    }
}
