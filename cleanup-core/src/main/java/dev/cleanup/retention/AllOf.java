package dev.cleanup.retention;

import java.time.Instant;
import java.util.List;

/**
 * Keeps what all of its policies keep. See {@link RetentionPolicy#allOf}.
 *
 * @param policies at least one
 */
public record AllOf(List<RetentionPolicy> policies) implements Rule {
    public AllOf {
        policies = Combination.check("allOf", policies);
    }

    @Override
    public List<Verdict> judge(List<Resource> dated, Instant asOf) {
        return Combination.judge(
                policies, dated, asOf, verdicts -> verdicts.stream().allMatch(Verdict::kept));
    }

    @Override
    public String term() {
        return "(" + Combination.term(policies, " and ") + ")";
    }
}
