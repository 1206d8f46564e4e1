package dev.cleanup.examples;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What an operator's script does with the demo. */
final class DemoClient {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private final String token;

    DemoClient(String address, String token) {
        this.address = address;
        this.token = token;
    }

    JsonObject status() throws IOException, InterruptedException {
        return json(send(request("/admin/cleanup/status")
                .GET()
                .header("Authorization", "Bearer " + token)
                .build()));
    }

    JsonObject post(String query) throws IOException, InterruptedException {
        return json(send(request("/admin/cleanup" + query)
                .POST(HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "Bearer " + token)
                .build()));
    }

    JsonObject get(String path) throws IOException, InterruptedException {
        return json(send(authorized(path).GET().build()));
    }

    String text(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build()).body();
    }

    int statusCode(String path) throws IOException, InterruptedException {
        return send(authorized(path).GET().build()).statusCode();
    }

    JsonObject post(String path, String body) throws IOException, InterruptedException {
        return json(send(authorized(path)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build()));
    }

    private HttpRequest.Builder authorized(String path) {
        return request(path).header("Authorization", "Bearer " + token);
    }

    int statusCodeWithoutToken() throws IOException, InterruptedException {
        return send(request("/admin/cleanup/status").GET().build()).statusCode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject json(HttpResponse<String> response) {
        try (var reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }
}
