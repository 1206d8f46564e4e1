package dev.cleanup.spring.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** An application that runs, and requests to it as one of its users, whose password is their name. */
final class Running implements AutoCloseable {
    private static final List<String> QUIET = List.of(
            // No file: on Boot 4 these tests run beside an example that has one.
            "--spring.config.name=none",
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--spring.main.banner-mode=off",
            "--logging.level.root=warn",
            "--logging.level.dev.cleanup=info",
            // Takes Failsafe's one timer thread for a leak.
            "--logging.level.org.apache.catalina.loader=error");

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    private Running(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Running start(Class<?> application, String... properties) {
        List<String> arguments = new ArrayList<>(QUIET);
        arguments.addAll(List.of(properties));
        return new Running(SpringApplication.run(application, arguments.toArray(String[]::new)));
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    HttpResponse<String> get(String user, String path) throws IOException, InterruptedException {
        return send(user, path, HttpRequest.newBuilder().GET());
    }

    HttpResponse<String> post(String user, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.noBody());
        return send(user, path, headers.length == 0 ? request : request.headers(headers));
    }

    /** What comes back from a request that nobody waits for. */
    CompletableFuture<String> posted(String path) {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return client.sendAsync(request, BodyHandlers.ofString()).thenApply(HttpResponse::body);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    private HttpResponse<String> send(String user, String path, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        request.uri(uri(path));
        if (!user.isEmpty()) {
            byte[] credentials = (user + ":" + user).getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        context.close();
    }
}
