package dev.cleanup.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleanup.CleanupServiceBuilder;
import dev.cleanup.RemovalLimit;
import dev.cleanup.RunRequest;
import dev.cleanup.schedule.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes a real service and fires the shipped alerts. */
@NeedsPrometheus
class PrometheusIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private final Shelf bots = new Shelf("expired-bots", 3);
    private final Shelf results = new Shelf("orphaned-results", 3);
    private final StuckScheduler scheduler = new StuckScheduler();

    private CleanupServiceBuilder setUp(CleanupServiceBuilder builder) {
        return builder.task(bots.task())
                .task(results.task(), RemovalLimit.items(2))
                .schedule(Schedule.every(Duration.ofHours(6)))
                .scheduler(scheduler);
    }

    private static void awaitFiring(Prometheus prometheus, String... alerts) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(prometheus.firing()).containsExactly(alerts));
    }

    @Test
    void alerts_fire_for_what_is_wrong_and_end_when_it_is_well() throws Exception {
        scheduler.next(Instant.now().plus(Duration.ofHours(1)));
        try (Scrape scrape = new Scrape();
                Readings readings = new Readings(scrape.registry, this::setUp);
                Prometheus prometheus = new Prometheus(directory, scrape.target())) {
            String never = "CleanupNoSuccess ";
            String notRun = "CleanupNothingHasRun ";
            awaitFiring(
                    prometheus,
                    never + "expired-bots",
                    never + "orphaned-results",
                    notRun + "expired-bots",
                    notRun + "orphaned-results");

            bots.broken = true;
            readings.service.run(RunRequest.execute());
            scheduler.next(Instant.now().minus(Duration.ofHours(1)));
            awaitFiring(
                    prometheus,
                    "CleanupBreakerOpen expired-bots",
                    "CleanupFailing expired-bots",
                    never + "expired-bots",
                    never + "orphaned-results",
                    "CleanupOverdue bots",
                    "CleanupRefused orphaned-results");

            bots.broken = false;
            results.things.clear();
            readings.service.run(RunRequest.execute());
            scheduler.next(Instant.now().plus(Duration.ofHours(1)));
            awaitFiring(prometheus);
        }
    }
}
