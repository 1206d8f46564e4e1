package dev.cleanup.testkit;

import dev.cleanup.retention.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * Makes resources for tests, by their age as of one instant or as a series on the calendar; immutable.
 *
 * @param asOf the instant that ages are counted back from
 */
public record Resources(Instant asOf) {

    /** Counts ages back from this instant. */
    public static Resources at(Instant asOf) {
        return new Resources(asOf);
    }

    /** Counts ages back from this instant, written as {@code 2026-03-10T12:00:00Z}. */
    public static Resources at(String asOf) {
        return new Resources(Instants.parse(asOf));
    }

    /** A resource of exactly this age; a negative one is dated in the future. */
    public Resource old(String id, Duration age) {
        return Resource.of(id, asOf.minus(age));
    }

    /** A resource that is so many times 24 hours old. */
    public Resource daysOld(String id, long days) {
        return old(id, Duration.ofDays(days));
    }

    /** A resource that is so many hours old. */
    public Resource hoursOld(String id, long hours) {
        return old(id, Duration.ofHours(hours));
    }

    /** One resource an hour, on the clock: {@code backup-2026-03-10T12:00Z} and those after it. */
    public static List<Resource> hourly(String name, ZonedDateTime first, int count) {
        return IntStream.range(0, count)
                .mapToObj(first::plusHours)
                .map(time -> Resource.of(name + "-" + time.toOffsetDateTime(), time.toInstant()))
                .toList();
    }

    /** One resource a day, always at the same time on the clock of the zone: {@code backup-2026-03-10} and those after it. */
    public static List<Resource> daily(String name, ZonedDateTime first, int count) {
        return series(name, first, count, (date, i) -> date.plusDays(i));
    }

    /** One resource a week, on the same weekday at the same time: {@code backup-2026-03-10} and those after it. */
    public static List<Resource> weekly(String name, ZonedDateTime first, int count) {
        return series(name, first, count, (date, i) -> date.plusWeeks(i));
    }

    /** One resource a month, on the same day of the month or else on its last: {@code backup-2026-03-10} and those after it. */
    public static List<Resource> monthly(String name, ZonedDateTime first, int count) {
        return series(name, first, count, (date, i) -> date.plusMonths(i));
    }

    /** One resource a year, on the same day: {@code backup-2026-03-10} and those after it. */
    public static List<Resource> yearly(String name, ZonedDateTime first, int count) {
        return series(name, first, count, (date, i) -> date.plusYears(i));
    }

    /** Each date is counted from the first, so that a short month does not shorten those behind it. */
    private static List<Resource> series(
            String name, ZonedDateTime first, int count, BiFunction<LocalDate, Integer, LocalDate> step) {
        return IntStream.range(0, count)
                .mapToObj(i -> step.apply(first.toLocalDate(), i))
                .map(date -> Resource.of(
                        name + "-" + date,
                        date.atTime(first.toLocalTime()).atZone(first.getZone()).toInstant()))
                .toList();
    }
}
