package dev.cleanup.retention;

import dev.cleanup.ConfigurationException;
import java.util.List;

/**
 * Whether a policy keeps something by age or count, whatever its tags. {@code allOf} does only when each of its rules does: of "tag env=prod
 * and 90d", a typo in the tag would leave nothing.
 */
final class Bounds implements RuleVisitor<Boolean> {
    private Bounds() {}

    static void check(Rule policy) {
        if (!policy.accept(new Bounds())) {
            throw new ConfigurationException(
                    "policy",
                    policy.describe(),
                    "nothing in it keeps by age or count alone, so a typo in a tag could remove everything; accepted is a"
                            + " policy with such a rule beside the others, or one that says allowRemovingAll()");
        }
    }

    @Override
    public Boolean keepFor(KeepFor rule) {
        return true;
    }

    @Override
    public Boolean keepWithin(KeepWithin rule) {
        return true;
    }

    @Override
    public Boolean keepLatest(KeepLatest rule) {
        return true;
    }

    @Override
    public Boolean keepPeriodic(KeepPeriodic rule) {
        return true;
    }

    @Override
    public Boolean keepPeriodicFor(KeepPeriodicFor rule) {
        return true;
    }

    @Override
    public Boolean keepTagged(KeepTagged rule) {
        return false;
    }

    @Override
    public Boolean keepUntil(KeepUntil rule) {
        return false;
    }

    @Override
    public Boolean keepWhere(KeepWhere rule) {
        return false;
    }

    @Override
    public Boolean anyOf(AnyOf rule) {
        return each(rule.policies()).contains(true);
    }

    @Override
    public Boolean allOf(AllOf rule) {
        return !each(rule.policies()).contains(false);
    }

    @Override
    public Boolean declared(Declared rule) {
        return rule.removingAllAllowed() || rule.rule().accept(this);
    }

    /** Of each policy, also where one could tell: all of them are to check themselves. */
    private List<Boolean> each(List<RetentionPolicy> policies) {
        return policies.stream().map(this::bounds).toList();
    }

    /** A policy of a user's own checks itself. */
    private boolean bounds(RetentionPolicy policy) {
        if (policy instanceof Rule rule) {
            return rule.accept(this);
        }
        policy.check();
        return true;
    }
}
