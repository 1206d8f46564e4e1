package dev.cleanup.alerts;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupServiceBuilder;
import dev.cleanup.RunRequest;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A real service with alerts. */
final class Watched implements AutoCloseable {
    final CleanupService service;
    final CleanupAlerts alerts;

    Watched(CleanupAlertsBuilder settings, UnaryOperator<CleanupServiceBuilder> setup) {
        alerts = settings.checkEvery(Duration.ofMillis(100)).build();
        CleanupServiceBuilder builder =
                CleanupService.builder().name("bots").retry(1, Duration.ofMillis(1), Duration.ofMillis(2));
        service = setup.apply(builder).listener(alerts).build();
        alerts.watch(service);
    }

    CleanupRun execute() {
        return service.run(RunRequest.execute());
    }

    /** Whatever is to be told has been told after this. */
    @Override
    public void close() {
        service.close();
        alerts.close();
    }
}
