package dev.cleanup.servlet.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * What is mounted at an address, as browsers and scripts see it: they know this address and nothing of the server behind it.
 *
 * @param address where the page is, with a slash at the end
 */
record Site(URI address) {
    /** A token that may do everything. */
    static final String SECRET = "a-secret-of-more-than-32-characters";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    static Site at(int port, String path) {
        return new Site(URI.create("http://127.0.0.1:" + port + path + "/"));
    }

    /** The address of the page without the slash. */
    URI withoutSlash() {
        String text = address.toString();
        return URI.create(text.substring(0, text.length() - 1));
    }

    /** Where a relative address on the page leads. */
    URI resolve(String relative) {
        return address.resolve(relative);
    }

    static HttpResponse<byte[]> get(URI uri, String... headers) {
        return send("GET", uri, "", headers);
    }

    static HttpResponse<byte[]> getAllowed(URI uri, String... headers) {
        return send("GET", uri, "", allowed(headers));
    }

    static HttpResponse<byte[]> postAllowed(URI uri, String body, String... headers) {
        return send("POST", uri, body, allowed(headers));
    }

    private static String[] allowed(String... headers) {
        return Stream.concat(Stream.of("Authorization", "Bearer " + SECRET), Arrays.stream(headers))
                .toArray(String[]::new);
    }

    static HttpResponse<byte[]> send(String method, URI uri, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            assertThat(response.headers().map())
                    .as("%s %s", method, uri)
                    .doesNotContainKeys("set-cookie", "Set-Cookie");
            return response;
        } catch (IOException failure) {
            throw new UncheckedIOException(method + " " + uri, failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interruption);
        }
    }

    static String header(HttpResponse<?> response, String name) {
        return String.join(" | ", response.headers().allValues(name));
    }

    /** The body as text, after it is decompressed when it says that it is compressed. */
    static String text(HttpResponse<byte[]> response) {
        byte[] body = response.body();
        return new String(
                header(response, "Content-Encoding").equals("gzip") ? unzip(body) : body, StandardCharsets.UTF_8);
    }

    private static byte[] unzip(byte[] bytes) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
