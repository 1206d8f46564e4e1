package dev.cleanup.retention;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

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
    public <T> T accept(RuleVisitor<T> visitor) {
        return visitor.allOf(this);
    }

    Judgement judge(List<Judgement> judgements) {
        return new All(judgements);
    }

    private record All(List<Judgement> judgements) implements Judgement {
        @Override
        public boolean keeps(int index) {
            for (Judgement judgement : judgements) {
                if (!judgement.keeps(index)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public List<String> reasons(int index) {
            return Combination.reasons(judgements, index, keeps(index));
        }

        /** The first of all ends. */
        @Override
        public Optional<Instant> removableAt(int index) {
            return Combination.end(judgements, index, BinaryOperator.minBy(Comparator.naturalOrder()));
        }
    }
}
