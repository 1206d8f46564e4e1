package dev.cleanup.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleanup.CleanupService;
import dev.cleanup.CleanupServiceBuilder;
import dev.cleanup.history.HistoryStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A real service with metrics, and what its registry says. */
final class Readings implements AutoCloseable {
    final MeterRegistry registry;
    final CleanupService service;
    final CleanupMetrics metrics;

    Readings(MeterRegistry registry, UnaryOperator<CleanupServiceBuilder> setup) {
        this.registry = registry;
        this.metrics = new CleanupMetrics(registry, Duration.ofMillis(100));
        CleanupServiceBuilder builder =
                CleanupService.builder().name("bots").retry(2, Duration.ofMillis(1), Duration.ofMillis(2));
        this.service = setup.apply(builder).listener(metrics).build();
        metrics.bindTo(service);
    }

    static Readings of(UnaryOperator<CleanupServiceBuilder> setup) {
        return new Readings(new SimpleMeterRegistry(), setup);
    }

    static Readings of(HistoryStore history, Shelf... shelves) {
        return of(builder -> {
            for (Shelf shelf : shelves) {
                builder.task(shelf.task());
            }
            return builder.history(history);
        });
    }

    static Readings of(Shelf... shelves) {
        return of(HistoryStore.inMemory(), shelves);
    }

    double service(String gauge) {
        return registry.get(gauge).tag("service", "bots").gauge().value();
    }

    double task(String gauge, String task) {
        return registry.get(gauge).tags("service", "bots", "task", task).gauge().value();
    }

    double count(String counter, String task, String outcome) {
        return registry.get(counter)
                .tags("service", "bots", "task", task, "outcome", outcome)
                .counter()
                .count();
    }

    /** Gauges are read a moment after the run. */
    void awaitTask(String gauge, String task, double value) {
        await().untilAsserted(() -> assertThat(task(gauge, task)).isEqualTo(value));
    }

    @Override
    public void close() {
        metrics.close();
        service.close();
    }
}
