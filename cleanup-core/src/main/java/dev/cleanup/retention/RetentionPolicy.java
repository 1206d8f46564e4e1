package dev.cleanup.retention;

import dev.cleanup.CleanupException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What stays: a set of reasons to keep a resource. A resource stays when any reason holds, and what nothing keeps may go, so adding a rule
 * never removes more. Policies are immutable and can be tested in process: {@code policy.evaluate(resources, asOf)}.
 *
 * <p>The rules that come with this library run in memory and as SQL with the same verdicts. A policy of one's own implements {@link #judge}
 * and {@link #describe} and runs in memory.
 */
public interface RetentionPolicy {

    /**
     * Dates up to here are zeros of some system, not ages: the epoch in any time zone, year 1, minus infinity. Resources that carry one
     * have an unknown age.
     */
    Instant EARLIEST = Instant.parse("1970-01-03T00:00:00Z");

    /** Judges resources whose age is known; one verdict for each, in the same order. Called by {@link #evaluate}. */
    List<Verdict> judge(List<Resource> dated, Instant asOf);

    /** The policy in words: "keep 7d, tag hold". */
    String describe();

    /**
     * Judges all resources of one kind, one verdict for each, in the same order. Those without a date, with a zero for a date, or dated after
     * {@code asOf} are kept before any rule is asked, and say so.
     *
     * @param asOf the instant that ages are counted from
     * @throws CleanupException when a policy of one's own does not give one verdict for each resource
     */
    default List<Verdict> evaluate(Collection<Resource> resources, Instant asOf) {
        List<Resource> dated = resources.stream()
                .filter(resource -> Age.unknown(resource, asOf).isEmpty())
                .toList();
        List<Verdict> judged = judge(dated, asOf);
        if (judged.size() != dated.size()) {
            throw new CleanupException("the policy '" + describe() + "' gave " + judged.size() + " verdicts for "
                    + dated.size() + " resources");
        }
        List<Verdict> verdicts = new ArrayList<>(resources.size());
        int next = 0;
        for (Resource resource : resources) {
            Optional<String> unknown = Age.unknown(resource, asOf);
            Verdict verdict = unknown.isPresent() ? Verdict.unknownAge(resource, unknown.get()) : judged.get(next++);
            if (!verdict.resource().equals(resource)) {
                throw new CleanupException("the policy '" + describe() + "' gave its verdicts in another order");
            }
            verdicts.add(verdict);
        }
        return verdicts;
    }

    /** Keeps what is younger than this. */
    static RetentionPolicy keepFor(Duration span) {
        return new KeepFor(span);
    }

    /** Keeps what is younger than this span, written with its unit: {@code 7d}, {@code 12h}, {@code 30min}, {@code 45s}. */
    static RetentionPolicy keepFor(String span) {
        return new KeepFor(Span.parse("keepFor", span));
    }

    /** Keeps what carries this tag and, when values are given, has one of them as its value. */
    static RetentionPolicy keepTagged(String name, String... values) {
        return new KeepTagged(name, List.of(values));
    }

    /** Keeps what any of these policies keeps. */
    static RetentionPolicy anyOf(RetentionPolicy... policies) {
        return new AnyOf(List.of(policies));
    }

    /** Keeps what all of these policies keep. */
    static RetentionPolicy allOf(RetentionPolicy... policies) {
        return new AllOf(List.of(policies));
    }
}
