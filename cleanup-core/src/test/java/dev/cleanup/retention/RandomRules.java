package dev.cleanup.retention;

import static dev.cleanup.retention.Judging.at;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Random rules over random resources, crowded where calendars and clocks change. To repeat a failure: {@code -Dcleanup.seed=…}. */
final class RandomRules {
    static final Instant NOW = at("2026-03-31T12:00Z");

    static final List<ZoneId> ZONES = Stream.of(
                    "Z",
                    "Europe/Berlin",
                    "America/Sao_Paulo",
                    "Asia/Kathmandu",
                    "Australia/Lord_Howe",
                    "Pacific/Apia",
                    "Pacific/Chatham",
                    "America/St_Johns")
            .map(ZoneId::of)
            .toList();

    /** Ends of months, years, weeks; changes of clocks in the zones above; a day that Samoa left out; midnight that came twice. */
    private static final List<Instant> EDGES = Stream.of(
                    "2026-03-01T00:00Z",
                    "2026-03-29T01:00Z",
                    "2026-03-31T12:00Z",
                    "2026-01-01T00:00Z",
                    "2025-10-26T01:00Z",
                    "2025-04-05T15:00Z",
                    "2025-10-04T15:30Z",
                    "2024-03-01T00:00Z",
                    "2024-02-29T00:00Z",
                    "2021-01-04T00:00Z",
                    "2020-12-28T00:00Z",
                    "2018-02-18T02:00Z",
                    "2018-11-04T03:00Z",
                    "2011-12-30T10:00Z",
                    "2010-11-07T02:31Z",
                    "2010-03-14T03:31Z")
            .map(Judging::at)
            .toList();

    private static final List<String> TAGS = List.of("hold", "env", "owner");

    private final long seed = Long.getLong("cleanup.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @Override
    public String toString() {
        return "seed " + seed;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T one(List<T> of) {
        return of.get(below(of.size()));
    }

    ZoneId zone() {
        return one(ZONES);
    }

    /** At an edge, or up to some minutes, hours, days or months around it. */
    Instant instant() {
        int most = one(List.of(1, 3, 90, 1_500, 5_000, 100_000));
        Instant near = one(EDGES).plus(Duration.ofMinutes(below(2 * most) - (long) most));
        return below(4) == 0 ? near.plusNanos(below(3) - 1L) : near;
    }

    Span span() {
        long months = below(3) == 0 ? 0 : below(40);
        Duration rest = months > 0 && below(2) == 0 ? Duration.ZERO : Duration.ofMinutes(1L + below(90_000));
        return new Span(months, rest);
    }

    /** Any rule or, down to a depth, combination of rules. */
    Rule rule(int depth) {
        return switch (below(depth > 0 ? 10 : 8)) {
            case 0 -> new KeepFor(span());
            case 1 -> new KeepWithin(span(), per());
            case 2 -> new KeepLatest(count(), per());
            case 3 -> new KeepPeriodic(every(), count(), per());
            case 4 -> new KeepPeriodicFor(every(), span(), per());
            case 5 -> tagged();
            case 6 -> new KeepUntil(NOW.plus(Duration.ofMinutes(below(3) - 1L)));
            case 7 -> new KeepWhere(resource -> resource.id().hashCode() % 3 == 0, "a third");
            case 8 -> new AnyOf(rules(depth - 1));
            default -> new AllOf(rules(depth - 1));
        };
    }

    List<RetentionPolicy> rules(int depth) {
        return some(2 + below(2), () -> rule(depth));
    }

    Every every() {
        return one(List.of(Every.values()));
    }

    int count() {
        return below(8) == 0 ? RetentionPolicy.UNLIMITED : 1 + below(5);
    }

    List<String> per() {
        return below(2) == 0 ? List.of() : some(1 + below(2), () -> one(TAGS));
    }

    private Rule tagged() {
        return new KeepTagged(some(1 + below(2), () -> new KeepTagged.Tag(one(TAGS), some(below(3), this::value))));
    }

    <T> List<T> some(int count, Supplier<T> each) {
        return new ArrayList<>(
                IntStream.range(0, count).mapToObj(i -> each.get()).toList());
    }

    /** Up to so many; a few without a trusted date, some at the same date. */
    List<Resource> resources(int most) {
        List<Resource> resources = new ArrayList<>();
        for (int index = below(most + 1); index > 0; index--) {
            boolean again = !resources.isEmpty() && below(5) == 0;
            resources.add(again ? same(index, one(resources)) : resource(index));
        }
        return resources;
    }

    private static Resource same(int index, Resource other) {
        return new Resource("r" + index, "", other.since(), other.event(), other.tags());
    }

    private Resource resource(int index) {
        String id = one(List.of("r", "R", "é", "\uFB01", "\uD83D\uDE00")) + index;
        Resource resource = below(20) == 0 ? Resource.undated(id) : Resource.of(id, instant());
        while (below(2) == 0) {
            resource = resource.tagged(one(TAGS), value());
        }
        return resource;
    }

    private String value() {
        return one(List.of("", "a", "b"));
    }
}
