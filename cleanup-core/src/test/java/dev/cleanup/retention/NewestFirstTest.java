package dev.cleanup.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewestFirstTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00.5Z");
    private static final Comparator<Resource> OLDEST_FIRST =
            Comparator.comparing(NewestFirstTest::since).thenComparing(Resource::id, CodePoints.ORDER);

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 1_000, 1_000_000, 1_000_000_000})
    void is_by_date_to_the_nanosecond_and_then_by_id(long secondsApart) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Resource> resources = resources(
                2_000, index -> NOW.minusSeconds(random.nextLong(secondsApart)).minusNanos(random.nextInt(4)));

        assertThat(order(resources, NOW)).as("seed %d", seed).isEqualTo(expected(resources));
    }

    @Test
    void is_by_id_when_all_have_one_date() {
        List<Resource> resources = resources(2_000, index -> NOW);

        assertThat(order(resources, NOW)).isEqualTo(expected(resources));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2040-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "+1000000000-12-31T23:59:59.999999999Z"})
    void ages_of_any_length_are_told_apart(Instant asOf) {
        List<Resource> resources = resources(2_000, index -> RetentionPolicy.EARLIEST.plusSeconds(index * 37L % 2_000));

        assertThat(order(resources, asOf)).isEqualTo(expected(resources));
    }

    @Test
    void of_none_is_none() {
        assertThat(order(List.of(), NOW)).isEmpty();
    }

    private static List<Resource> resources(int count, IntFunction<Instant> since) {
        return IntStream.range(0, count)
                .mapToObj(index -> Resource.of("id-" + index * 31 % count, since.apply(index)))
                .toList();
    }

    private static List<String> order(List<Resource> resources, Instant asOf) {
        int[] newestFirst = new Population(resources, asOf, ZoneOffset.UTC).newestFirst();
        return IntStream.of(newestFirst)
                .mapToObj(index -> resources.get(index).id())
                .toList();
    }

    private static List<String> expected(List<Resource> resources) {
        return resources.stream()
                .sorted(OLDEST_FIRST.reversed())
                .map(Resource::id)
                .toList();
    }

    private static Instant since(Resource resource) {
        return resource.since().orElseThrow();
    }
}
