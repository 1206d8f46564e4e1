package dev.cleanup.benchmarks;

import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepDaily;
import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static dev.cleanup.retention.RetentionPolicy.keepMonthly;
import static dev.cleanup.retention.RetentionPolicy.keepWeekly;
import static dev.cleanup.retention.RetentionPolicy.keepYearly;

import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.retention.Rule;
import dev.cleanup.retention.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Policies over resources of the last ten years, in memory, on one thread. What is timed is {@link RetentionPolicy#evaluate} and a look at
 * each verdict.
 *
 * <p>The dates are in random order, but for {@link #periodicOfSorted}: there they come newest first, so that the sort has nothing to do and
 * what remains is the time after it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RetentionBenchmark {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Duration HISTORY = Duration.ofDays(3_653);
    private static final int GROUPS = 1_000;
    private static final String GROUP = "bot_type";

    private static final RetentionPolicy AGE = keepFor("90d");
    private static final RetentionPolicy LATEST = keepLatest(100);
    private static final Rule PERIODIC =
            anyOf(keepLatest(100), keepDaily(90), keepWeekly(52), keepMonthly(60), keepYearly(10));
    private static final RetentionPolicy PERIODIC_IN_BERLIN = PERIODIC.in(ZoneId.of("Europe/Berlin"));
    private static final RetentionPolicy PERIODIC_PER_GROUP = anyOf(
            keepLatest(3).per(GROUP),
            keepDaily(14).per(GROUP),
            keepWeekly(8).per(GROUP),
            keepMonthly(12).per(GROUP),
            keepYearly(3).per(GROUP));

    @Param({"250000", "500000", "1000000", "2000000"})
    public int size;

    private List<Resource> shuffled = List.of();
    private List<Resource> sorted = List.of();

    @Setup
    public void fill() {
        Random random = new Random(20_260_310);
        long[] ages = random.longs(size, 0, HISTORY.toMillis()).toArray();
        shuffled = resources(ages, random);
        Arrays.sort(ages);
        sorted = resources(ages, random);
    }

    private static List<Resource> resources(long[] ages, Random random) {
        List<Resource> resources = new ArrayList<>(ages.length);
        for (long age : ages) {
            resources.add(Resource.of("bot-" + resources.size(), NOW.minusMillis(age))
                    .tagged(GROUP, "type-" + random.nextInt(GROUPS)));
        }
        return resources;
    }

    @Benchmark
    public int age() {
        return kept(AGE, shuffled);
    }

    @Benchmark
    public int latest() {
        return kept(LATEST, shuffled);
    }

    @Benchmark
    public int periodic() {
        return kept(PERIODIC, shuffled);
    }

    @Benchmark
    public int periodicOfSorted() {
        return kept(PERIODIC, sorted);
    }

    @Benchmark
    public int periodicInBerlin() {
        return kept(PERIODIC_IN_BERLIN, shuffled);
    }

    @Benchmark
    public int periodicPerGroup() {
        return kept(PERIODIC_PER_GROUP, shuffled);
    }

    private static int kept(RetentionPolicy policy, List<Resource> resources) {
        int kept = 0;
        for (Verdict verdict : policy.evaluate(resources, NOW)) {
            if (verdict.kept()) {
                kept++;
            }
        }
        return kept;
    }
}
