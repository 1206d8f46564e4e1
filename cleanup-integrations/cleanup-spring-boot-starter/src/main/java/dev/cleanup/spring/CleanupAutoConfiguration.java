package dev.cleanup.spring;

import dev.cleanup.CleanupService;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;

/**
 * The service, of the properties {@code cleanup.*} and of beans, started when the application is up. A {@link CleanupService} bean of the
 * application takes its place and is started and closed in the same way. Off with {@code cleanup.enabled=false}.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
        })
@ConditionalOnBooleanProperty(prefix = CleanupProperties.PREFIX, name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(CleanupProperties.class)
public class CleanupAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @DependsOnDatabaseInitialization
    CleanupService cleanupService(CleanupProperties properties, BeanFactory beans) {
        return new ServiceSetup(properties, beans).build();
    }

    @Bean
    CleanupLifecycle cleanupLifecycle(CleanupService cleanup, ObjectProvider<OnStart> others) {
        return new CleanupLifecycle(cleanup, others.orderedStream().toList());
    }
}
