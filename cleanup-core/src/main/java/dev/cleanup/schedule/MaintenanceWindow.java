package dev.cleanup.schedule;

import dev.cleanup.ConfigurationException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.time.zone.ZoneOffsetTransition;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Hours of the week in which items may be removed.
 *
 * @param days the days on which it opens; one that passes midnight belongs to the day it opens on
 * @param from when it opens, by the clocks of the zone
 * @param to when it closes; midnight is the end of the day, so that 00:00 to 00:00 is the whole day
 * @param zone whose clocks count. An hour that a change of the clocks skips is over at once; of one that comes twice, the first counts
 */
public record MaintenanceWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
    /** A window that a change of the clocks skips opens a week later. */
    private static final int DAYS_AHEAD = 15;

    public MaintenanceWindow {
        if (days.isEmpty()) {
            throw new ConfigurationException("maintenance window, days", "none", "accepted is at least one day");
        }
        if (from.equals(to) && !to.equals(LocalTime.MIDNIGHT)) {
            throw new ConfigurationException(
                    "maintenance window",
                    from + " to " + to,
                    "accepted are two different times, or 00:00 to 00:00 for the whole day");
        }
        days = Collections.unmodifiableSet(EnumSet.copyOf(days));
    }

    /** Open every day between these times. */
    public static MaintenanceWindow daily(LocalTime from, LocalTime to, ZoneId zone) {
        return new MaintenanceWindow(EnumSet.allOf(DayOfWeek.class), from, to, zone);
    }

    /** The same hours on these days only. */
    public MaintenanceWindow on(DayOfWeek... some) {
        return new MaintenanceWindow(Set.copyOf(List.of(some)), from, to, zone);
    }

    /** Whether it is open at this instant; the end does not belong to it. */
    public boolean isOpen(Instant at) {
        LocalDate today = at.atZone(zone).toLocalDate();
        return isOpen(today, at) || isOpen(today.minusDays(1), at);
    }

    private boolean isOpen(LocalDate day, Instant at) {
        return days.contains(day.getDayOfWeek()) && !at.isBefore(opens(day)) && at.isBefore(closes(day));
    }

    /** When it opens next after this instant. */
    public Instant opensAfter(Instant at) {
        LocalDate today = at.atZone(zone).toLocalDate();
        return IntStream.rangeClosed(-1, DAYS_AHEAD)
                .mapToObj(today::plusDays)
                .filter(day -> days.contains(day.getDayOfWeek()))
                .filter(day -> opens(day).isAfter(at) && opens(day).isBefore(closes(day)))
                .findFirst()
                .map(this::opens)
                .orElse(Instant.MAX);
    }

    private Instant opens(LocalDate day) {
        return instant(day.atTime(from));
    }

    private Instant closes(LocalDate day) {
        return instant((to.isAfter(from) ? day : day.plusDays(1)).atTime(to));
    }

    private Instant instant(LocalDateTime local) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.atZone(zone).toInstant();
    }

    /** In words: "22:00 to 06:00 on Sat, Sun (Europe/Berlin)". */
    public String describe() {
        String on = days.size() == DayOfWeek.values().length
                ? ""
                : days.stream()
                        .map(day -> day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
                        .collect(Collectors.joining(", ", " on ", ""));
        return from + " to " + to + on + " (" + zone + ")";
    }
}
