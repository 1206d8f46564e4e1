package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.ADMIN;
import static dev.cleanup.servlet.Role.OPERATOR;
import static dev.cleanup.servlet.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.servlet.internal.api.Endpoint;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what: every route with every role and every method. */
class AccessTest {
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get");

    private final Shelf shelf = Shelf.withOld(2);
    private final CleanupService service =
            CleanupService.builder().task(shelf.task("shelf")).build();
    private final Server server = new Server(service);

    @AfterEach
    void stop() {
        server.close();
        service.close();
    }

    static Stream<Arguments> whoMayDoWhat() {
        return Stream.of(
                arguments("GET", "/me", Set.of(VIEWER, OPERATOR, ADMIN)),
                arguments("GET", "/status", Set.of(VIEWER, OPERATOR, ADMIN)),
                arguments("GET", "/orphaned", Set.of(VIEWER, OPERATOR, ADMIN)),
                arguments("GET", "/explain?task=shelf&id=new", Set.of(VIEWER, OPERATOR, ADMIN)),
                arguments("GET", "/history", Set.of(VIEWER, OPERATOR, ADMIN)),
                arguments("GET", "/events", Set.of(VIEWER, OPERATOR, ADMIN)),
                arguments("GET", "/runs/{id}", Set.of(VIEWER, OPERATOR, ADMIN)),
                arguments("POST", "/runs/{id}/stop", Set.of(OPERATOR, ADMIN)),
                arguments("HEAD", "/status", Set.of(VIEWER, OPERATOR, ADMIN)),
                arguments("POST", "/run", Set.of(OPERATOR, ADMIN)),
                arguments("POST", "", Set.of(OPERATOR, ADMIN)),
                arguments("POST", "/", Set.of(OPERATOR, ADMIN)),
                arguments("POST", "?dry_run=true", Set.of(OPERATOR, ADMIN)),
                arguments("POST", "?dry_run=false", Set.of(ADMIN)),
                arguments("POST", "?dry_run=false&plan=some", Set.of(ADMIN)),
                arguments("POST", "?plan=some&dry_run=false", Set.of(ADMIN)));
    }

    @ParameterizedTest
    @MethodSource("whoMayDoWhat")
    void each_route_lets_in_whom_it_should_and_nobody_else(String method, String path, Set<Role> allowed) {
        String run = service.run(RunRequest.dryRun()).id();
        String real = path.replace("{id}", run);
        for (Role role : Role.values()) {
            int status = server.send(method, real, role).status();
            if (allowed.contains(role)) {
                // A run that has ended cannot be stopped.
                assertThat(status).as("%s", role).isIn(200, 409);
            } else {
                assertThat(status).as("%s", role).isEqualTo(403);
            }
        }
        assertThat(server.send(method, real).status()).as("nobody").isEqualTo(401);
    }

    @Test
    void the_table_has_no_route_that_is_not_tested_here() {
        List<String> tested = whoMayDoWhat()
                .map(Arguments::get)
                .map(row -> row[0] + " " + ((String) row[1]).replaceAll("/?[?].*|/$", ""))
                .distinct()
                .toList();
        assertThat(Endpoint.values())
                .extracting(endpoint -> endpoint.method() + " " + endpoint.path("{id}"))
                .isSubsetOf(tested);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/status", ""})
    void other_methods_get_405_with_those_that_are_accepted(String path) {
        String accepted = path.isEmpty() ? "POST" : "GET, HEAD";
        for (String method : METHODS) {
            boolean page = path.isEmpty() && List.of("GET", "HEAD").contains(method);
            if (!page && !List.of(accepted.split(", ")).contains(method)) {
                for (Role role : Role.values()) {
                    Reply reply = server.send(method, path, role);
                    assertThat(reply.status()).as("%s by %s", method, role).isEqualTo(405);
                    assertThat(reply.header("Allow")).isEqualTo(accepted);
                }
                assertThat(server.send(method, path).status()).as(method).isEqualTo(401);
            }
        }
        assertThat(service.latest(10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/status/",
                "/Status",
                "/status/more",
                "//status",
                "/runs/",
                "/runs",
                "/runs/a/b",
                "/runs//stop",
                "/runs/%3Cb%3E",
                "/index.html",
                "/app.js",
                "/files.txt",
                "/assets/",
                "/%2e%2e/status"
            })
    void unknown_paths_get_404_once_the_caller_is_known(String path) {
        for (String method : List.of("GET", "POST")) {
            assertThat(server.send(method, path, ADMIN).status()).isIn(404, 400);
            assertThat(server.send(method, path).status()).isIn(401, 400, 404);
        }
        assertThat(service.latest(10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/status", "", "/nothing", "?dry_run=banana", "?plna=1", "/status?x=%ff"})
    void a_stranger_learns_nothing_but_that_a_token_is_needed(String path) {
        for (String method : METHODS) {
            if (!path.startsWith("/") && List.of("GET", "HEAD").contains(method)) {
                continue;
            }
            Reply reply = server.send(method, path);
            assertThat(reply.status()).as(method).isEqualTo(401);
            assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
            if (!method.equals("HEAD")) {
                assertThat(reply.text()).isEqualTo(server.send("GET", "/status").text());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "anything"})
    void a_browser_on_another_site_changes_nothing(String site) {
        Reply reply = server.send("POST", "?dry_run=false", ADMIN, "Sec-Fetch-Site", site);
        assertThat(reply.status()).isEqualTo(403);
        assertThat(service.latest(10)).isEmpty();
        assertThat(shelf.ids()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void a_browser_on_our_own_site_is_let_through(String site) {
        assertThat(server.send("POST", "", OPERATOR, "Sec-Fetch-Site", site).status())
                .isEqualTo(200);
    }

    @Test
    void of_two_answers_to_where_a_request_comes_from_the_worse_one_counts() {
        Reply reply = server.send("POST", "", ADMIN, "Sec-Fetch-Site", "none", "Sec-Fetch-Site", "cross-site");
        assertThat(reply.status()).isEqualTo(403);
    }

    @Test
    void a_get_never_changes_anything() {
        server.send("POST", "", OPERATOR);
        var before = service.latest(10);
        for (String path : List.of("/status", "", "/", "?dry_run=false", "/?dry_run=false", "/status?dry_run=false")) {
            for (String method : List.of("GET", "HEAD")) {
                server.send(method, path, ADMIN);
                server.send(method, path, ADMIN, "X-HTTP-Method-Override", "POST");
            }
        }
        assertThat(service.latest(10)).isEqualTo(before);
        assertThat(shelf.ids()).containsExactly("new", "old-0", "old-1");
    }

    @Test
    void head_says_what_get_says_without_the_body() {
        Reply head = server.send("HEAD", "/status", VIEWER);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        assertThat(head.header("Content-Type"))
                .isEqualTo(server.send("GET", "/status", VIEWER).header("Content-Type"));
    }

    @Test
    void a_refusal_is_logged_with_who_and_what_and_without_the_token() {
        Log log = new Log();
        server.send("POST", "?dry_run=false", OPERATOR);
        server.send("POST", "?dry_run=false", "Authorization", "Bearer a-token-that-nobody-should-ever-see-in-a-log");
        assertThat(log.since())
                .contains("WARN Dispatcher - POST /admin/cleanup: refused for otto [OPERATOR]")
                .contains("WARN Gate - POST /admin/cleanup: refused, no valid credentials, from 127.0.0.1")
                .doesNotContain("token-that-nobody", Server.secret(OPERATOR));
    }
}
