package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.jdbc.internal.rows.Counting.Grouping;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.retention.AllOf;
import dev.cleanup.retention.AnyOf;
import dev.cleanup.retention.Declared;
import dev.cleanup.retention.KeepFor;
import dev.cleanup.retention.KeepLatest;
import dev.cleanup.retention.KeepPeriodic;
import dev.cleanup.retention.KeepPeriodicFor;
import dev.cleanup.retention.KeepTagged;
import dev.cleanup.retention.KeepUntil;
import dev.cleanup.retention.KeepWhere;
import dev.cleanup.retention.KeepWithin;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.retention.Rule;
import dev.cleanup.retention.RuleVisitor;
import dev.cleanup.retention.Span;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** A policy as the condition under which it keeps a row whose age is known. The condition is never null. */
final class PolicySql implements RuleVisitor<Sql> {
    private static final Sql ALWAYS = Sql.of("1 = 1");
    private static final Sql NEVER = Sql.of("1 = 0");

    private final Rows rows;
    private final Instant asOf;
    private final ZoneId zone;
    private final String time;

    PolicySql(Rows rows, Instant asOf) {
        this(rows, asOf, rows.policyZone());
    }

    /** A policy that counts its spans in another zone than that of the rows' own. */
    PolicySql(Rows rows, Instant asOf, ZoneId zone) {
        this.rows = rows;
        this.asOf = asOf;
        this.zone = zone;
        this.time = rows.time().column().sql();
    }

    Sql kept(RetentionPolicy policy) {
        if (policy instanceof Rule rule) {
            return rule.accept(this);
        }
        throw inMemory(policy);
    }

    private static IllegalStateException inMemory(RetentionPolicy policy) {
        return new IllegalStateException("runs in memory: " + policy.describe());
    }

    @Override
    public Sql keepFor(KeepFor rule) {
        return younger(rule.span());
    }

    private Sql younger(Span span) {
        return span.isForever() ? ALWAYS : Sql.of(time + " > ?", rows.time().upTo(span.before(asOf, zone)));
    }

    @Override
    public Sql keepWithin(KeepWithin rule) {
        Grouping grouping = rows.counting().grouping(rule.per());
        Span span = rule.span();
        if (span.isForever()) {
            return ALWAYS;
        }
        String self = span.months() == 0 ? time : "c." + Ranked.LOCAL;
        String newest = span.months() == 0 ? grouping.newest() : grouping.newestLocal();
        return Sql.of(self + " > " + rows.dialect().before("c." + newest, span.months(), span.rest()));
    }

    @Override
    public Sql keepLatest(KeepLatest rule) {
        return rule.count() == RetentionPolicy.UNLIMITED
                ? ALWAYS
                : Sql.of("c." + rows.counting().grouping(rule.per()).rank() + " <= ?", rule.count());
    }

    @Override
    public Sql keepPeriodic(KeepPeriodic rule) {
        Grouping grouping = rows.counting().grouping(rule.per());
        String first = "c." + grouping.first(rule.every());
        String oldest = "c." + grouping.oldest();
        if (rule.count() == RetentionPolicy.UNLIMITED) {
            return Sql.of("(" + first + " OR " + oldest + ")");
        }
        String period = "c." + grouping.period(rule.every());
        return Sql.of(
                "((" + first + " AND " + period + " <= ?) OR (" + oldest + " AND " + period + " < ?))",
                rule.count(),
                rule.count());
    }

    @Override
    public Sql keepPeriodicFor(KeepPeriodicFor rule) {
        Grouping grouping = rows.counting().grouping(rule.per());
        return Sql.all(List.of(
                younger(rule.span()),
                Sql.of("(c." + grouping.first(rule.every()) + " OR c." + grouping.oldest() + ")")));
    }

    @Override
    public Sql keepTagged(KeepTagged rule) {
        return Sql.all(rule.tags().stream()
                .map(tag -> TagSql.of(rows, tag.name()).carried(tag.values()))
                .toList());
    }

    @Override
    public Sql keepUntil(KeepUntil rule) {
        return asOf.isBefore(rule.instant()) ? ALWAYS : NEVER;
    }

    @Override
    public Sql keepWhere(KeepWhere rule) {
        throw inMemory(rule);
    }

    @Override
    public Sql anyOf(AnyOf rule) {
        return Sql.any(rule.policies().stream().map(this::kept).toList());
    }

    @Override
    public Sql allOf(AllOf rule) {
        return Sql.all(rule.policies().stream().map(this::kept).toList());
    }

    @Override
    public Sql declared(Declared rule) {
        return rule.rule().accept(this);
    }

    /**
     * Whether the verdict on others of the row's group hangs on this row: it is one of those that a counted rule of this grouping keeps. What
     * such rules remove among these rows alone, they remove among all: fewer rows never make them keep less.
     */
    Sql witness(Grouping grouping) {
        List<Sql> kept = Counting.leaves(rows.policy())
                .filter(rule -> Counting.per(rule).equals(Optional.of(grouping.per())))
                .map(rule -> witness(rule, grouping))
                .filter(sql -> !sql.equals(ALWAYS))
                .toList();
        return kept.isEmpty() ? NEVER : Sql.any(kept);
    }

    private Sql witness(RetentionPolicy rule, Grouping grouping) {
        if (rule instanceof KeepWithin) {
            return Sql.of("c." + grouping.rank() + " = 1");
        }
        // Without the oldest row, even where it is too old to be kept, another one would be kept as the oldest.
        return rule instanceof KeepPeriodicFor
                ? Sql.any(List.of(kept(rule), Sql.of("c." + grouping.oldest())))
                : kept(rule);
    }
}
