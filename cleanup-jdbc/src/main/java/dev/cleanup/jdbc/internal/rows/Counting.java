package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.retention.AllOf;
import dev.cleanup.retention.AnyOf;
import dev.cleanup.retention.Declared;
import dev.cleanup.retention.Every;
import dev.cleanup.retention.KeepLatest;
import dev.cleanup.retention.KeepPeriodic;
import dev.cleanup.retention.KeepPeriodicFor;
import dev.cleanup.retention.KeepWithin;
import dev.cleanup.retention.RetentionPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the counted rules of a policy ask of a row: its place in each of the groupings, and in the periods of the calendar.
 *
 * @param groupings the finest first; none when the policy looks at each row alone
 */
record Counting(List<Grouping> groupings) {
    private static final Comparator<List<String>> FINEST_FIRST =
            Comparator.<List<String>>comparingInt(List::size).reversed().thenComparing(per -> String.join("\n", per));

    /**
     * Rows with the same tags, counted from the newest. Names the columns that say where a row stands.
     *
     * @param number its own number
     * @param per the tags
     * @param periods the periods that are counted in it
     */
    record Grouping(int number, List<String> per, EnumSet<Every> periods) {
        /** The row's number within its group, from 1 for the newest. */
        String rank() {
            return "cleanup_rank" + number;
        }

        /** Whether the row is the oldest of its group. */
        String oldest() {
            return "cleanup_oldest" + number;
        }

        /** The time of the group's newest row. */
        String newest() {
            return "cleanup_newest" + number;
        }

        /** The same by the clocks of the policy's zone. */
        String newestLocal() {
            return "cleanup_newest_local" + number;
        }

        /** Whether the row is the newest of its period. */
        String first(Every every) {
            return "cleanup_" + every.adverb() + "_first" + number;
        }

        /** The number of the row's period within its group, from 1 for the newest. */
        String period(Every every) {
            return "cleanup_" + every.adverb() + number;
        }

        String window() {
            return "w" + number;
        }
    }

    static Counting of(RetentionPolicy policy) {
        Map<List<String>, EnumSet<Every>> found = new TreeMap<>(FINEST_FIRST);
        leaves(policy).forEach(rule -> per(rule).ifPresent(per -> {
            EnumSet<Every> periods = found.computeIfAbsent(per, unseen -> EnumSet.noneOf(Every.class));
            period(rule).ifPresent(periods::add);
        }));
        List<Grouping> groupings = new ArrayList<>();
        found.forEach((per, periods) -> groupings.add(new Grouping(groupings.size(), per, periods)));
        return new Counting(groupings);
    }

    /** The rules that are not made of others. */
    static Stream<RetentionPolicy> leaves(RetentionPolicy policy) {
        if (policy instanceof Declared declared) {
            return leaves(declared.rule());
        }
        if (policy instanceof AnyOf any) {
            return any.policies().stream().flatMap(Counting::leaves);
        }
        if (policy instanceof AllOf all) {
            return all.policies().stream().flatMap(Counting::leaves);
        }
        return Stream.of(policy);
    }

    /** The tags that a rule counts by; empty when it does not count. */
    static Optional<List<String>> per(RetentionPolicy rule) {
        if (rule instanceof KeepLatest latest) {
            return Optional.of(latest.per());
        }
        if (rule instanceof KeepWithin within) {
            return Optional.of(within.per());
        }
        if (rule instanceof KeepPeriodic periodic) {
            return Optional.of(periodic.per());
        }
        return rule instanceof KeepPeriodicFor periodic ? Optional.of(periodic.per()) : Optional.empty();
    }

    private static Optional<Every> period(RetentionPolicy rule) {
        if (rule instanceof KeepPeriodic periodic) {
            return Optional.of(periodic.every());
        }
        return rule instanceof KeepPeriodicFor periodic ? Optional.of(periodic.every()) : Optional.empty();
    }

    boolean isEmpty() {
        return groupings.isEmpty();
    }

    Grouping grouping(List<String> per) {
        return groupings.stream()
                .filter(grouping -> grouping.per().equals(per))
                .findFirst()
                .orElseThrow();
    }
}
