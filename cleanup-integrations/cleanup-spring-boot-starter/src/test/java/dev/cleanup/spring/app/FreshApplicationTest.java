package dev.cleanup.spring.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The starter in an application that knows nothing of it but three properties. */
class FreshApplicationTest {
    private static final String[] THREE_PROPERTIES = {
        "--cleanup.tables.bots.timestamp=deleted_at", "--cleanup.tables.bots.keep=7d", "--cleanup.interval=1s"
    };

    @Test
    void three_properties_show_the_page_and_clean_the_table() throws Exception {
        try (Running application = Running.start(Fresh.class, with(THREE_PROPERTIES, user("CLEANUP_VIEWER")))) {
            JdbcTemplate jdbc = application.bean(JdbcTemplate.class);
            await().untilAsserted(() -> assertThat(jdbc.queryForList("SELECT id FROM bots ORDER BY id", Integer.class))
                    .isEqualTo(List.of(2, 3)));

            assertThat(application.get("ann", "/cleanup/").body()).contains("<!doctype html>");
            assertThat(application.get("ann", "/cleanup/status").body()).contains("\"task\":\"bots\"", "every 1 s");
        }
    }

    @Test
    void spring_security_asks_who_it_is_before_the_page_does() throws Exception {
        try (Running application = Running.start(Fresh.class, with(THREE_PROPERTIES, user("CLEANUP_ADMIN")))) {
            assertThat(application.get("", "/cleanup/").statusCode()).isEqualTo(401);
            assertThat(application.get("bob", "/cleanup/").statusCode()).isEqualTo(401);
            // Spring's own protection stands in front of the page's until the application leaves the path out of it.
            assertThat(application.post("ann", "/cleanup/?dry_run=true").statusCode())
                    .isIn(401, 403);
        }
    }

    private static String[] user(String role) {
        return new String[] {
            "--spring.security.user.name=ann",
            "--spring.security.user.password=ann",
            "--spring.security.user.roles=" + role
        };
    }

    private static String[] with(String[] properties, String... more) {
        return Databases.h2(Stream.of(properties, more).flatMap(Arrays::stream).toArray(String[]::new));
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Fresh {}
}
