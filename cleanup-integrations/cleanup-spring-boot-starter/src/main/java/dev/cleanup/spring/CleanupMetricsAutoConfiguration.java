package dev.cleanup.spring;

import dev.cleanup.CleanupService;
import dev.cleanup.micrometer.CleanupMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** The service's metrics, where cleanup-micrometer and a registry are there. */
@AutoConfiguration(
        after = CleanupAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
        })
@ConditionalOnClass({CleanupMetrics.class, MeterRegistry.class})
@ConditionalOnBean(CleanupService.class)
@ConditionalOnSingleCandidate(MeterRegistry.class)
public class CleanupMetricsAutoConfiguration {

    /** A listener, and so part of the service. */
    @Bean
    @ConditionalOnMissingBean
    CleanupMetrics cleanupMetrics(MeterRegistry registry) {
        return new CleanupMetrics(registry);
    }

    @Bean
    OnStart cleanupMetricsBinding(CleanupMetrics metrics) {
        return metrics::bindTo;
    }
}
