package dev.cleanup.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.cleanup.alerts.Alert.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks over a real server that answers well, badly or not at all. */
@Timeout(30)
class WebhookChannelTest {
    private final ExecutorService threads = Executors.newCachedThreadPool(Threads.daemons("hooks"));
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private WebhookChannel answering(HttpHandler answer) {
        server.createContext("/", exchange -> {
            paths.add(exchange.getRequestURI().getPath());
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            try (exchange) {
                answer.handle(exchange);
            }
        });
        return WebhookChannel.to(address(), Duration.ofSeconds(1));
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/services/s3cret");
    }

    private static HttpHandler status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    private static Alert alert(String text) {
        return new Alert(
                Instant.EPOCH,
                Alert.Type.PROBLEM,
                Problem.FAILED,
                "bots",
                Optional.empty(),
                Optional.empty(),
                "subject",
                text);
    }

    private static DeliveryException failure(ThrowingCallable call) {
        DeliveryException[] caught = new DeliveryException[1];
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(DeliveryException.class, failure -> caught[0] = failure)
                .hasMessageNotContaining("s3cret");
        return caught[0];
    }

    @Test
    void the_text_is_posted_as_slack_takes_it() throws Exception {
        String[] type = new String[1];
        WebhookChannel channel = answering(exchange -> {
            type[0] = exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type");
            exchange.sendResponseHeaders(200, -1);
        });

        channel.send(alert("line \"one\"\n<!channel> & C:\\Müller\u0001 😀"));

        assertThat(type[0]).isEqualTo("POST application/json; charset=utf-8");
        assertThat(bodies)
                .containsExactly("{\"text\": \"line \\\"one\\\"\\n&lt;!channel&gt; &amp; C:\\\\Müller\\u0001 😀\"}");
    }

    @Test
    void an_answer_of_429_is_tried_again_when_it_says() {
        WebhookChannel channel = answering(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.sendResponseHeaders(429, -1);
        });

        DeliveryException failure = failure(() -> channel.send(alert("text")));

        assertThat(failure.isPassing()).isTrue();
        assertThat(failure.pause()).contains(Duration.ofSeconds(7));
        assertThat(failure).hasMessage("answered 429");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wed, 21 Oct 2026 07:28:00 GMT", "-1", "soon", "99999999999999999999"})
    void a_retry_after_that_is_no_number_of_seconds_is_left_out(String value) {
        WebhookChannel channel = answering(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", value);
            exchange.sendResponseHeaders(503, -1);
        });

        assertThat(failure(() -> channel.send(alert("text"))).pause()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 503})
    void the_other_sides_failure_may_pass(int status) {
        WebhookChannel channel = answering(status(status));

        assertThat(failure(() -> channel.send(alert("text"))).isPassing()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 410})
    void what_the_other_side_does_not_want_is_not_tried_again(int status) {
        WebhookChannel channel = answering(status(status));

        assertThat(failure(() -> channel.send(alert("text"))).isPassing()).isFalse();
    }

    @Test
    void a_redirect_is_not_followed() {
        WebhookChannel channel = answering(exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(307, -1);
        });

        assertThat(failure(() -> channel.send(alert("text"))).isPassing()).isFalse();
        assertThat(paths).containsExactly("/services/s3cret");
    }

    @Test
    void who_does_not_answer_is_given_up() {
        CountDownLatch release = new CountDownLatch(1);
        WebhookChannel channel = answering(exchange -> await(release));

        DeliveryException failure = failure(() -> channel.send(alert("text")));
        release.countDown();

        assertThat(failure.isPassing()).isTrue();
        assertThat(failure).hasMessage("HttpTimeoutException");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void who_is_not_there_may_be_there_later() {
        WebhookChannel channel = answering(status(200));
        server.stop(0);

        assertThat(failure(() -> channel.send(alert("text"))).isPassing()).isTrue();
    }

    @Test
    void an_answer_without_end_is_not_read() throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        WebhookChannel channel = answering(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            pour(exchange, refused);
        });

        channel.send(alert("text"));

        refused.await();
    }

    private static void pour(HttpExchange exchange, CountDownLatch refused) {
        byte[] part = new byte[1 << 16];
        try {
            while (true) {
                exchange.getResponseBody().write(part);
            }
        } catch (IOException hungUp) {
            refused.countDown();
        }
    }

    @Test
    void only_the_host_of_the_address_is_shown() {
        assertThat(answering(status(200))).hasToString("webhook at http://127.0.0.1/…");
    }
}
