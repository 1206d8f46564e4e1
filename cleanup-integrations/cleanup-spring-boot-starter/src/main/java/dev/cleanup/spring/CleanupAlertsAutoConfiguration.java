package dev.cleanup.spring;

import dev.cleanup.CleanupService;
import dev.cleanup.alerts.CleanupAlerts;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Lets the application's {@link CleanupAlerts} watch the service; there are none without a bean. */
@AutoConfiguration(after = CleanupAutoConfiguration.class)
@ConditionalOnClass(CleanupAlerts.class)
@ConditionalOnBean({CleanupService.class, CleanupAlerts.class})
public class CleanupAlertsAutoConfiguration {

    @Bean
    OnStart cleanupAlertsWatch(ObjectProvider<CleanupAlerts> alerts) {
        return cleanup -> alerts.forEach(each -> each.watch(cleanup));
    }
}
