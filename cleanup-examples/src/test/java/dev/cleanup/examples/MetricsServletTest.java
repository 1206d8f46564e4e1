package dev.cleanup.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.servlet.BearerTokens;
import dev.cleanup.servlet.Role;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class MetricsServletTest {
    private static final String VIEWER = "a-token-of-the-test-for-whoever-may-look-at-things";
    private static final String QUERY = "a-token-of-the-test-for-whoever-may-ask-the-database";

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void shows_the_metrics_to_those_who_may_look_and_to_nobody_else() throws Exception {
        BearerTokens tokens = BearerTokens.builder()
                .token("viewer", Role.VIEWER, VIEWER)
                .token("query", Role.QUERY, QUERY)
                .build();
        MetricsServlet metrics = new MetricsServlet(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), tokens);
        try (DemoServer server = new DemoServer("localhost", 0, "PORT").mount(metrics, "/metrics")) {
            URI address = URI.create(server.start() + "/metrics");

            assertThat(status(address, VIEWER)).isEqualTo(200);
            assertThat(status(address, QUERY)).isEqualTo(403);
            assertThat(status(address, "wrong")).isEqualTo(401);
        }
    }

    private int status(URI address, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }
}
