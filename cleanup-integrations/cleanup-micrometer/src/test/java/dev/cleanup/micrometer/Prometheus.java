package dev.cleanup.micrometer;

import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
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
import java.util.List;

/** A real Prometheus that scrapes one target each second and evaluates the shipped rules, with alerts that do not wait. */
final class Prometheus implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final String address;

    Prometheus(Path directory, String target) throws IOException {
        address = "127.0.0.1:" + freePort();
        Path rules = directory.resolve("rules.yml");
        Files.writeString(rules, Documents.read(Documents.RULES).replaceAll("(?m)^( +for:).*$", "$1 0s"));
        Path config = directory.resolve("prometheus.yml");
        Files.writeString(config, """
                global:
                  scrape_interval: 1s
                  evaluation_interval: 1s
                rule_files: [%s]
                scrape_configs:
                  - job_name: cleanup
                    honor_labels: true
                    static_configs:
                      - targets: ["%s"]
                """.formatted(rules, target));
        process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=" + address)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> send("/-/ready").statusCode() == 200);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The alerts that are firing, as name and task or service. */
    List<String> firing() throws IOException, InterruptedException {
        try (JsonReader reader =
                Json.createReader(new StringReader(send("/api/v1/alerts").body()))) {
            return reader
                    .readObject()
                    .getJsonObject("data")
                    .getJsonArray("alerts")
                    .getValuesAs(JsonObject.class)
                    .stream()
                    .filter(alert -> alert.getString("state").equals("firing"))
                    .map(alert -> alert.getJsonObject("labels"))
                    .map(labels -> labels.getString("alertname") + " "
                            + labels.getString("task", labels.getString("service", "")))
                    .sorted()
                    .toList();
        }
    }

    private HttpResponse<String> send(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://" + address + path)).build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
