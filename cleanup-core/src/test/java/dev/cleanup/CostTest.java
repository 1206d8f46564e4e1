package dev.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.schedule.Schedule;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CostTest {
    private static final long MOST_MILLIS = 50;

    @Test
    void building_a_service_with_two_tasks_costs_less_than_50_milliseconds() {
        build();
        long best = IntStream.range(0, 20).mapToLong(i -> build()).min().orElseThrow();

        assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(MOST_MILLIS));
    }

    private static long build() {
        long before = System.nanoTime();
        CleanupService service = CleanupService.builder()
                .task(FakeTask.of("bots", 0))
                .task(FakeTask.of("results", 0))
                .schedule(Schedule.every(Duration.ofHours(6)))
                .build();
        long nanos = System.nanoTime() - before;
        service.close();
        return nanos;
    }
}
