package dev.cleanup.spring.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.RunRequest;
import dev.cleanup.spring.Tasks;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** What Spring Boot's actuator shows. */
class ActuatorTest {
    private static final String[] SHOWN = {
        "--management.endpoints.web.exposure.include=health,metrics",
        "--management.endpoint.health.show-details=always",
        "--cleanup.interval=1h"
    };

    @Test
    void health_is_up_until_the_cleanup_does_not_work() throws Exception {
        try (Running application = Running.start(Open.class, Databases.h2(SHOWN))) {
            HttpResponse<String> fine = application.get("", "/actuator/health/cleanup");
            assertThat(fine.statusCode()).isEqualTo(200);
            assertThat(fine.body()).contains("\"status\":\"UP\"", "\"service\":\"cleanup\"", "\"nextRun\":");

            CleanupRun run = application.bean(CleanupService.class).run(RunRequest.execute());
            HttpResponse<String> stuck = application.get("", "/actuator/health/cleanup");
            assertThat(stuck.statusCode()).isEqualTo(503);
            assertThat(stuck.body())
                    .contains(
                            "\"status\":\"DOWN\"", "\"kind\":\"FAILED\"", "\"task\":\"stuck\"", "\"run\":\"" + run.id())
                    .doesNotContain("secret");
            assertThat(application.get("", "/actuator/health").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void health_shows_what_a_person_has_to_decide_and_stays_up() throws Exception {
        String[] limited = {
            SHOWN[0], SHOWN[1], SHOWN[2], "--cleanup.removal-limit.items=1", "--cleanup.removal-limit.share=0"
        };
        try (Running application = Running.start(Open.class, Databases.h2(limited))) {
            application.bean(CleanupService.class).run(RunRequest.execute());
            HttpResponse<String> refused = application.get("", "/actuator/health/cleanup");
            assertThat(refused.statusCode()).isEqualTo(200);
            assertThat(refused.body()).contains("\"status\":\"UP\"", "\"kind\":\"REFUSED\"", "\"task\":\"stuck\"");
        }
    }

    @Test
    void health_is_down_when_the_history_cannot_be_read_and_holds_nothing_of_why() throws Exception {
        try (Running application = Running.start(Open.class, Databases.h2(SHOWN))) {
            application.bean(FaultyHistory.class).fail();
            HttpResponse<String> health = application.get("", "/actuator/health/cleanup");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("cannot be read").doesNotContain("secret");
        }
    }

    @Test
    void health_can_be_switched_off() throws Exception {
        String[] off = {SHOWN[0], "--management.health.cleanup.enabled=false"};
        try (Running application = Running.start(Open.class, Databases.h2(off))) {
            assertThat(application.get("", "/actuator/health/cleanup").statusCode())
                    .isEqualTo(404);
            assertThat(application.get("", "/actuator/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void metrics_are_there() throws Exception {
        try (Running application = Running.start(Open.class, Databases.h2(SHOWN))) {
            application.bean(CleanupService.class).run(RunRequest.execute());
            assertThat(application
                            .get("", "/actuator/metrics/cleanup.items?tag=outcome:failed")
                            .body())
                    .contains("\"value\":2");
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Open {
        @Bean
        FaultyHistory history() {
            return new FaultyHistory();
        }

        @Bean
        CleanupTask stuck() {
            return Tasks.stuck("stuck", 2);
        }

        @Bean
        SecurityFilterChain open(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(all -> all.anyRequest().permitAll())
                    .build();
        }
    }
}
