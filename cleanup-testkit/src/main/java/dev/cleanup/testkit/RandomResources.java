package dev.cleanup.testkit;

import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Resources of all ages, with and without tags, some of them of the same age; the same seed gives the same ones. */
final class RandomResources {
    private static final List<String> TAGS = List.of("hold", "env", "owner", "type");
    private static final List<String> VALUES = List.of("", "prod", "test", "a");
    private static final int YEAR_IN_MINUTES = 366 * 24 * 60;
    private static final int WEEK_IN_MINUTES = 7 * 24 * 60;

    private final Random random;
    private final Instant asOf;

    RandomResources(long seed, Instant asOf) {
        this.random = new Random(seed);
        this.asOf = asOf;
    }

    /** Resources whose ages are known, and those of {@link #unknownAge}. */
    List<Resource> list(int dated) {
        List<Resource> resources = new ArrayList<>(unknownAge(asOf));
        Instant since = since();
        for (int i = 0; i < dated; i++) {
            since = random.nextInt(8) == 0 ? since : since();
            resources.add(random.nextInt(resources.size() + 1), tagged(Resource.of("resource-" + i, since)));
        }
        return List.copyOf(resources);
    }

    /** Every kind of date that says nothing about an age. */
    static List<Resource> unknownAge(Instant asOf) {
        return List.of(
                Resource.undated("undated"),
                Resource.of("epoch", Instant.EPOCH),
                Resource.of("epoch-in-a-zone", RetentionPolicy.EARLIEST.minusNanos(1)),
                Resource.of("year-1", Instant.parse("0001-01-01T00:00:00Z")),
                Resource.of("minus-infinity", Instant.MIN),
                Resource.of("a-moment-ahead", asOf.plusNanos(1)),
                Resource.of("infinity", Instant.MAX));
    }

    private Instant since() {
        int most = random.nextBoolean() ? WEEK_IN_MINUTES * 2 : YEAR_IN_MINUTES * 3;
        return asOf.minus(Duration.ofMinutes(random.nextInt(most)));
    }

    private Resource tagged(Resource resource) {
        return random.nextBoolean() ? resource : resource.tagged(any(TAGS), any(VALUES));
    }

    private String any(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
