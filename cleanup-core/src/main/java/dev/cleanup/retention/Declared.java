package dev.cleanup.retention;

import java.time.ZoneId;

/**
 * A whole policy with what is declared for all of it. See {@link Rule#in} and {@link Rule#allowRemovingAll}.
 *
 * @param rule the policy
 * @param zone whose calendar it follows
 * @param removingAllAllowed whether it may remove all there is
 */
public record Declared(Rule rule, ZoneId zone, boolean removingAllAllowed) implements Rule {
    public Declared {
        if (rule instanceof Declared inner) {
            rule = inner.rule;
        }
    }

    @Override
    public Declared in(ZoneId of) {
        return new Declared(rule, of, removingAllAllowed);
    }

    @Override
    public Declared allowRemovingAll() {
        return new Declared(rule, zone, true);
    }

    @Override
    public <T> T accept(RuleVisitor<T> visitor) {
        return visitor.declared(this);
    }
}
