package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.ADMIN;
import static dev.cleanup.servlet.Role.OPERATOR;
import static dev.cleanup.servlet.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps strangers, other sites and guessers out. */
class GuardTest {
    private final Shelf shelf = Shelf.withOld(2);
    private final CleanupService service =
            CleanupService.builder().task(shelf.task("shelf")).build();
    private final Server server = new Server(service);

    @AfterEach
    void stop() {
        server.close();
        service.close();
    }

    private Reply fromSite(String... headers) {
        return server.send("POST", "?dry_run=false", ADMIN, headers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "http://127.0.0.1",
                "http://127.0.0.1:1",
                "https://127.0.0.1.evil.example",
                "file://",
                "http://user@127.0.0.1",
                ""
            })
    void an_older_browser_on_another_site_is_known_by_its_origin(String origin) {
        assertThat(fromSite("Origin", origin).status()).isEqualTo(403);
        assertThat(service.latest(1)).isEmpty();
    }

    @Test
    void an_older_browser_on_our_own_site_is_let_through() {
        String host = "127.0.0.1:" + server.port();
        assertThat(fromSite("Origin", "http://" + host).status()).isEqualTo(200);
        // A proxy that ends TLS: the service sees http.
        assertThat(fromSite("Origin", "https://" + host).status()).isEqualTo(200);
    }

    @Test
    void what_the_browser_says_of_the_site_counts_more_than_the_origin() {
        // Behind a proxy that gives the service another host name.
        assertThat(fromSite("Sec-Fetch-Site", "same-origin", "Origin", "https://public.example")
                        .status())
                .isEqualTo(200);
        assertThat(fromSite("Sec-Fetch-Site", "cross-site", "Origin", "http://127.0.0.1:" + server.port())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void reading_is_not_guarded_because_no_other_site_can_see_the_answer() {
        Reply reply = server.send("GET", "/status", VIEWER, "Origin", "https://evil.example");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        assertThat(reply.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    }

    @Test
    void whoever_guesses_is_slowed_down_and_nobody_else() {
        assertThat(server.send("GET", "/status", VIEWER).status()).isEqualTo(200);
        Reply last = null;
        for (int i = 0; i < 11; i++) {
            last = server.send("GET", "/status", "Authorization", "Bearer guess-" + i);
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(Integer.parseInt(last.header("Retry-After"))).isBetween(1, 7);
        // Somebody who was let in before, at the same address, goes on; a right guess now does not help.
        assertThat(server.send("GET", "/status", VIEWER).status()).isEqualTo(200);
        assertThat(server.send("GET", "/status", ADMIN).status()).isEqualTo(429);
        // No credentials, no guess.
        assertThat(server.send("GET", "/status").status()).isEqualTo(401);
    }

    @Test
    void requests_without_credentials_are_no_failed_log_ins() {
        for (int i = 0; i < 30; i++) {
            assertThat(server.send("GET", "/status").status()).isEqualTo(401);
        }
        assertThat(server.send("GET", "/status", VIEWER).status()).isEqualTo(200);
    }

    @Test
    void set_to_read_only_nobody_changes_anything() {
        try (Server readOnly = new Server(CleanupServlet.builder(service)
                .authenticator(Server.TOKENS)
                .readOnly(true)
                .build())) {
            for (String path : new String[] {"", "?dry_run=true", "?dry_run=false", "/run", "/runs/x/stop"}) {
                Reply reply = readOnly.send("POST", path, ADMIN);
                assertThat(reply.status()).as(path).isEqualTo(403);
                assertThat(reply.json().getString("detail")).contains("read only");
            }
            assertThat(service.latest(1)).isEmpty();
            assertThat(readOnly.send("GET", "/status", VIEWER).json().getBoolean("readOnly"))
                    .isTrue();
            assertThat(readOnly.send("GET", "/me", OPERATOR).json().getBoolean("readOnly"))
                    .isTrue();
        }
    }

    @Test
    void the_caller_is_told_what_they_may_do() {
        assertThat(server.send("GET", "/me", ADMIN).json().toString())
                .isEqualTo("{\"name\":\"ada\",\"roles\":[\"VIEWER\",\"OPERATOR\",\"ADMIN\"],"
                        + "\"readOnly\":false,\"services\":[]}");
    }
}
