package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.ADMIN;
import static dev.cleanup.servlet.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a service behind a dashboard answers, or does not. */
class RemoteAnswersTest {
    private static final String TOKEN = "a-token-that-only-the-dashboard-knows";

    private static RemoteCleanup.Builder dashboard() {
        return RemoteCleanup.builder().authenticator(Server.TOKENS).timeout(Duration.ofSeconds(20));
    }

    private static Server inFrontOf(URI address) {
        return new Server(dashboard().service("bots", address, TOKEN).build());
    }

    private static Server inFrontOf(Upstreams upstream) {
        return inFrontOf(upstream.address()).unchecked();
    }

    @ParameterizedTest
    @CsvSource({
        "401, application/problem+json, token",
        "302, application/json, not cleanup's",
        "304, application/json, not cleanup's",
        "200, text/html, not cleanup's",
        "200, image/svg+xml, not cleanup's",
        "500, text/plain, not cleanup's"
    })
    void an_answer_that_is_no_use_is_a_bad_gateway_and_no_redirect_is_followed(int status, String type, String words) {
        try (Upstreams elsewhere = new Upstreams(Upstreams.answering(200, "application/json", "{}"));
                Upstreams upstream = new Upstreams(Upstreams.answering(
                        status,
                        type,
                        status == 304 ? "" : "{\"secret\":1}",
                        "Location",
                        elsewhere.address().toString()));
                Server front = inFrontOf(upstream)) {
            Reply reply = front.sendTo(Server.MOUNT + "/status", "GET", "", "Authorization", Server.bearer(VIEWER));
            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.json().getString("detail")).contains("'bots'", words);
            assertThat(reply.text()).doesNotContain("secret");
            assertThat(elsewhere.asked).isEmpty();
        }
    }

    @Test
    void a_service_that_is_asked_too_much_is_said_to_be_and_errors_have_no_tag() {
        try (Upstreams upstream = new Upstreams(Upstreams.answering(429, "application/problem+json", "{}"));
                Server front = inFrontOf(upstream)) {
            Reply reply = front.send("GET", "/explain?task=a&id=b", VIEWER);
            assertThat(reply.status()).isEqualTo(429);
            assertThat(reply.header("Retry-After")).isEqualTo("1");
            assertThat(reply.header("ETag")).isEmpty();
        }
        try (Upstreams upstream = new Upstreams(Upstreams.answering(500, "application/problem+json", "{}"));
                Server front = inFrontOf(upstream)) {
            assertThat(front.send("GET", "/status", VIEWER).header("ETag")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409, 422, 500, 503})
    void what_the_service_has_to_say_is_said(int status) {
        String problem = "{\"type\":\"about:blank\",\"title\":\"x\",\"status\":" + status + ",\"detail\":\"y\"}";
        try (Upstreams upstream = new Upstreams(Upstreams.answering(
                        status, "application/problem+json", problem, "Set-Cookie", "a=b", "X-Other", "c"));
                Server front = inFrontOf(upstream)) {
            Reply reply = front.sendTo(Server.MOUNT + "/run", "POST", "", "Authorization", Server.bearer(ADMIN));
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.text()).isEqualTo(problem);
            assertThat(reply.header("Set-Cookie") + reply.header("X-Other")).isEmpty();
        }
    }

    @Test
    void a_service_that_is_gone_or_too_slow_is_said_so_and_its_address_is_not() throws Exception {
        URI address;
        try (Upstreams closed = new Upstreams(Upstreams.answering(200, "application/json", "{}"))) {
            address = closed.address();
        }
        try (Server front = inFrontOf(address)) {
            Reply gone = front.send("GET", "/status", VIEWER);
            assertThat(gone.status()).isEqualTo(502);
            assertThat(gone.json().getString("detail")).isEqualTo("The service 'bots' does not answer.");
        }
        CountDownLatch never = new CountDownLatch(1);
        try (Upstreams slow = new Upstreams(exchange -> {
                    try {
                        never.await();
                    } catch (InterruptedException closed) {
                        Thread.currentThread().interrupt();
                    }
                });
                Server front = new Server(dashboard()
                        .timeout(Duration.ofMillis(100))
                        .service("bots", slow.address(), TOKEN)
                        .build())) {
            Reply late = front.send("GET", "/status", VIEWER);
            assertThat(late.status()).isEqualTo(504);
            assertThat(late.text()).contains("in time").doesNotContain("127.0.0.1");
        }
    }

    @Test
    void an_answer_that_drips_or_breaks_off_or_never_ends_does_not_hold_the_dashboard() {
        CountDownLatch never = new CountDownLatch(1);
        try (Upstreams drips = new Upstreams(exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    try {
                        never.await();
                    } catch (InterruptedException closed) {
                        Thread.currentThread().interrupt();
                    }
                });
                Server front = new Server(dashboard()
                        .timeout(Duration.ofMillis(200))
                        .service("bots", drips.address(), TOKEN)
                        .build())) {
            assertThat(front.send("GET", "/status", VIEWER).status()).isEqualTo(504);
        }
        try (Upstreams endless = new Upstreams(exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, 0);
                    byte[] block = new byte[1 << 20];
                    for (int i = 0; i < 64; i++) {
                        exchange.getResponseBody().write(block);
                    }
                });
                Server front = inFrontOf(endless)) {
            Reply reply = front.send("GET", "/status", VIEWER);
            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.json().getString("detail")).contains("too long");
        }
    }
}
