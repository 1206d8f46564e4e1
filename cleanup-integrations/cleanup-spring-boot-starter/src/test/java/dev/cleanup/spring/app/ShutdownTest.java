package dev.cleanup.spring.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.Removal;
import dev.cleanup.RunStatus;
import dev.cleanup.history.HistoryStore;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.servlet.Authenticator;
import dev.cleanup.servlet.Caller;
import dev.cleanup.servlet.Role;
import dev.cleanup.spring.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** What becomes of a run that is under way when the application ends. */
class ShutdownTest {

    @Test
    void the_run_is_stopped_while_the_database_and_the_web_server_are_still_there() throws Exception {
        Running application = Running.start(Busy.class, Databases.h2());
        HistoryStore history = application.bean(HistoryStore.class);
        CompletableFuture<String> answer = application.posted("/cleanup/?dry_run=false");
        assertThat(application.bean(CountDownLatch.class).await(30, TimeUnit.SECONDS))
                .isTrue();

        application.close();

        assertThat(history.latest(1)).singleElement().satisfies(run -> {
            assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
            assertThat(run.task("bots").orElseThrow().tally().removed()).isEqualTo(1);
        });
        assertThat(answer.get(30, TimeUnit.SECONDS)).contains("\"status\":\"STOPPED\"");
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Busy {
        @Bean
        CountDownLatch removing() {
            return new CountDownLatch(1);
        }

        @Bean
        HistoryStore history() {
            return HistoryStore.inMemory();
        }

        /** Removes its one item when the end has begun. */
        @Bean
        @Order(1)
        CleanupTask bots(CountDownLatch removing, JdbcTemplate jdbc, ObjectProvider<CleanupService> cleanup) {
            List<Resource> due = List.of(Resource.of("1", Instant.now().minus(Duration.ofDays(8))));
            return CleanupTask.ofResources("bots", () -> due, RetentionPolicy.keepFor("7d"), bot -> {
                removing.countDown();
                await().until(() -> isStopping(cleanup.getObject()));
                jdbc.update("DELETE FROM bots WHERE id = ?", Integer.valueOf(bot.id()));
                return Removal.removed();
            });
        }

        @Bean
        @Order
        CleanupTask later() {
            return Tasks.idle("later");
        }

        private static boolean isStopping(CleanupService cleanup) {
            return cleanup.status()
                    .current()
                    .filter(run -> run.status() == RunStatus.STOPPING)
                    .isPresent();
        }

        @Bean
        Authenticator anybody() {
            return request -> Optional.of(new Caller("anybody", Role.ADMIN));
        }

        @Bean
        SecurityFilterChain open(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(all -> all.anyRequest().permitAll())
                    .csrf(csrf -> csrf.disable())
                    .build();
        }
    }
}
