package dev.cleanup.examples.boot;

import dev.cleanup.CleanupTask;
import dev.cleanup.retention.RetentionPolicy;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** A notice board. What is cleaned stands in application.properties, and one task here. */
@SpringBootApplication(proxyBeanMethods = false)
public class BoardApplication {

    /** What is no table is a bean. */
    @Bean
    CleanupTask oldDrafts(Drafts drafts) {
        return CleanupTask.ofResources("drafts", drafts::list, RetentionPolicy.keepFor("30d"), drafts::remove);
    }

    /** The page protects itself against other sites, so Spring's tokens, which it does not know, are not asked for. */
    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/cleanup/**")
                        .hasAnyRole("CLEANUP_VIEWER", "CLEANUP_OPERATOR", "CLEANUP_ADMIN")
                        .anyRequest()
                        .authenticated())
                .csrf(csrf -> csrf.ignoringRequestMatchers("/cleanup/**"))
                .formLogin(Customizer.withDefaults())
                .httpBasic(Customizer.withDefaults())
                .build();
    }

    public static void main(String[] arguments) {
        SpringApplication.run(BoardApplication.class, arguments);
    }
}
