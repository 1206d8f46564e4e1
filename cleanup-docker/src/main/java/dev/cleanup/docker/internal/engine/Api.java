package dev.cleanup.docker.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import com.github.dockerjava.transport.DockerHttpClient.Response;
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
    private final Ping ping;
    private final String prefix;
    private final Supplier<Optional<String>> halt;

    private Api(Connection connection, Ping ping, Supplier<Optional<String>> halt) {
        this.connection = connection;
        this.ping = ping;
        this.prefix = "/v" + ping.version();
        this.halt = halt;
    }

    /** Agrees on a version with the engine. */
    public static Api of(Access access) throws InterruptedException {
        Connection connection = access.open();
        try {
            return new Api(connection, ping(connection), Optional::empty);
        } catch (CleanupException | InterruptedException failure) {
            connection.close();
            throw failure;
        }
    }

    private static Ping ping(Connection connection) throws InterruptedException {
        return connection.send(Method.GET, Ping.PATH, (response, body) -> {
            Reply reply = Reply.read(response.getStatusCode(), body);
            if (!reply.ok()) {
                throw refused(connection, Method.GET, Ping.PATH, reply);
            }
            return Ping.of(connection.address(), response);
        });
    }

    /** Whether the engine is Docker's, and too old to label the volumes that it makes without being given a name. */
    public boolean namesAnonymousVolumesOnly() {
        return !ping.podman() && ping.version().compareTo(Version.LABELS_VOLUMES) < 0;
    }

    /** Whether the build cache is pruned up to an instant; older engines want to be told how long ago that is. */
    public boolean prunesUntilInstants() {
        return ping.version().compareTo(Version.PRUNES_UNTIL_INSTANTS) >= 0;
    }

    @Override
    public void close() {
        connection.close();
    }

    /** The same engine, which is asked to change something only while there is no reason to stop. */
    public Api until(Supplier<Optional<String>> reason) {
        return new Api(connection, ping, reason);
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
        return answered(path, Json::object);
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
        return send(
                path,
                (response, body) -> response.getStatusCode() == NOT_FOUND
                        ? Optional.empty()
                        : Optional.of(read(path, response, body, reading)));
    }

    /** All objects of a list. */
    public <T> List<T> list(String path, Reader<T> reader) throws InterruptedException {
        return answered(path, body -> Json.each(body, reader));
    }

    /** What is wanted of all objects of a list. */
    public <T> List<T> list(String path, Fields wanted, Reader<T> reader) throws InterruptedException {
        return answered(path, body -> Json.each(body, reader, wanted));
    }

    private <T> T answered(String path, Reading<T> reading) throws InterruptedException {
        return send(path, (response, body) -> read(path, response, body, reading));
    }

    private <T> T send(String path, Connection.Use<T> use) throws InterruptedException {
        return connection.send(Method.GET, prefix + path, use);
    }

    private <T> T read(String path, Response response, InputStream body, Reading<T> reading) throws IOException {
        if (response.getStatusCode() != OK) {
            throw refused(connection, Method.GET, prefix + path, Reply.read(response.getStatusCode(), body));
        }
        return reading.read(body);
    }

    /** Asks the engine to remove something; what it says is the caller's to judge. */
    public Reply delete(String path) throws InterruptedException {
        return change(Method.DELETE, path);
    }

    /** Asks the engine to prune something; what it says is the caller's to judge. */
    public Reply post(String path) throws InterruptedException {
        return change(Method.POST, path);
    }

    private Reply change(Method method, String path) throws InterruptedException {
        return connection.send(method, prefix + path, (response, body) -> Reply.read(response.getStatusCode(), body));
    }

    /** A value as a part of a query. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static CleanupException refused(Connection connection, Method method, String path, Reply reply) {
        String message = "the Docker engine at " + connection.address() + " answered " + Connection.what(method, path)
                + " with " + reply.words();
        int status = reply.status();
        return status == TOO_MANY || status == UNAVAILABLE
                ? new TransientFailureException(message, new IOException("HTTP " + status))
                : status == BROKEN ? new Refused(message) : new CleanupException(message);
    }
}
