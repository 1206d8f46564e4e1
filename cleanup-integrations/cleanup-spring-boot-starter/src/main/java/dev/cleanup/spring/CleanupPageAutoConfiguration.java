package dev.cleanup.spring;

import dev.cleanup.CleanupService;
import dev.cleanup.ConfigurationException;
import dev.cleanup.servlet.Authenticator;
import dev.cleanup.servlet.CleanupServlet;
import dev.cleanup.spring.CleanupProperties.Page;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The page and its API, where there is somebody to say who may come in. Off with {@code cleanup.page.enabled=false}. */
@AutoConfiguration(after = CleanupSecurityAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(prefix = CleanupProperties.PREFIX, name = "page.enabled", matchIfMissing = true)
@ConditionalOnBean(CleanupService.class)
public class CleanupPageAutoConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(CleanupPageAutoConfiguration.class);
    private static final String PATH_FORM = "(/[A-Za-z0-9._~-]+)+";

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(Authenticator.class)
    static class Mounted {

        @Bean
        @ConditionalOnMissingBean(value = CleanupServlet.class, parameterizedContainer = ServletRegistrationBean.class)
        ServletRegistrationBean<CleanupServlet> cleanupPage(
                CleanupProperties properties, CleanupService cleanup, Authenticator authenticator) {
            Page page = properties.page();
            CleanupServlet.Builder servlet =
                    CleanupServlet.builder(cleanup).authenticator(authenticator).readOnly(page.readOnly());
            Property.set("cleanup.page.environment", page.environment(), servlet::environment);
            Property.set("cleanup.page.confirm-above", page.confirmAbove(), servlet::confirmAbove);
            ServletRegistrationBean<CleanupServlet> registration =
                    new ServletRegistrationBean<>(servlet.build(), path(page.path()) + "/*");
            registration.setName("cleanup");
            return registration;
        }

        private static String path(String given) {
            if (!given.matches(PATH_FORM)) {
                throw new ConfigurationException(
                        "cleanup.page.path",
                        given,
                        "accepted is a path with a slash before it and none behind, such as /cleanup");
            }
            return given;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(Authenticator.class)
    static class NotMounted {
        NotMounted() {
            LOG.info(
                    "cleanup: the page is not mounted, since nobody says who may see it: add Spring Security or an Authenticator bean");
        }
    }
}
