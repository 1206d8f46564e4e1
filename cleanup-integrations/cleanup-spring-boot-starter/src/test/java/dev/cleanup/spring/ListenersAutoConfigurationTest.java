package dev.cleanup.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.RunRequest;
import dev.cleanup.alerts.Alert;
import dev.cleanup.alerts.AlertChannel;
import dev.cleanup.alerts.CleanupAlerts;
import dev.cleanup.micrometer.CleanupMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Metrics and alerts: there when what they need is there. */
class ListenersAutoConfigurationTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    CleanupAutoConfiguration.class,
                    CleanupMetricsAutoConfiguration.class,
                    CleanupAlertsAutoConfiguration.class))
            .withBean("stuck", CleanupTask.class, () -> Tasks.stuck("stuck", 2));
    private final ApplicationContextRunner measured =
            application.withBean("registry", MeterRegistry.class, () -> registry);

    @Test
    void runs_are_measured_in_the_registry_and_no_longer_when_the_application_ends() {
        measured.run(context -> {
            context.getBean(CleanupService.class).run(RunRequest.execute());
            assertThat(registry.get("cleanup.items")
                            .tags("task", "stuck", "outcome", "failed")
                            .counter()
                            .count())
                    .isEqualTo(2);
        });
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void nothing_is_measured_without_one_registry_the_module_or_the_service() {
        application.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("cleanupMetrics"));
        measured.withBean("other", MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("cleanupMetrics"));
        measured.withClassLoader(new FilteredClassLoader(CleanupMetrics.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("cleanupMetrics"));
        measured.withPropertyValues("cleanup.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("cleanupMetrics"));
    }

    @Test
    void metrics_of_ones_own_take_their_place() {
        CleanupMetrics own = new CleanupMetrics(registry);
        measured.withBean("own", CleanupMetrics.class, () -> own).run(context -> {
            assertThat(context.getBean(CleanupMetrics.class)).isSameAs(own);
            assertThat(registry.find("cleanup.overdue").gauge()).isNotNull();
        });
    }

    @Test
    void alerts_that_are_a_bean_watch_the_service() {
        Told told = new Told();
        application
                .withBean(
                        CleanupAlerts.class,
                        () -> CleanupAlerts.builder().to(told).build())
                .run(context -> {
                    context.getBean(CleanupService.class).run(RunRequest.execute());
                    await().untilAsserted(() ->
                            assertThat(told.alerts).extracting(Alert::task).contains(Optional.of("stuck")));
                });
    }

    @Test
    void there_are_no_alerts_without_a_bean_or_the_module() {
        application.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("cleanupAlertsWatch"));
        application
                .withClassLoader(new FilteredClassLoader(CleanupAlerts.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("cleanupAlertsWatch"));
    }

    private static final class Told implements AlertChannel {
        private final List<Alert> alerts = new CopyOnWriteArrayList<>();

        @Override
        public void send(Alert alert) {
            alerts.add(alert);
        }
    }
}
