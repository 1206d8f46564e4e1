package dev.cleanup.micrometer;

import com.sun.net.httpserver.HttpServer;
import dev.cleanup.RunRequest;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** The metrics of a registry as Prometheus scrapes them, over HTTP. */
final class Scrape implements AutoCloseable {
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HttpServer server;

    Scrape() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/metrics", exchange -> {
            byte[] body = registry.scrape().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", TYPE);
            exchange.sendResponseHeaders(200, body.length);
            try (exchange) {
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    /** Host and port, as Prometheus calls its targets. */
    String target() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    String text() throws IOException, InterruptedException {
        URI metrics = URI.create("http://" + target() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                .body();
    }

    /** The names of all samples. */
    Set<String> names() throws IOException, InterruptedException {
        return text().lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceFirst("[{ ].*", ""))
                .collect(Collectors.toSet());
    }

    /** What a service that has run once shows. */
    static Set<String> ofAService() throws IOException, InterruptedException {
        Shelf bots = new Shelf("expired-bots", 3);
        try (Scrape scrape = new Scrape();
                Readings readings = new Readings(scrape.registry, builder -> builder.task(bots.task()))) {
            readings.service.run(RunRequest.execute());
            return scrape.names();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        registry.close();
    }
}
