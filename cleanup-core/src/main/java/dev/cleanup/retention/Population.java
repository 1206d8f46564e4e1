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

    /** By whole seconds, which are sorted as numbers and so several times as fast as dates; then within each second. */
    private int[] sorted() {
        long[] keys = new long[size()];
        Arrays.setAll(keys, index -> seconds(index) << Integer.SIZE | index);
        Arrays.sort(keys);
        int[] order = Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
        int from = 0;
        for (int to = 1; to <= order.length; to++) {
            if (to == order.length || keys[to] >> Integer.SIZE != keys[from] >> Integer.SIZE) {
                sort(order, from, to);
                from = to;
            }
        }
        return order;
    }

    /** The age, in the upper half of a key; those of more than 68 years count as one second, which is then sorted by dates. */
    private long seconds(int index) {
        return Math.min(asOf.getEpochSecond() - since(index).getEpochSecond(), Integer.MAX_VALUE);
    }

    private void sort(int[] order, int from, int to) {
        if (to - from > 1) {
            Dated[] same = new Dated[to - from];
            Arrays.setAll(same, at -> dated(order[from + at]));
            Arrays.sort(same, Dated.NEWEST_FIRST);
            for (int at = from; at < to; at++) {
                order[at] = same[at - from].index();
            }
        }
    }

    private Dated dated(int index) {
        return new Dated(since(index), get(index).id(), index);
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

    /** The number of the hour since the epoch that each falls in by the clocks of the zone, from the newest to the oldest. */
    long[] localHours() {
        if (localHours == null) {
            localHours = hours();
        }
        return localHours;
    }

    long localHour(Instant instant) {
        return hour(instant, zone.getRules());
    }

    private long[] hours() {
        ZoneRules rules = zone.getRules();
        long[] hours = new long[size()];
        Arrays.setAll(hours, index -> hour(since(index), rules));
        return Arrays.stream(newestFirst()).mapToLong(index -> hours[index]).toArray();
    }

    private static long hour(Instant instant, ZoneRules rules) {
        long local = instant.getEpochSecond() + rules.getOffset(instant).getTotalSeconds();
        return Math.floorDiv(local, SECONDS_PER_HOUR);
    }
}
