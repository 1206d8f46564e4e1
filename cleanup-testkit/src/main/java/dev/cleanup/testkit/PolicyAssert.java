package dev.cleanup.testkit;

import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.retention.Verdict;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.presentation.StandardRepresentation;
import org.jspecify.annotations.Nullable;

/**
 * Says what a policy keeps and removes, and why. First say {@link #at} which instant and {@link #on} which resources; a failure names the
 * policy, the instant, and each wrong verdict with its reasons. Made by {@link CleanupAssertions#assertThat}.
 */
public final class PolicyAssert extends AbstractAssert<PolicyAssert, RetentionPolicy> {
    private @Nullable Instant asOf;
    private @Nullable List<Resource> resources;
    private @Nullable Judgement judgement;
    private Set<String> named = Set.of();

    PolicyAssert(RetentionPolicy policy) {
        super(policy, PolicyAssert.class);
    }

    /** The instant that ages are counted back from. */
    public PolicyAssert at(Instant instant) {
        asOf = instant;
        return anew();
    }

    /** The instant that ages are counted back from, written as {@code 2026-03-10T12:00:00Z}. */
    public PolicyAssert at(String instant) {
        return at(Instants.parse(instant));
    }

    /** All resources there are; the policy judges them together. */
    public PolicyAssert on(Resource... all) {
        return on(List.of(all));
    }

    /** All resources there are; the policy judges them together. */
    public PolicyAssert on(Collection<Resource> all) {
        resources = List.copyOf(all);
        return anew();
    }

    /** Expects that these stay, at least one; says nothing of the others. */
    public PolicyAssert keeps(String... ids) {
        return some("keep", Verdict::kept, ids);
    }

    /** Expects that these may go, at least one; says nothing of the others. */
    public PolicyAssert removes(String... ids) {
        return some("remove", verdict -> !verdict.kept(), ids);
    }

    /** Expects that these stay and all others may go. */
    public PolicyAssert keepsExactly(String... ids) {
        Set<String> expected = distinct(ids);
        return all("keep exactly", expected, verdict -> verdict.kept() == expected.contains(id(verdict)));
    }

    /** Expects that these may go and all others stay. */
    public PolicyAssert removesExactly(String... ids) {
        Set<String> expected = distinct(ids);
        return all("remove exactly", expected, verdict -> verdict.kept() != expected.contains(id(verdict)));
    }

    /** Expects that every resource stays. */
    public PolicyAssert keepsAll() {
        return all("keep", judgement().verdicts().keySet(), Verdict::kept);
    }

    /** Expects that every resource may go. */
    public PolicyAssert removesAll() {
        return all("remove", judgement().verdicts().keySet(), verdict -> !verdict.kept());
    }

    /** Expects that the reasons for each verdict that the last expectation named contain this text. */
    public PolicyAssert because(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("because(\"" + text + "\"): accepted is a part of a reason");
        }
        if (named.isEmpty()) {
            throw new IllegalStateException(
                    "because(\"" + text + "\") speaks of no resource; name some before it, as in keeps(\"a\")");
        }
        expect("give the reason\n  \"" + text + "\"\nfor", named, named, verdict -> verdict.reason()
                .contains(text));
        return this;
    }

    private PolicyAssert anew() {
        judgement = null;
        named = Set.of();
        return this;
    }

    private PolicyAssert some(String expectation, Predicate<Verdict> right, String... ids) {
        if (ids.length == 0) {
            throw new IllegalArgumentException(expectation + "s() names no id; accepted is at least one");
        }
        Set<String> expected = distinct(ids);
        expect(expectation, expected, expected, right);
        return this;
    }

    private PolicyAssert all(String expectation, Set<String> ids, Predicate<Verdict> right) {
        expect(expectation, ids, judgement().verdicts().keySet(), right);
        return this;
    }

    private void expect(String expectation, Set<String> ids, Set<String> judged, Predicate<Verdict> right) {
        checkThere(ids);
        List<Verdict> wrong =
                judgement().on(judged).stream().filter(right.negate()).toList();
        if (!wrong.isEmpty()) {
            failWithMessage(
                    "\nExpecting the policy\n  %s\nat %s to %s\n  %s\nbut it\n%s",
                    actual.describe(), asOf, expectation, shown(ids), Judgement.lines(wrong));
        }
        named = ids;
    }

    private void checkThere(Set<String> ids) {
        Set<String> there = judgement().verdicts().keySet();
        Set<String> unknown = new TreeSet<>(ids);
        unknown.removeAll(there);
        if (!unknown.isEmpty()) {
            failWithMessage(
                    "\nExpecting resources with the ids\n  %s\nbut there are only\n  %s", shown(unknown), shown(there));
        }
    }

    private Judgement judgement() {
        isNotNull();
        if (asOf == null) {
            throw new IllegalStateException("the instant is missing; say at(instant) before what the policy does");
        }
        if (resources == null) {
            throw new IllegalStateException("the resources are missing; say on(resources) before what the policy does");
        }
        if (judgement == null) {
            judgement = Judgement.of(actual, resources, asOf);
        }
        return judgement;
    }

    private static String id(Verdict verdict) {
        return verdict.resource().id();
    }

    private static Set<String> distinct(String... ids) {
        return new TreeSet<>(List.of(ids));
    }

    private static String shown(Collection<String> ids) {
        return StandardRepresentation.STANDARD_REPRESENTATION.toStringOf(ids);
    }
}
