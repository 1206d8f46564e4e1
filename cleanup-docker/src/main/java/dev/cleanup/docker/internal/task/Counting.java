package dev.cleanup.docker.internal.task;

import dev.cleanup.retention.AllOf;
import dev.cleanup.retention.AnyOf;
import dev.cleanup.retention.Declared;
import dev.cleanup.retention.KeepFor;
import dev.cleanup.retention.KeepLatest;
import dev.cleanup.retention.KeepPeriodic;
import dev.cleanup.retention.KeepPeriodicFor;
import dev.cleanup.retention.KeepTagged;
import dev.cleanup.retention.KeepUntil;
import dev.cleanup.retention.KeepWhere;
import dev.cleanup.retention.KeepWithin;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.retention.Rule;
import dev.cleanup.retention.RuleVisitor;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which others a policy looks at to judge one: those that are the same in all of these tags, for one of these groupings. No grouping at all: it judges
 * each alone. One without a tag: it looks at all there are, as a policy of a user's own may.
 *
 * @param groupings the tags of each
 */
record Counting(Set<List<String>> groupings) {

    static Counting of(RetentionPolicy policy) {
        return new Counting(Reader.groupings(policy));
    }

    boolean eachAlone() {
        return groupings.isEmpty();
    }

    /** These, and all that decide about them. */
    <T> List<Seen<T>> around(Collection<Seen<T>> these, List<Seen<T>> all) {
        Set<String> ids = these.stream().map(Seen::id).collect(Collectors.toSet());
        Set<List<Optional<String>>> groups =
                these.stream().flatMap(this::groups).collect(Collectors.toSet());
        return all.stream()
                .filter(one -> ids.contains(one.id()) || groups(one).anyMatch(groups::contains))
                .toList();
    }

    /** Names and values of the tags of each grouping. */
    private Stream<List<Optional<String>>> groups(Seen<?> one) {
        return groupings.stream().map(tags -> tags.stream()
                .flatMap(tag -> Stream.of(
                        Optional.of(tag),
                        Optional.ofNullable(one.resource().tags().get(tag))))
                .toList());
    }

    private static final class Reader implements RuleVisitor<Set<List<String>>> {
        private static final Set<List<String>> NONE = Set.of();

        static Set<List<String>> groupings(RetentionPolicy policy) {
            return policy instanceof Rule rule ? rule.accept(new Reader()) : Set.of(List.of());
        }

        private static Set<List<String>> each(List<RetentionPolicy> policies) {
            Set<List<String>> all = new HashSet<>();
            policies.forEach(policy -> all.addAll(groupings(policy)));
            return all;
        }

        @Override
        public Set<List<String>> keepFor(KeepFor rule) {
            return NONE;
        }

        @Override
        public Set<List<String>> keepWithin(KeepWithin rule) {
            return Set.of(rule.per());
        }

        @Override
        public Set<List<String>> keepLatest(KeepLatest rule) {
            return Set.of(rule.per());
        }

        @Override
        public Set<List<String>> keepPeriodic(KeepPeriodic rule) {
            return Set.of(rule.per());
        }

        @Override
        public Set<List<String>> keepPeriodicFor(KeepPeriodicFor rule) {
            return Set.of(rule.per());
        }

        @Override
        public Set<List<String>> keepTagged(KeepTagged rule) {
            return NONE;
        }

        @Override
        public Set<List<String>> keepUntil(KeepUntil rule) {
            return NONE;
        }

        @Override
        public Set<List<String>> keepWhere(KeepWhere rule) {
            return NONE;
        }

        @Override
        public Set<List<String>> anyOf(AnyOf rule) {
            return each(rule.policies());
        }

        @Override
        public Set<List<String>> allOf(AllOf rule) {
            return each(rule.policies());
        }

        @Override
        public Set<List<String>> declared(Declared rule) {
            return groupings(rule.rule());
        }
    }
}
