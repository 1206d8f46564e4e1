package dev.cleanup.docker.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import dev.cleanup.CleanupException;
import dev.cleanup.TransientFailureException;
import dev.cleanup.docker.internal.engine.Json.Reader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * The engine by one version of its API, for one look or one batch: the version is agreed on anew each time, since the engine may have been
 * replaced. Safe for use by several threads.
 */
public final class Api {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final int MOST_BODY = 1 << 20;

    private final Connection connection;
    private final String prefix;

    private Api(Connection connection, Version version) {
        this.connection = connection;
        this.prefix = "/v" + version;
    }

    /** Agrees on a version with the engine. */
    public static Api of(Connection connection) throws InterruptedException {
        JsonNode version = get(connection, "/version");
        return new Api(
                connection,
                Version.negotiate(
                        connection.address(),
                        version.path("ApiVersion").asText(""),
                        version.path("MinAPIVersion").asText("")));
    }

    /** The engine's own time. */
    public Instant now() throws InterruptedException {
        String text = get("/info").path("SystemTime").asText("");
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            throw new CleanupException("the Docker engine at " + connection.address() + " does not tell its time");
        }
    }

    /** One object, which has to be there. */
    public JsonNode get(String path) throws InterruptedException {
        return get(connection, prefix + path);
    }

    private static JsonNode get(Connection connection, String path) throws InterruptedException {
        return connection.send(Method.GET, path, (status, body) -> {
            if (status != OK) {
                throw refused(connection, Method.GET, path, status, body);
            }
            return Json.object(body);
        });
    }

    /** One object; empty when there is no such thing. */
    public <T> Optional<T> find(String path, Reader<T> reader) throws InterruptedException {
        return connection.send(Method.GET, prefix + path, (status, body) -> {
            if (status == NOT_FOUND) {
                return Optional.empty();
            }
            if (status != OK) {
                throw refused(connection, Method.GET, path, status, body);
            }
            return Optional.of(reader.read(Json.object(body)));
        });
    }

    /** All objects of a list. */
    public <T> List<T> list(String path, Reader<T> reader) throws InterruptedException {
        return connection.send(Method.GET, prefix + path, (status, body) -> {
            if (status != OK) {
                throw refused(connection, Method.GET, path, status, body);
            }
            return Json.each(body, reader);
        });
    }

    /** Asks the engine to remove something; what it says is the caller's to judge. */
    public Reply delete(String path) throws InterruptedException {
        return connection.send(Method.DELETE, prefix + path, (status, body) -> new Reply(status, words(body)));
    }

    /** Asks the engine to prune something; its answer as an object. */
    public JsonNode post(String path) throws InterruptedException {
        return connection.send(Method.POST, prefix + path, (status, body) -> {
            if (status != OK) {
                throw refused(connection, Method.POST, path, status, body);
            }
            return Json.object(body);
        });
    }

    /** A value as a part of a query. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static CleanupException refused(
            Connection connection, Method method, String path, int status, InputStream body) throws IOException {
        int query = path.indexOf('?');
        String message = "the Docker engine at " + connection.address() + " answered " + method + " "
                + (query < 0 ? path : path.substring(0, query)) + " with " + status + ": " + words(body);
        return status == TOO_MANY || status == UNAVAILABLE
                ? new TransientFailureException(message, new IOException("HTTP " + status))
                : new CleanupException(message);
    }

    /** The message of an error, or what there is. */
    private static String words(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MOST_BODY);
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        try {
            return Json.optionalText(Json.object(new ByteArrayInputStream(bytes)), "message")
                    .orElse(text);
        } catch (Json.Malformed other) {
            return text;
        }
    }
}
