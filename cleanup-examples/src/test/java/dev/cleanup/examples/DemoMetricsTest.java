package dev.cleanup.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of the running demo, and a real Prometheus that reads them. */
class DemoMetricsTest {
    private static final String TOKEN = "a-token-of-the-test-with-48-letters-and-hyphens-";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Duration ahead = Duration.ZERO;
    private Demo demo;
    private URI address;

    @TempDir
    Path directory;

    @BeforeEach
    void start() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "DATABASE_URL",
                "jdbc:h2:file:" + directory.resolve("demo"),
                "DATABASE_USER",
                "sa",
                "PORT",
                "0",
                "CLEANUP_TOKEN",
                TOKEN));
        InstantSource clock = () -> InstantSource.system().instant().plus(ahead);
        demo = new Demo(DemoSettings.fromEnvironment(environment), clock);
        address = URI.create(demo.start().service());
    }

    @AfterEach
    void close() {
        demo.close();
    }

    private HttpResponse<String> get(String url, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void whoever_has_a_token_sees_the_metrics_of_each_task() throws Exception {
        assertThat(get(address + "/metrics", "").statusCode()).isEqualTo(401);
        assertThat(get(address + "/metrics", TOKEN + "x").statusCode()).isEqualTo(401);

        assertThat(get(address + "/metrics", TOKEN).body())
                .contains("cleanup_overdue{service=\"cleanup\"} 0.0")
                .contains("cleanup_eligible{service=\"cleanup\",task=\"bots\"} 12.0")
                .contains("cleanup_off{service=\"cleanup\",task=\"containers\"} 1.0");
    }

    @Test
    void a_prometheus_fires_the_shipped_alert_when_a_run_is_overdue() throws Exception {
        boolean there = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "prometheus")));
        boolean required = List.of(
                        System.getProperty("cleanup.test.require", "").split(" *, *", -1))
                .contains("prometheus");
        assumeTrue(there || required, "no prometheus on the PATH; Debian's package prometheus has it");
        String prometheus = "127.0.0.1:" + freePort();
        Process process = prometheus(prometheus);
        try {
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> get("http://" + prometheus + "/api/v1/query?query=cleanup_overdue", "")
                            .body()
                            .contains("\"0\"]"));
            assertThat(alerts(prometheus)).doesNotContain("CleanupOverdue");

            // As after a machine slept: the hour of the run is past, and nothing has begun.
            ahead = Duration.ofHours(7);

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(alerts(prometheus))
                    .containsPattern("\"alertname\":\"CleanupOverdue\"[^}]*}[^}]*}[^}]*\"state\":\"firing\""));
        } finally {
            process.destroy();
            process.onExit().join();
        }
    }

    private String alerts(String prometheus) throws IOException, InterruptedException {
        return get("http://" + prometheus + "/api/v1/alerts", "").body();
    }

    /** With the shipped rules, whose alerts do not wait. */
    private Process prometheus(String listen) throws IOException {
        Path rules = directory.resolve("rules.yml");
        String shipped = Files.readString(Path.of("../docs/prometheus/cleanup-alerts.yml"));
        Files.writeString(rules, shipped.replaceAll("(?m)^( +for:).*$", "$1 0s"));
        Path config = directory.resolve("prometheus.yml");
        Files.writeString(config, """
                global:
                  scrape_interval: 1s
                  evaluation_interval: 1s
                rule_files: [%s]
                scrape_configs:
                  - job_name: demo
                    honor_labels: true
                    authorization:
                      credentials: %s
                    static_configs:
                      - targets: ["%s"]
                """.formatted(rules, TOKEN, address.getAuthority()));
        return new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=" + listen)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
