package dev.cleanup.retention;

import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import java.time.Instant;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * What stays: a set of reasons to keep a resource. A resource stays when any reason holds, and what nothing keeps may go, so adding a rule
 * never removes more. Policies are immutable and can be tested in process: {@code policy.evaluate(resources, asOf)}.
 *
 * <p>The rules that come with this library, see {@link Rule}, run in memory and as SQL with the same verdicts, and have a text form. Those
 * by count or period look at all resources that are judged together, or with {@code per} at those of the same group; what is dated after
 * {@code asOf} or not at all is kept and not counted. Their calendar is that of {@link Rule#in}. A policy of one's own implements {@link
 * #judge} and {@link #describe} and runs in memory.
 */
public interface RetentionPolicy {

    /**
     * Dates up to here are zeros of some system, not ages: the epoch in any time zone, year 1, minus infinity. Resources that carry one
     * have an unknown age.
     */
    Instant EARLIEST = Instant.parse("1970-01-03T00:00:00Z");

    /** The count of a rule that has no limit. */
    int UNLIMITED = Integer.MAX_VALUE;

    /**
     * Judges resources whose age is known; one verdict for each, in the same order. Called by {@link #evaluate}. Over rows of a table it is
     * asked about portions of them, so it must not remove among few what it keeps among more, and should judge each resource by itself: to
     * count, combine it with the rules of the library.
     */
    List<Verdict> judge(List<Resource> dated, Instant asOf);

    /** The policy in words: "keep 7d, tag hold". */
    String describe();

    /**
     * Asked when a task is set up: whether it is safe to remove by this policy.
     *
     * @throws ConfigurationException when it is not, such as a policy that keeps nothing by age or count
     */
    default void check() {}

    /**
     * Judges all resources of one kind, one verdict for each, in the same order. Those without a date, with a zero for a date, or dated after
     * {@code asOf} are kept before any rule is asked, and say so. The list cannot be changed; it may make a verdict anew each time.
     *
     * @param asOf the instant that ages are counted from
     * @throws CleanupException when a policy of one's own does not give one verdict for each resource
     */
    default List<Verdict> evaluate(Collection<Resource> resources, Instant asOf) {
        List<Resource> all = Collections.unmodifiableList(new ArrayList<>(resources));
        List<Resource> dated = Age.known(all, asOf);
        List<Verdict> judged = Verdicts.of(this, dated, asOf);
        return dated.size() == all.size() ? judged : Age.withUnknown(judged, all, asOf);
    }

    /**
     * Why one resource stays or may go, and when it may go at the earliest; see {@link Verdict#removableAt}.
     *
     * @param among all resources of its kind, itself included, since counted rules look at all of them
     * @throws IllegalArgumentException when it is not among them
     */
    default Verdict explain(Resource resource, Collection<Resource> among, Instant asOf) {
        return evaluate(among, asOf).stream()
                .filter(verdict -> verdict.resource().equals(resource))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "resource '" + resource.id() + "' is not among those it is to be judged with"));
    }

    /**
     * The policy of a text such as {@code keep 7d, latest 3 per bot_type, daily 14, tag hold, (tag env=prod and 90d); in Europe/Berlin}. Spans
     * have units: {@code y mo d h min s ms}. Names and values that hold other characters than letters, digits and {@code _ . : / + -} are put
     * in double quotes.
     *
     * @throws ConfigurationException when the text cannot be read; says at which character and what is accepted there
     */
    static Rule parse(String text) {
        return PolicyParser.parse(text);
    }

    /** Keeps what is younger than this, counted from {@code asOf}; a {@link java.time.Duration}, {@link java.time.Period} or {@link Span}. */
    static KeepFor keepFor(TemporalAmount span) {
        return new KeepFor(Span.of("keepFor", span));
    }

    /** Keeps what is younger than this span, written with its unit: {@code 7d}, {@code 12h}, {@code 30min}, {@code 1y6mo}. */
    static KeepFor keepFor(String span) {
        return new KeepFor(SpanText.parse("keepFor", span));
    }

    /**
     * Keeps what is younger than this, counted back from the newest resource: what no longer gets anything new never loses its history. Use
     * {@link KeepWithin#per} to count for each group.
     */
    static KeepWithin keepWithin(TemporalAmount span) {
        return new KeepWithin(Span.of("keepWithin", span), List.of());
    }

    /**
     * Keeps the newest {@code count}, of all or with {@link KeepLatest#per} of each group. Of two with the same date the one with the greater
     * id, as text by code points, is the newer.
     */
    static KeepLatest keepLatest(int count) {
        return new KeepLatest(count, List.of());
    }

    /** Keeps the newest of each hour, for the newest {@code count} hours that have any; as {@link #keepDaily} does for days. */
    static KeepPeriodic keepHourly(int count) {
        return new KeepPeriodic(Every.HOUR, count, List.of());
    }

    /**
     * Keeps the newest of each day, for the newest {@code count} days that have any. While there are fewer days than that, the oldest of all
     * is kept as well, so that the history reaches back as far as it can. The semantics are those of {@code restic forget --keep-daily}.
     */
    static KeepPeriodic keepDaily(int count) {
        return new KeepPeriodic(Every.DAY, count, List.of());
    }

    /** Keeps the newest of each week, which begins on Monday; as {@link #keepDaily} does for days. */
    static KeepPeriodic keepWeekly(int count) {
        return new KeepPeriodic(Every.WEEK, count, List.of());
    }

    /** Keeps the newest of each month; as {@link #keepDaily} does for days. */
    static KeepPeriodic keepMonthly(int count) {
        return new KeepPeriodic(Every.MONTH, count, List.of());
    }

    /** Keeps the newest of each year; as {@link #keepDaily} does for days. */
    static KeepPeriodic keepYearly(int count) {
        return new KeepPeriodic(Every.YEAR, count, List.of());
    }

    /** Keeps the newest of each hour while it is younger than this; as {@link #keepDailyFor} does for days. */
    static KeepPeriodicFor keepHourlyFor(TemporalAmount span) {
        return new KeepPeriodicFor(Every.HOUR, Span.of("keepHourlyFor", span), List.of());
    }

    /**
     * Keeps the newest of each day while it is younger than this, counted from {@code asOf}; and the oldest of all, while it is. One for each
     * day, for that long.
     */
    static KeepPeriodicFor keepDailyFor(TemporalAmount span) {
        return new KeepPeriodicFor(Every.DAY, Span.of("keepDailyFor", span), List.of());
    }

    /** Keeps the newest of each week while it is younger than this; as {@link #keepDailyFor} does for days. */
    static KeepPeriodicFor keepWeeklyFor(TemporalAmount span) {
        return new KeepPeriodicFor(Every.WEEK, Span.of("keepWeeklyFor", span), List.of());
    }

    /** Keeps the newest of each month while it is younger than this; as {@link #keepDailyFor} does for days. */
    static KeepPeriodicFor keepMonthlyFor(TemporalAmount span) {
        return new KeepPeriodicFor(Every.MONTH, Span.of("keepMonthlyFor", span), List.of());
    }

    /** Keeps the newest of each year while it is younger than this; as {@link #keepDailyFor} does for days. */
    static KeepPeriodicFor keepYearlyFor(TemporalAmount span) {
        return new KeepPeriodicFor(Every.YEAR, Span.of("keepYearlyFor", span), List.of());
    }

    /**
     * Keeps what carries this tag and, when values are given, has one of them as its value. Several tags of which all must be carried are
     * joined by {@link KeepTagged#and}; several rules are alternatives.
     */
    static KeepTagged keepTagged(String name, String... values) {
        return new KeepTagged(List.of(new KeepTagged.Tag(name, List.of(values))));
    }

    /** Keeps everything until this instant, and nothing from then on. */
    static KeepUntil keepUntil(Instant instant) {
        return new KeepUntil(instant);
    }

    /**
     * Keeps what meets a condition of one's own; it runs in memory, also over rows.
     *
     * @param condition looks at nothing but the resource
     * @param description the condition in words, such as "has open invoices"
     */
    static KeepWhere keepWhere(Predicate<Resource> condition, String description) {
        return new KeepWhere(condition, description);
    }

    /** Keeps what any of these policies keeps; a single rule stays as it is. */
    static Rule anyOf(RetentionPolicy... policies) {
        return policies.length == 1 && policies[0] instanceof Rule rule ? rule : new AnyOf(List.of(policies));
    }

    /** Keeps what all of these policies keep; a single rule stays as it is. */
    static Rule allOf(RetentionPolicy... policies) {
        return policies.length == 1 && policies[0] instanceof Rule rule ? rule : new AllOf(List.of(policies));
    }
}
