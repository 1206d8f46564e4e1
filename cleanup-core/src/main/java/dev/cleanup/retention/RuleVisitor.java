package dev.cleanup.retention;

/**
 * One method for each kind of rule, so that whoever compiles rules cannot forget one.
 *
 * @param <T> what is made of a rule
 */
public interface RuleVisitor<T> {
    T keepFor(KeepFor rule);

    T keepWithin(KeepWithin rule);

    T keepLatest(KeepLatest rule);

    T keepPeriodic(KeepPeriodic rule);

    T keepPeriodicFor(KeepPeriodicFor rule);

    T keepTagged(KeepTagged rule);

    T keepUntil(KeepUntil rule);

    T keepWhere(KeepWhere rule);

    T anyOf(AnyOf rule);

    T allOf(AllOf rule);

    T declared(Declared rule);
}
