package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.ADMIN;
import static dev.cleanup.servlet.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What goes out with every answer, and what never does. */
class HeadersTest {

    @Test
    void every_answer_has_the_same_protection() {
        Shelf shelf = Shelf.withOld(1);
        try (CleanupService service =
                        CleanupService.builder().task(shelf.task("shelf")).build();
                Server server = new Server(service);
                Server faulty = new Server(new FaultyOperations(IllegalStateException::new))) {
            List<Reply> replies = List.of(
                    server.send("GET", "/status", ADMIN),
                    server.send("HEAD", "/status", ADMIN),
                    server.send("POST", "", ADMIN, "Origin", "https://evil.example", "Cookie", "JSESSIONID=x"),
                    server.send("POST", "?dry_run=x", ADMIN),
                    server.send("GET", "/status"),
                    server.send("POST", "", VIEWER),
                    server.send("GET", "/nothing", ADMIN),
                    server.send("OPTIONS", "", ADMIN, "Origin", "https://evil.example"),
                    faulty.send("GET", "/status", ADMIN));
            assertThat(replies).extracting(Reply::status).containsExactly(200, 200, 403, 400, 401, 403, 404, 405, 500);
            for (Reply reply : replies) {
                assertThat(reply.header("Content-Type")).matches("(?i)application/(problem\\+)?json; ?charset=utf-8");
                assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
                assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
                assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
                assertThat(reply.header("Content-Security-Policy"))
                        .isEqualTo("default-src 'none'; frame-ancestors 'none'");
                assertThat(reply.headers().map().keySet())
                        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"))
                        .doesNotContain("set-cookie", "Set-Cookie");
            }
        }
    }

    @Test
    void every_error_is_a_problem_with_the_status_it_has() {
        try (Server server = new Server(new FaultyOperations(IllegalStateException::new))) {
            for (Reply reply : List.of(
                    server.send("POST", "?dry_run=x", ADMIN),
                    server.send("GET", "/status"),
                    server.send("POST", "", VIEWER),
                    server.send("GET", "/nothing", ADMIN),
                    server.send("DELETE", "", ADMIN),
                    server.send("POST", "", ADMIN))) {
                assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
                assertThat(reply.json().getString("type")).isEqualTo("about:blank");
                assertThat(reply.json().getInt("status")).isEqualTo(reply.status());
                assertThat(reply.json().getString("title")).isNotBlank();
                assertThat(reply.json().getString("detail")).isNotBlank();
            }
        }
    }
}
