package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.ADMIN;
import static dev.cleanup.servlet.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.CleanupService;
import dev.cleanup.ConfigurationException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody gets in without a proof. */
class AuthenticationTest {
    private final CleanupService service =
            CleanupService.builder().task(Shelf.withOld(1).task("shelf")).build();

    @AfterEach
    void stop() {
        service.close();
    }

    static Stream<String> badHeaders() {
        String secret = Server.secret(ADMIN);
        return Stream.of(
                "",
                "Bearer",
                "Bearer ",
                "Bearer null",
                secret,
                "Basic " + secret,
                "Bearer" + secret,
                "Bearer\t" + secret,
                "Bearer:" + secret,
                "Bearer " + secret + "x",
                "Bearer " + secret.substring(1),
                "Bearer " + secret.toUpperCase(Locale.ROOT),
                "Bearer " + secret + " " + secret,
                "Bearer " + secret + ", Bearer " + secret,
                "Bearer \"" + secret + "\"",
                "Bearer token=" + secret,
                "Bearer " + "x".repeat(5000));
    }

    @ParameterizedTest
    @MethodSource("badHeaders")
    void a_missing_wrong_or_malformed_token_gets_401(String header) {
        try (Server server = new Server(service)) {
            Reply reply = server.send("POST", "?dry_run=false", "Authorization", header);
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(reply.json().getString("title")).isEqualTo("Unauthorized");
            assertThat(service.latest(10)).isEmpty();
        }
    }

    @Test
    void a_token_counts_in_the_authorization_header_only() {
        try (Server server = new Server(service)) {
            String secret = Server.secret(ADMIN);
            assertThat(server.send("GET", "/status?access_token=" + secret).status())
                    .isEqualTo(401);
            assertThat(server.send("GET", "/status", "Cookie", "access_token=" + secret + "; Authorization=" + secret)
                            .status())
                    .isEqualTo(401);
            assertThat(server.send("GET", "/status", "Proxy-Authorization", "Bearer " + secret)
                            .status())
                    .isEqualTo(401);
            assertThat(server.send("GET", "/status", "X-Auth-Token", secret).status())
                    .isEqualTo(401);
        }
    }

    @Test
    void two_authorization_headers_are_none() throws Exception {
        try (Server server = new Server(service)) {
            String header = "Authorization: " + Server.bearer(ADMIN) + "\r\n";
            String reply = server.sendRaw("GET " + Server.MOUNT
                    + "/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header + header + "\r\n");
            assertThat(reply).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void the_scheme_may_be_written_in_any_case() {
        try (Server server = new Server(service)) {
            for (String scheme : new String[] {"bearer", "BEARER", "bEaReR", "Bearer  "}) {
                assertThat(server.send("GET", "/status", "Authorization", scheme + " " + Server.secret(VIEWER))
                                .status())
                        .as(scheme)
                        .isEqualTo(200);
            }
        }
    }

    static Stream<Authenticator> faultyAuthenticators() {
        return Stream.of(
                request -> {
                    throw new IllegalStateException("cannot parse Bearer s3cr3t");
                },
                request -> {
                    throw new StackOverflowError("cannot parse Bearer s3cr3t");
                },
                request -> null,
                request -> Optional.empty(),
                request -> Optional.of(new Caller("no role", (Role) null)),
                request -> Optional.of(new Caller(null, ADMIN)),
                request -> Optional.of(new Caller("", ADMIN)),
                request -> Optional.of(new Caller("schedule", ADMIN)));
    }

    @ParameterizedTest
    @MethodSource("faultyAuthenticators")
    void an_authenticator_that_fails_lets_nobody_in_and_its_message_is_not_logged(Authenticator authenticator) {
        Log log = new Log();
        try (Server server = new Server(service, authenticator)) {
            assertThat(server.send("POST", "?dry_run=false", ADMIN).status()).isEqualTo(401);
            assertThat(service.latest(10)).isEmpty();
        }
        assertThat(log.since()).contains("refused, no valid credentials").doesNotContain("s3cr3t");
    }

    @Test
    void a_failing_authenticator_is_logged_with_its_stack_trace() {
        Log log = new Log();
        Authenticator faulty = request -> {
            throw new IllegalStateException("cannot parse Bearer s3cr3t");
        };
        try (Server server = new Server(service, faulty)) {
            server.send("GET", "/status", ADMIN);
        }
        assertThat(log.since())
                .contains("GET /admin/cleanup/status: the authenticator failed", "java.lang.IllegalStateException")
                .contains("at dev.cleanup.servlet.AuthenticationTest");
    }

    @Test
    void the_application_s_own_authenticator_says_who_it_is() {
        Authenticator own =
                request -> Optional.ofNullable(request.getHeader("X-User")).map(name -> new Caller(name, ADMIN));
        try (Server server = new Server(service, own)) {
            Reply reply = server.send("POST", "", "X-User", "Zoe O'Neill");
            assertThat(reply.json().getString("requestedBy")).isEqualTo("Zoe O'Neill");
            assertThat(server.send("POST", "").status()).isEqualTo(401);
        }
    }

    @Test
    void there_is_no_servlet_without_an_authenticator() {
        CleanupServlet.Builder builder = CleanupServlet.builder(service);
        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("authenticator", "BearerTokens");
    }
}
