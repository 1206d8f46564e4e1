package dev.cleanup.retention;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

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
    public <T> T accept(RuleVisitor<T> visitor) {
        return visitor.anyOf(this);
    }

    Judgement judge(List<Judgement> judgements) {
        return new Any(judgements);
    }

    private record Any(List<Judgement> judgements) implements Judgement {
        @Override
        public boolean keeps(int index) {
            for (Judgement judgement : judgements) {
                if (judgement.keeps(index)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public List<String> reasons(int index) {
            return Combination.reasons(judgements, index, keeps(index));
        }

        /** The last of all ends. */
        @Override
        public Optional<Instant> removableAt(int index) {
            return Combination.end(judgements, index, BinaryOperator.maxBy(Comparator.naturalOrder()));
        }
    }
}
