package dev.cleanup.spring;

import dev.cleanup.CleanupService;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The service's health, under the name {@code cleanup}, on Spring Boot 3. Off with {@code management.health.cleanup.enabled=false}. */
@AutoConfiguration(after = CleanupAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnEnabledHealthIndicator("cleanup")
@ConditionalOnBean(CleanupService.class)
public class CleanupBoot3HealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "cleanupHealthIndicator")
    HealthIndicator cleanupHealthIndicator(CleanupService cleanup) {
        return () -> {
            HealthReport report = HealthReport.of(cleanup);
            Health.Builder health = report.up() ? Health.up() : Health.down();
            return health.withDetails(report.details()).build();
        };
    }
}
