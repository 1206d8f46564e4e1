package dev.cleanup.retention;

import dev.cleanup.ConfigurationException;
import java.util.List;
import java.util.function.Predicate;

/**
 * Keeps what meets a condition of a user's own. See {@link RetentionPolicy#keepWhere}.
 *
 * @param condition looks at nothing but the resource, and is fast; called by any thread
 * @param description the condition in words
 */
public record KeepWhere(Predicate<Resource> condition, String description) implements Rule {
    public KeepWhere {
        if (description.isBlank()) {
            throw new ConfigurationException("keepWhere", description, "accepted is the condition in words");
        }
    }

    @Override
    public <T> T accept(RuleVisitor<T> visitor) {
        return visitor.keepWhere(this);
    }

    /** Each resource is asked about once, so that what is said of it and what is done with it cannot differ. */
    Judgement judge(Population population) {
        boolean[] met = new boolean[population.size()];
        for (int index = 0; index < met.length; index++) {
            met[index] = condition.test(population.get(index));
        }
        return new ByCondition(met);
    }

    private final class ByCondition implements Judgement {
        private final boolean[] met;

        ByCondition(boolean[] met) {
            this.met = met;
        }

        @Override
        public boolean keeps(int index) {
            return met[index];
        }

        @Override
        public List<String> reasons(int index) {
            return List.of(met[index] ? description : "not " + description);
        }
    }
}
