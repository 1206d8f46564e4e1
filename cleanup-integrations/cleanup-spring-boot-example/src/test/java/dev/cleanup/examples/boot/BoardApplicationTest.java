package dev.cleanup.examples.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The example as it stands, with a log-in. */
class BoardApplicationTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext application = SpringApplication.run(
            BoardApplication.class,
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--spring.main.banner-mode=off",
            "--spring.datasource.generate-unique-name=true",
            "--spring.security.user.name=ann",
            "--spring.security.user.password=secret",
            "--spring.security.user.roles=CLEANUP_ADMIN",
            // Takes Failsafe's one timer thread for a leak.
            "--logging.level.org.apache.catalina.loader=error");
    private final JdbcTemplate jdbc = application.getBean(JdbcTemplate.class);

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void this_is_spring_boot_4() {
        assertThat(SpringBootVersion.getVersion()).startsWith("4.0.");
    }

    @Test
    void an_operator_removes_what_is_due_of_tables_and_drafts() throws Exception {
        jdbc.update("""
                INSERT INTO notices VALUES
                    (1, 'flea market', FALSE, CURRENT_TIMESTAMP - INTERVAL '8' DAY),
                    (2, 'lost cat', TRUE, CURRENT_TIMESTAMP - INTERVAL '8' DAY),
                    (3, 'piano', FALSE, NULL)""");
        jdbc.update("""
                INSERT INTO notice_replies VALUES
                    (1, 3, CURRENT_TIMESTAMP - INTERVAL '1' DAY), (2, 9, CURRENT_TIMESTAMP - INTERVAL '1' DAY)""");
        Drafts drafts = application.getBean(Drafts.class);
        drafts.touch("old", Instant.now().minus(Duration.ofDays(40)));
        drafts.touch("new", Instant.now());

        HttpResponse<String> run = send(
                true, "/cleanup/?dry_run=false", HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.noBody()));

        assertThat(run.body()).contains("\"status\":\"SUCCEEDED\"");
        assertThat(jdbc.queryForList("SELECT id FROM notices ORDER BY id", Integer.class))
                .containsExactly(2, 3);
        assertThat(jdbc.queryForList("SELECT id FROM notice_replies", Integer.class))
                .containsExactly(1);
        assertThat(drafts.ids()).containsExactly("new");
        assertThat(get(true, "/actuator/health/cleanup").body()).contains("\"status\":\"UP\"");
        assertThat(get(true, "/actuator/metrics/cleanup.items?tag=outcome:removed")
                        .body())
                .contains("\"value\":3");
    }

    @Test
    void strangers_see_nothing() throws Exception {
        assertThat(get(false, "/cleanup/").statusCode()).isIn(302, 401);
        assertThat(get(false, "/cleanup/status").statusCode()).isIn(302, 401);
    }

    /** Spring 7 pauses a context whose tests wait for their turn, and goes on with it later. */
    @Test
    void a_context_that_was_paused_goes_on() {
        application.pause();
        application.restart();
        CleanupService cleanup = application.getBean(CleanupService.class);
        assertThat(cleanup.status().nextRun()).isPresent();
        assertThat(cleanup.run(RunRequest.dryRun()).tasks()).hasSize(3);
    }

    private HttpResponse<String> get(boolean known, String path) throws Exception {
        return send(known, path, HttpRequest.newBuilder().GET());
    }

    private HttpResponse<String> send(boolean known, String path, HttpRequest.Builder request) throws Exception {
        String port = application.getEnvironment().getProperty("local.server.port");
        request.uri(URI.create("http://127.0.0.1:" + port + path));
        if (known) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString("ann:secret".getBytes(StandardCharsets.US_ASCII)));
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
