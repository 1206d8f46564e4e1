package dev.cleanup.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Registers meters and takes all of them out again. */
final class Registration {
    private static final double MILLIS = Duration.ofSeconds(1).toMillis();

    private final MeterRegistry registry;
    private final List<Meter> meters = new ArrayList<>();

    Registration(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Seconds since 1970. */
    static double seconds(Instant instant) {
        return instant.toEpochMilli() / MILLIS;
    }

    Counter counter(String name, Tags tags, String description) {
        return kept(Counter.builder(name).tags(tags).description(description).register(registry));
    }

    Timer timer(String name, Tags tags, String description) {
        return kept(Timer.builder(name).tags(tags).description(description).register(registry));
    }

    void gauge(String name, Tags tags, String description, Supplier<Number> value) {
        kept(Gauge.builder(name, value).tags(tags).description(description).register(registry));
    }

    /** 1 for yes and 0 for no. */
    void flag(String name, Tags tags, String description, BooleanSupplier value) {
        gauge(name, tags, description, () -> value.getAsBoolean() ? 1 : 0);
    }

    /** Seconds, which a registry shows in its own unit of time. */
    void timestamp(String name, Tags tags, String description, Supplier<Number> value) {
        kept(TimeGauge.builder(name, value, TimeUnit.SECONDS)
                .tags(tags)
                .description(description)
                .register(registry));
    }

    private <T extends Meter> T kept(T meter) {
        meters.add(meter);
        return meter;
    }

    void close() {
        meters.forEach(registry::remove);
    }
}
