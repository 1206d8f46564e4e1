package dev.cleanup.jdbc;

import dev.cleanup.retention.AllOf;
import dev.cleanup.retention.AnyOf;
import dev.cleanup.retention.Declared;
import dev.cleanup.retention.Every;
import dev.cleanup.retention.KeepLatest;
import dev.cleanup.retention.KeepPeriodic;
import dev.cleanup.retention.KeepPeriodicFor;
import dev.cleanup.retention.KeepTagged;
import dev.cleanup.retention.KeepWithin;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.retention.Rule;
import dev.cleanup.retention.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random policies of all rules that SQL knows. */
final class RandomPolicies {
    private static final List<List<String>> GROUPS =
            List.of(List.of(), List.of(), List.of("kind"), List.of("kind", "host"), List.of("hold"), List.of("level"));

    private final Random random;
    private boolean apart;

    RandomPolicies(Random random) {
        this.random = random;
    }

    /** Most of them count within each set of rows, some across all of them. */
    Rule next() {
        apart = random.nextInt(5) > 0;
        return rule(2).in(RandomRows.ZONES.get(random.nextInt(RandomRows.ZONES.size())))
                .allowRemovingAll();
    }

    /** Whether a rule that counts stands within allOf: then its rows count each other, and the order in which they go matters. */
    static boolean countsWithinAllOf(RetentionPolicy policy) {
        if (policy instanceof Declared declared) {
            return countsWithinAllOf(declared.rule());
        }
        return policy instanceof AnyOf any
                ? any.policies().stream().anyMatch(RandomPolicies::countsWithinAllOf)
                : policy instanceof AllOf;
    }

    private Rule rule(int depth) {
        return switch (random.nextInt(depth == 0 ? 9 : 13)) {
            case 0 -> RetentionPolicy.keepFor(span());
            case 1 -> new KeepWithin(Span.of(span()), per());
            case 2, 3 -> new KeepLatest(count(), per());
            case 4, 5 -> new KeepPeriodic(every(), count(), per());
            case 6 -> new KeepPeriodicFor(every(), Span.of(span()), per());
            case 7 -> tagged();
            case 8 ->
                RetentionPolicy.keepUntil(
                        random.nextBoolean()
                                ? Instant.parse("2000-01-01T00:00:00Z")
                                : Instant.parse("2100-01-01T00:00:00Z"));
            case 9, 10 -> RetentionPolicy.anyOf(rule(depth - 1), rule(depth - 1));
            default -> RetentionPolicy.allOf(rule(depth - 1), rule(depth - 1));
        };
    }

    private KeepTagged tagged() {
        return switch (random.nextInt(4)) {
            case 0 -> RetentionPolicy.keepTagged("hold");
            case 1 -> RetentionPolicy.keepTagged("kind", "a", "ä").and("hold", "true");
            case 2 -> RetentionPolicy.keepTagged("level", "2.50");
            default -> RetentionPolicy.keepTagged("host").and("kind", "");
        };
    }

    private Every every() {
        List<Every> all = List.of(Every.values());
        return all.get(random.nextInt(all.size()));
    }

    private int count() {
        return random.nextInt(8) == 0 ? RetentionPolicy.UNLIMITED : 1 + random.nextInt(5);
    }

    private List<String> per() {
        List<String> tags = new ArrayList<>(GROUPS.get(random.nextInt(GROUPS.size())));
        if (apart) {
            tags.add("set");
        }
        return tags;
    }

    private TemporalAmount span() {
        return switch (random.nextInt(6)) {
            case 0 -> Duration.ofHours(1 + random.nextInt(100));
            case 1 -> Period.ofMonths(1 + random.nextInt(30));
            case 2 -> Period.of(1 + random.nextInt(10), random.nextInt(3), random.nextInt(20));
            case 3 -> Duration.ofMillis(1 + random.nextInt(100_000_000));
            case 4 -> random.nextInt(4) == 0 ? Span.FOREVER : Duration.ofDays(1);
            default -> Duration.ofDays(1 + random.nextInt(5_000));
        };
    }
}
