package dev.cleanup.retention;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The resources that a policy judges together, all of known age. What several rules need of them is worked out once, and only when a rule
 * asks: their order, their groups, the hours of the calendar they fall in. For use by one thread.
 */
final class Population {
    private static final int SECONDS_PER_HOUR = 3_600;

    private final List<Resource> resources;
    private final Instant asOf;
    private final ZoneId zone;
    private final Map<List<String>, Groups> groups = new HashMap<>();
    private int @Nullable [] newestFirst;
    private long @Nullable [] localHours;

    Population(List<Resource> resources, Instant asOf, ZoneId zone) {
        this.resources = resources;
        this.asOf = asOf;
        this.zone = zone;
    }

    int size() {
        return resources.size();
    }

    List<Resource> resources() {
        return resources;
    }

    Resource get(int index) {
        return resources.get(index);
    }

    Instant since(int index) {
        return resources.get(index).since().orElseThrow();
    }

    Instant asOf() {
        return asOf;
    }

    ZoneId zone() {
        return zone;
    }

    /** The indexes from the newest to the oldest; of two with the same date the one with the greater id first. */
    int[] newestFirst() {
        if (newestFirst == null) {
            newestFirst = sorted();
        }
        return newestFirst;
    }

    private int[] sorted() {
        Dated[] order = new Dated[size()];
        Arrays.setAll(order, index -> new Dated(since(index), get(index).id(), index));
        Arrays.sort(order, Dated.NEWEST_FIRST);
        return Arrays.stream(order).mapToInt(Dated::index).toArray();
    }

    private record Dated(Instant since, String id, int index) {
        static final Comparator<Dated> NEWEST_FIRST = Comparator.comparing(Dated::since)
                .thenComparing(Dated::id, CodePoints.ORDER)
                .reversed();
    }

    /** The groups by these tags; one of all resources when there is no tag. */
    Groups groups(List<String> per) {
        return groups.computeIfAbsent(per, tags -> new Groups(this, tags));
    }

    /** The number of the hour since the epoch, by the clocks of the zone. */
    long localHour(int index) {
        if (localHours == null) {
            localHours = hours();
        }
        return localHours[index];
    }

    long localHour(Instant instant) {
        return hour(instant, zone.getRules());
    }

    private long[] hours() {
        ZoneRules rules = zone.getRules();
        long[] hours = new long[size()];
        Arrays.setAll(hours, index -> hour(since(index), rules));
        return hours;
    }

    private static long hour(Instant instant, ZoneRules rules) {
        long local = instant.getEpochSecond() + rules.getOffset(instant).getTotalSeconds();
        return Math.floorDiv(local, SECONDS_PER_HOUR);
    }
}
