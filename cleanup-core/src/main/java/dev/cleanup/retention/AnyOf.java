package dev.cleanup.retention;

import java.time.Instant;
import java.util.List;

/**
 * Keeps what any of its policies keeps. See {@link RetentionPolicy#anyOf}.
 *
 * @param policies at least one
 */
public record AnyOf(List<RetentionPolicy> policies) implements Rule {
    public AnyOf {
        policies = Combination.check("anyOf", policies);
    }

    @Override
    public List<Verdict> judge(List<Resource> dated, Instant asOf) {
        return Combination.judge(
                policies, dated, asOf, verdicts -> verdicts.stream().anyMatch(Verdict::kept));
    }

    @Override
    public String term() {
        return Combination.term(policies, ", ");
    }
}
