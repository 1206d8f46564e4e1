package dev.cleanup.examples.spring;

import dev.cleanup.CleanupService;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.schedule.Schedule;
import dev.cleanup.servlet.Authenticator;
import dev.cleanup.servlet.BearerTokens;
import dev.cleanup.servlet.CleanupServlet;
import dev.cleanup.servlet.Role;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextClosedEvent;

/** A shop whose carts pile up. Starts with {@code cleanup.token=…} set. */
@SpringBootApplication(proxyBeanMethods = false)
public class ShopApplication {

    @Bean(initMethod = "start")
    CleanupService cleanup(Carts carts) {
        return CleanupService.builder()
                .task(carts.task(RetentionPolicy.keepFor("30d")))
                .schedule(Schedule.every(Duration.ofHours(6)))
                .build();
    }

    /** Before the web server stops, so that whoever waits for a run gets its answer. */
    @Bean
    ApplicationListener<ContextClosedEvent> end(CleanupService cleanup) {
        return closed -> cleanup.close();
    }

    @Bean
    Authenticator operators(@Value("${cleanup.token}") String token) {
        return BearerTokens.builder().token("on-call", Role.ADMIN, token).build();
    }

    @Bean
    ServletRegistrationBean<CleanupServlet> cleanupPage(CleanupService cleanup, Authenticator operators) {
        CleanupServlet servlet =
                CleanupServlet.builder(cleanup).authenticator(operators).build();
        return new ServletRegistrationBean<>(servlet, "/cleanup/*");
    }

    public static void main(String[] arguments) {
        SpringApplication.run(ShopApplication.class, arguments);
    }
}
