package dev.cleanup.spring.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Who may do what, by the roles of Spring Security; below a context path. */
class RolesTest {
    private static final Running APPLICATION = Running.start(
            Secured.class,
            Databases.h2(
                    "--server.servlet.context-path=/shop",
                    "--cleanup.page.path=/ops/cleanup",
                    "--cleanup.page.environment=production",
                    "--cleanup.page.roles.operator=OPS",
                    "--cleanup.tables.bots.timestamp=deleted_at",
                    "--cleanup.tables.bots.keep=7d"));

    @AfterAll
    static void close() {
        APPLICATION.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'',       401, 401, 401",
        "nobody,   401, 401, 401",
        "viewer,   200, 403, 403",
        "operator, 200, 200, 403",
    })
    void each_role_may_do_its_own(String user, int status, int dryRun, int execute) throws Exception {
        assertThat(APPLICATION.get(user, "/shop/ops/cleanup/status").statusCode())
                .isEqualTo(status);
        assertThat(post(user, "?dry_run=true")).isEqualTo(dryRun);
        assertThat(post(user, "?dry_run=false")).isEqualTo(execute);
        assertThat(bots()).contains(2, 3);
    }

    @Test
    void an_admin_removes_what_is_due_and_the_history_says_who_it_was() throws Exception {
        assertThat(post("admin", "?dry_run=false")).isEqualTo(200);
        assertThat(bots()).containsExactly(2, 3);
        assertThat(APPLICATION.bean(CleanupService.class).latest(1))
                .extracting(CleanupRun::requestedBy)
                .containsExactly("admin");
    }

    @Test
    void a_request_from_another_site_is_refused_by_the_page_itself() throws Exception {
        assertThat(APPLICATION
                        .post("admin", "/shop/ops/cleanup/?dry_run=true", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void the_page_shows_its_environment() throws Exception {
        assertThat(APPLICATION.get("viewer", "/shop/ops/cleanup/status").body())
                .contains("\"environment\":\"production\"");
    }

    private static int post(String user, String query) throws IOException, InterruptedException {
        return APPLICATION.post(user, "/shop/ops/cleanup/" + query).statusCode();
    }

    private static List<Integer> bots() {
        return APPLICATION.bean(JdbcTemplate.class).queryForList("SELECT id FROM bots ORDER BY id", Integer.class);
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Secured {
        @Bean
        SecurityFilterChain security(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(all -> all.requestMatchers("/ops/cleanup/**")
                            .permitAll()
                            .anyRequest()
                            .denyAll())
                    .csrf(csrf -> csrf.ignoringRequestMatchers("/ops/cleanup/**"))
                    .httpBasic(Customizer.withDefaults())
                    .build();
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(
                    user("nobody", "USER"),
                    user("viewer", "CLEANUP_VIEWER"),
                    user("operator", "OPS"),
                    user("admin", "CLEANUP_ADMIN"));
        }

        private static UserDetails user(String name, String role) {
            return User.withUsername(name).password("{noop}" + name).roles(role).build();
        }
    }
}
