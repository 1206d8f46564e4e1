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
