package dev.cleanup.docker.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import dev.cleanup.CleanupException;
import dev.cleanup.TransientFailureException;
import dev.cleanup.docker.internal.engine.Json.Reader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The engine by one version of its API, for one look or one batch: the version is agreed on anew each time, over new connections, since the engine
 * may have been replaced. Safe for use by several threads; whoever made it closes it.
 */
public final class Api implements AutoCloseable {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int BROKEN = 500;
    private static final int UNAVAILABLE = 503;

    private final Connection connection;
    private final Dialect dialect;
    private final String prefix;
    private final Supplier<Optional<String>> halt;

    private Api(Connection connection, Dialect dialect, Supplier<Optional<String>> halt) {
        this.connection = connection;
        this.dialect = dialect;
        this.prefix = "/v" + dialect.version();
        this.halt = halt;
    }

    /** Agrees on a version with the engine. */
    public static Api of(Access access) throws InterruptedException {
        Connection connection = access.open();
        try {
            return new Api(connection, agree(connection), Optional::empty);
        } catch (CleanupException | InterruptedException failure) {
            connection.close();
            throw failure;
        }
    }

    /** What was agreed on, and with whom. */
    private record Dialect(Version version, boolean podman) {}

    private static Dialect agree(Connection connection) throws InterruptedException {
        JsonNode answer = get(connection, "/version");
        Version version = Version.negotiate(
                connection.address(),
                Json.optionalText(answer, "ApiVersion").orElse(""),
                Json.optionalText(answer, "MinAPIVersion").orElse(""));
        boolean podman = false;
        for (JsonNode component : answer.path("Components")) {
            podman |= component.path("Name").asText("").startsWith("Podman");
        }
        return new Dialect(version, podman);
    }

    /** Whether the engine is Docker's, and too old to label the volumes that it makes without being given a name. */
    public boolean namesAnonymousVolumesOnly() {
        return !dialect.podman() && dialect.version().compareTo(Version.LABELS_VOLUMES) < 0;
    }

    /** Whether the build cache is pruned up to an instant; older engines want to be told how long ago that is. */
    public boolean prunesUntilInstants() {
        return dialect.version().compareTo(Version.PRUNES_UNTIL_INSTANTS) >= 0;
    }

    @Override
    public void close() {
        connection.close();
    }

    /** The same engine, which is asked to change something only while there is no reason to stop. */
    public Api until(Supplier<Optional<String>> reason) {
        return new Api(connection, dialect, reason);
    }

    /** To be called before each change, at the last moment. */
    public void goOn() {
        halt.get().ifPresent(why -> {
            throw new Halted(why);
        });
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
        return found(path, body -> reader.read(Json.object(body)));
    }

    /** What is wanted of one object; empty when there is no such thing. */
    public <T> Optional<T> find(String path, Fields wanted, Reader<T> reader) throws InterruptedException {
        return found(path, body -> reader.read(Json.object(body, wanted)));
    }

    private interface Reading<T> {
        T read(InputStream body) throws IOException;
    }

    private <T> Optional<T> found(String path, Reading<T> reading) throws InterruptedException {
        return connection.send(Method.GET, prefix + path, (status, body) -> {
            if (status == NOT_FOUND) {
                return Optional.empty();
            }
            if (status != OK) {
                throw refused(connection, Method.GET, prefix + path, status, body);
            }
            return Optional.of(reading.read(body));
        });
    }

    /** All objects of a list. */
    public <T> List<T> list(String path, Reader<T> reader) throws InterruptedException {
        return all(path, body -> Json.each(body, reader));
    }

    /** What is wanted of all objects of a list. */
    public <T> List<T> list(String path, Fields wanted, Reader<T> reader) throws InterruptedException {
        return all(path, body -> Json.each(body, reader, wanted));
    }

    private <T> List<T> all(String path, Reading<List<T>> reading) throws InterruptedException {
        return connection.send(Method.GET, prefix + path, (status, body) -> {
            if (status != OK) {
                throw refused(connection, Method.GET, prefix + path, status, body);
            }
            return reading.read(body);
        });
    }

    /** Asks the engine to remove something; what it says is the caller's to judge. */
    public Reply delete(String path) throws InterruptedException {
        return connection.send(Method.DELETE, prefix + path, Reply::read);
    }

    /** Asks the engine to prune something; what it says is the caller's to judge. */
    public Reply post(String path) throws InterruptedException {
        return connection.send(Method.POST, prefix + path, Reply::read);
    }

    /** A value as a part of a query. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static CleanupException refused(
            Connection connection, Method method, String path, int status, InputStream body) throws IOException {
        String message = "the Docker engine at " + connection.address() + " answered " + Connection.what(method, path)
                + " with " + Reply.read(status, body).words();
        return status == TOO_MANY || status == UNAVAILABLE
                ? new TransientFailureException(message, new IOException("HTTP " + status))
                : status == BROKEN ? new Refused(message) : new CleanupException(message);
    }
}
