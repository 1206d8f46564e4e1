package dev.cleanup.retention;

import dev.cleanup.ConfigurationException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.time.temporal.TemporalUnit;
import java.time.temporal.UnsupportedTemporalTypeException;
import java.util.List;
import java.util.Optional;

/**
 * How long something is kept: months of the calendar, and beyond them an exact time. A year is 12 months, a day is 24 hours. Immutable.
 *
 * @param months months of the calendar in the policy's zone
 * @param rest whole milliseconds; together with the months more than zero and at most {@value #MAX_DAYS} days
 */
public record Span(long months, Duration rest) implements TemporalAmount {
    /** The longest span that ends. */
    public static final long MAX_DAYS = 36_500;

    /** The only span that never ends. */
    public static final Span FOREVER = new Span(Long.MAX_VALUE, Duration.ZERO);

    private static final Duration MAX = Duration.ofDays(MAX_DAYS);
    private static final long MAX_MONTHS = 1_200;

    public Span {
        boolean forever = months == Long.MAX_VALUE && rest.isZero();
        if (!forever && !isAccepted(months, rest)) {
            throw new ConfigurationException("span", months + " months and " + rest, SpanText.ACCEPTED);
        }
    }

    private static boolean isAccepted(long months, Duration rest) {
        boolean whole = rest.truncatedTo(ChronoUnit.MILLIS).equals(rest);
        boolean something = months > 0 || !rest.isZero();
        return whole && something && months >= 0 && !rest.isNegative() && fits(months, rest);
    }

    private static boolean fits(long months, Duration rest) {
        return months <= MAX_MONTHS
                && rest.compareTo(MAX.minus(ChronoUnit.MONTHS.getDuration().multipliedBy(months))) <= 0;
    }

    /** The span of a {@link Duration} or {@link Period}, or the span itself. */
    public static Span of(TemporalAmount amount) {
        return of("span", amount);
    }

    static Span of(String setting, TemporalAmount amount) {
        try {
            return converted(amount);
        } catch (ConfigurationException | ArithmeticException outOfRange) {
            throw new ConfigurationException(setting, amount, SpanText.ACCEPTED);
        }
    }

    private static Span converted(TemporalAmount amount) {
        if (amount instanceof Span span) {
            return span;
        }
        if (amount instanceof Duration duration) {
            return new Span(0, duration);
        }
        if (amount instanceof Period period && !period.isNegative()) {
            return new Span(period.toTotalMonths(), Duration.ofDays(period.get(ChronoUnit.DAYS)));
        }
        throw new ConfigurationException("span", amount, SpanText.ACCEPTED);
    }

    /** The span that a text with units says: {@code 7d}, {@code 12h}, {@code 1y6mo}; see {@link #text}. */
    public static Span parse(String text) {
        return SpanText.parse("span", text);
    }

    /** Whether it never ends. */
    public boolean isForever() {
        return months == Long.MAX_VALUE;
    }

    /**
     * The instant that lies this span before another one; {@link Instant#MIN} when it never ends. The later the other one, the later it is or
     * the same: a month before the last days of a longer month lies the end of the shorter one.
     */
    public Instant before(Instant end, ZoneId zone) {
        if (isForever()) {
            return Instant.MIN;
        }
        return (months == 0 ? end : new Months(months, zone.getRules()).before(end)).minus(rest);
    }

    /** The earliest instant that this span lies {@link #before} at or after the given one; empty when it never ends. */
    public Optional<Instant> after(Instant start, ZoneId zone) {
        if (isForever()) {
            return Optional.empty();
        }
        Instant rested = start.plus(rest);
        return Optional.of(months == 0 ? rested : new Months(months, zone.getRules()).after(rested));
    }

    /** The span as it is written in a policy: {@code 7d}, {@code 12h}, {@code 1y6mo}; {@code forever}. */
    public String text() {
        return SpanText.words(this).replace(" ", "");
    }

    @Override
    public long get(TemporalUnit unit) {
        if (unit == ChronoUnit.MONTHS) {
            return months;
        }
        if (unit == ChronoUnit.MILLIS) {
            return rest.toMillis();
        }
        throw new UnsupportedTemporalTypeException("a span has MONTHS and MILLIS, not " + unit);
    }

    @Override
    public List<TemporalUnit> getUnits() {
        return List.of(ChronoUnit.MONTHS, ChronoUnit.MILLIS);
    }

    @Override
    public Temporal addTo(Temporal temporal) {
        return (months == 0 ? temporal : temporal.plus(months, ChronoUnit.MONTHS)).plus(rest);
    }

    @Override
    public Temporal subtractFrom(Temporal temporal) {
        return (months == 0 ? temporal : temporal.minus(months, ChronoUnit.MONTHS)).minus(rest);
    }

    @Override
    public String toString() {
        return text();
    }
}
