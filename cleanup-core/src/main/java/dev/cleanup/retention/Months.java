package dev.cleanup.retention;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Months of the calendar, by the clocks of a zone. As time goes on, neither {@link #before} nor {@link #after} ever goes back, so what may go
 * now may go at every later time: where a month ends early, and where clocks leave an hour out or show it twice, they wait.
 *
 * @param count how many
 * @param rules those of the zone
 */
record Months(long count, ZoneRules rules) {

    /** The last instant whose {@link #after} is not later than the given one. */
    Instant before(Instant end) {
        LocalDateTime local = local(end, 1);
        LocalDateTime earlier = local.minusMonths(count);
        boolean exists = earlier.getDayOfMonth() == local.getDayOfMonth();
        return instant(exists ? earlier : earlier.with(LocalTime.MAX), 1);
    }

    /** The first instant whose {@link #before} is not earlier than the given one. */
    Instant after(Instant start) {
        LocalDateTime local = local(start, 0);
        LocalDateTime later = local.plusMonths(count);
        boolean exists = later.getDayOfMonth() == local.getDayOfMonth();
        return instant(exists ? later : later.toLocalDate().plusDays(1).atStartOfDay(), 0);
    }

    /** What the clocks show; for the first of two times that they show it, when that begins, or this many nanoseconds earlier. */
    private LocalDateTime local(Instant instant, long earlier) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, rules.getOffset(instant));
        ZoneOffsetTransition change = rules.getTransition(local);
        boolean first = change != null && change.isOverlap() && instant.isBefore(change.getInstant());
        return first ? change.getDateTimeAfter().minusNanos(earlier) : local;
    }

    /** When the clocks show it, for the last time; for what they leave out, when they do, or this many nanoseconds earlier. */
    private Instant instant(LocalDateTime local, long earlier) {
        ZoneOffsetTransition change = rules.getTransition(local);
        if (change != null && change.isGap()) {
            return change.getInstant().minusNanos(earlier);
        }
        return local.toInstant(change == null ? rules.getOffset(local) : change.getOffsetAfter());
    }
}
