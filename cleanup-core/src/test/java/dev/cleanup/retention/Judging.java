package dev.cleanup.retention;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the tests of rules share. Resources are called by their dates where nothing else matters. */
final class Judging {
    private Judging() {}

    /** "2026-03-10T12:00Z", "2026-03-29T03:00+02:00". */
    static Instant at(String date) {
        return OffsetDateTime.parse(date).toInstant();
    }

    static Resource dated(String date) {
        return Resource.of(date, at(date));
    }

    static List<Resource> dated(String... dates) {
        return Stream.of(dates).map(Judging::dated).toList();
    }

    /** The ids of what stays, in the order of the resources. */
    static List<String> kept(RetentionPolicy policy, String asOf, Collection<Resource> resources) {
        return policy.evaluate(resources, at(asOf)).stream()
                .filter(Verdict::kept)
                .map(verdict -> verdict.resource().id())
                .toList();
    }

    static List<String> kept(RetentionPolicy policy, String asOf, String... dates) {
        return kept(policy, asOf, dated(dates));
    }

    /** All reasons of each resource, in their order. */
    static List<String> reasons(RetentionPolicy policy, String asOf, Collection<Resource> resources) {
        return policy.evaluate(resources, at(asOf)).stream()
                .map(Verdict::toString)
                .toList();
    }

    static List<String> reasons(RetentionPolicy policy, String asOf, String... dates) {
        return reasons(policy, asOf, dated(dates));
    }

    /** The ids of what goes. */
    static Set<String> removed(RetentionPolicy policy, Instant asOf, Collection<Resource> resources) {
        return policy.evaluate(resources, asOf).stream()
                .filter(verdict -> !verdict.kept())
                .map(verdict -> verdict.resource().id())
                .collect(Collectors.toSet());
    }
}
