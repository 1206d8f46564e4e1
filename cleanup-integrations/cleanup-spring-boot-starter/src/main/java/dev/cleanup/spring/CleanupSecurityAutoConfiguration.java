package dev.cleanup.spring;

import dev.cleanup.CleanupService;
import dev.cleanup.servlet.Authenticator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.context.SecurityContextHolder;

/** Lets in whoever Spring Security knows, by roles, where its filters stand in front of the application and nobody else is asked. */
@AutoConfiguration(
        after = CleanupAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(SecurityContextHolder.class)
@ConditionalOnBean(value = CleanupService.class, name = CleanupSecurityAutoConfiguration.FILTERS)
public class CleanupSecurityAutoConfiguration {
    /** The bean that Spring Security's filters are. */
    static final String FILTERS = "springSecurityFilterChain";

    @Bean
    @ConditionalOnMissingBean
    Authenticator cleanupAuthenticator(CleanupProperties properties) {
        return new SpringSecurityAuthenticator(properties.page().roles());
    }
}
