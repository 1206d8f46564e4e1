package dev.cleanup.retention;

import dev.cleanup.ConfigurationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What {@link AnyOf} and {@link AllOf} share: each policy judges the whole list, then the verdicts of a resource are combined. */
final class Combination {
    private Combination() {}

    static List<RetentionPolicy> check(String setting, List<RetentionPolicy> policies) {
        if (policies.isEmpty()) {
            throw new ConfigurationException(
                    setting, "()", "an empty policy keeps nothing; accepted is at least one policy");
        }
        return List.copyOf(policies);
    }

    static List<Verdict> judge(
            List<RetentionPolicy> policies, List<Resource> dated, Instant asOf, Predicate<List<Verdict>> kept) {
        List<List<Verdict>> judged =
                policies.stream().map(policy -> policy.evaluate(dated, asOf)).toList();
        List<Verdict> verdicts = new ArrayList<>(dated.size());
        for (int i = 0; i < dated.size(); i++) {
            int index = i;
            List<Verdict> of = judged.stream().map(list -> list.get(index)).toList();
            verdicts.add(combine(dated.get(i), of, kept.test(of)));
        }
        return verdicts;
    }

    private static Verdict combine(Resource resource, List<Verdict> of, boolean kept) {
        Supplier<List<String>> reasons = () -> of.stream()
                .filter(verdict -> verdict.kept() == kept)
                .flatMap(verdict -> verdict.reasons().stream())
                .toList();
        return kept ? Verdict.keep(resource, reasons) : Verdict.remove(resource, reasons);
    }

    static String term(List<RetentionPolicy> policies, String separator) {
        return policies.stream()
                .map(policy -> policy instanceof Rule rule ? rule.term() : policy.describe())
                .collect(Collectors.joining(separator));
    }
}
