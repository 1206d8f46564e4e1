package dev.cleanup.retention;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** The rules that come with this library; a closed set, so that each of them can be compiled to SQL and written as text. */
public sealed interface Rule extends RetentionPolicy
        permits KeepFor,
                KeepWithin,
                KeepLatest,
                KeepPeriodic,
                KeepPeriodicFor,
                KeepTagged,
                KeepUntil,
                KeepWhere,
                AnyOf,
                AllOf,
                Declared {

    /** Calls the method of the visitor that is for this rule. */
    <T> T accept(RuleVisitor<T> visitor);

    /** The whole policy with the zone whose calendar it follows; UTC by default. */
    default Declared in(ZoneId zone) {
        return new Declared(this, zone, false);
    }

    /**
     * The whole policy with the promise that it may remove all there is. Without it, a policy that looks only at tags, conditions and fixed
     * dates is refused, because a typo in a tag would remove everything.
     */
    default Declared allowRemovingAll() {
        return new Declared(this, ZoneOffset.UTC, true);
    }

    /** The canonical text, which {@link RetentionPolicy#parse} reads: "keep 7d, latest 3 per bot_type, tag hold". */
    @Override
    default String describe() {
        return PolicyText.of(this);
    }

    @Override
    default void check() {
        Bounds.check(this);
    }

    @Override
    default List<Verdict> judge(List<Resource> dated, Instant asOf) {
        return new Verdicts(dated, Judges.judge(this, new Population(dated, asOf, ZoneOffset.UTC)));
    }
}
