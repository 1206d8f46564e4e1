package dev.cleanup.retention;

import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepDaily;
import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static dev.cleanup.retention.RetentionPolicy.keepMonthly;
import static dev.cleanup.retention.RetentionPolicy.keepWeekly;
import static dev.cleanup.retention.RetentionPolicy.keepYearly;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Tells when a policy becomes slow by a power of its size, not by some percent: the bounds are ten times the targets, and of this thread's time
 * alone. See RetentionBenchmark for figures.
 */
class RetentionCostTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final long TEN_YEARS = Duration.ofDays(3_653).toSeconds();
    private static final int SIZE = 200_000;
    private static final String GROUP = "bot_type";
    private static final Rule PERIODIC =
            anyOf(keepLatest(100), keepDaily(90), keepWeekly(52), keepMonthly(60), keepYearly(10));
    private static final Rule PER_GROUP =
            anyOf(keepLatest(3).per(GROUP), keepDaily(14).per(GROUP));

    @Test
    void an_age_costs_less_than_a_microsecond_for_each_resource() {
        assertThat(cost(keepFor("90d"), resources(age -> age))).isLessThan(Duration.ofMillis(200));
    }

    @Test
    void periods_cost_less_than_15_microseconds_for_each_resource() {
        assertThat(cost(PERIODIC, resources(age -> age))).isLessThan(Duration.ofSeconds(3));
        assertThat(cost(PERIODIC.in(ZoneId.of("Europe/Berlin")), resources(age -> age)))
                .isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void groups_cost_less_than_15_microseconds_for_each_resource() {
        assertThat(cost(PER_GROUP, resources(age -> age))).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void dates_that_are_all_the_same_cost_no_more() {
        assertThat(cost(PERIODIC, resources(age -> 0))).isLessThan(Duration.ofSeconds(3));
        assertThat(cost(PERIODIC, resources(age -> age - age % 86_400))).isLessThan(Duration.ofSeconds(3));
    }

    private static List<Resource> resources(LongUnaryOperator rounding) {
        Random random = new Random(20_260_310);
        return IntStream.range(0, SIZE)
                .mapToObj(number -> Resource.of(
                                "bot-" + number, NOW.minusSeconds(rounding.applyAsLong(random.nextLong(TEN_YEARS))))
                        .tagged(GROUP, "type-" + random.nextInt(1_000)))
                .toList();
    }

    /** The least of a few, so that what the virtual machine does besides is left out. */
    private static Duration cost(RetentionPolicy policy, List<Resource> resources) {
        return IntStream.range(0, 4)
                .mapToObj(time -> once(policy, resources))
                .min(Duration::compareTo)
                .orElseThrow();
    }

    private static Duration once(RetentionPolicy policy, List<Resource> resources) {
        long before = THREADS.getCurrentThreadCpuTime();
        assertThat(policy.evaluate(resources, NOW).stream()
                        .filter(Verdict::kept)
                        .count())
                .isPositive();
        return Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - before);
    }
}
