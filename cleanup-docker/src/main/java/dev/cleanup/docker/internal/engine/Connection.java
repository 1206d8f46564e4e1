package dev.cleanup.docker.internal.engine;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.cleanup.CleanupException;
import dev.failsafe.Failsafe;
import dev.failsafe.Timeout;
import dev.failsafe.TimeoutExceededException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests, each bounded in time. On a Unix socket the interrupt of the timeout ends a call that hangs, on TCP the transport's own response
 * timeout does; where that one begins anew with each byte, nothing but closing the transport helps, a moment later. Other calls that are under way
 * by it break as well then, and what comes after goes by another transport. That of the application is not closed.
 *
 * <p>The transport sends a GET or DELETE once more when the connection broke, or for 429 and 503, and nobody is told: so 404
 * may be the answer to a removal of our own. One is made for each look: connections that an engine left behind when it was started anew
 * break only when they are used, and there may be more of them than attempts. Safe for use by several threads.
 */
final class Connection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int MOST_DEEP = 10;

    /** For the interrupt and the transport's own timeout to take effect. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Supplier<DockerHttpClient> transports;
    private final boolean ours;
    private final String address;
    private final Duration callTimeout;
    private DockerHttpClient client;
    private boolean closed;

    /** By transports of which each is closed with this, if they are ours. */
    Connection(Supplier<DockerHttpClient> transports, boolean ours, String address, Duration callTimeout) {
        this.transports = transports;
        this.ours = ours;
        this.address = address;
        this.callTimeout = callTimeout;
        this.client = transports.get();
    }

    /** Where the engine is, for people. */
    String address() {
        return address;
    }

    /** Makes something of an answer, while its body can be read: that is to be read from what is given beside it, which heeds interrupts. */
    interface Use<T> {
        T use(Response response, InputStream body) throws IOException;
    }

    /** Sends a request without a body. */
    <T> T send(Request.Method method, String path, Use<T> use) throws InterruptedException {
        Request request =
                DockerHttpClient.Request.builder().method(method).path(path).build();
        Timeout<T> timeout = Timeout.<T>builder(callTimeout).withInterrupt().build();
        DockerHttpClient transport = transport();
        CompletableFuture<Void> end = giveUpLate(transport);
        try {
            return Failsafe.with(timeout).get(() -> {
                try (Response response = transport.execute(request)) {
                    return use.use(response, new Body(response.getBody()));
                }
            });
        } catch (TimeoutExceededException hung) {
            throw late(method, path, hung);
        } catch (CleanupException ours) {
            throw ours;
        } catch (RuntimeException failure) {
            throw failure(method, path, failure);
        } finally {
            end.complete(null);
        }
    }

    private synchronized DockerHttpClient transport() {
        return client;
    }

    /** Ends the calls of this transport unless the one that it is for ends in time; by a thread of its own, since that may take a while. */
    @SuppressWarnings("FutureReturnValueIgnored") // What is done late has nobody to tell of it.
    private CompletableFuture<Void> giveUpLate(DockerHttpClient transport) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        if (ours) {
            end.orTimeout(callTimeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((ended, late) -> {
                        if (late != null) {
                            Thread closing = new Thread(() -> giveUp(transport), "cleanup-docker-hung");
                            closing.setDaemon(true);
                            closing.start();
                        }
                    });
        }
        return end;
    }

    private void giveUp(DockerHttpClient hung) {
        synchronized (this) {
            if (hung == client && !closed) {
                client = transports.get();
            }
        }
        close(hung);
    }

    /** Also ends what still waits for an answer. */
    @Override
    public void close() {
        DockerHttpClient last;
        synchronized (this) {
            closed = true;
            last = client;
        }
        if (ours) {
            close(last);
        }
    }

    private void close(DockerHttpClient transport) {
        try {
            transport.close();
        } catch (IOException failure) {
            LOG.debug("the connections to the Docker engine at {} cannot be closed", address, failure);
        }
    }

    private CleanupException failure(Request.Method method, String path, Throwable failure)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while the Docker engine was asked");
        }
        Throwable root = failure;
        for (int depth = 0; depth < MOST_DEEP && root.getCause() != null; depth++) {
            if (root.getCause() instanceof InterruptedException) {
                throw new InterruptedException("interrupted while the Docker engine was asked");
            }
            root = root.getCause();
        }
        if (root instanceof Json.Malformed malformed) {
            return new CleanupException(
                    "the Docker engine at " + address + " gave an answer to " + what(method, path)
                            + " that cannot be understood: " + malformed.getMessage(),
                    failure);
        }
        return root instanceof SocketTimeoutException
                        && String.valueOf(root.getMessage()).startsWith("Read")
                ? late(method, path, root)
                : unreachable(root);
    }

    private Unanswered late(Request.Method method, String path, Throwable hung) {
        return new Unanswered(
                "the Docker engine at " + address + " did not answer " + what(method, path) + " within "
                        + callTimeout.toMillis() + " ms",
                hung);
    }

    private CleanupException unreachable(Throwable root) {
        String words = String.valueOf(root.getMessage());
        String lower = words.toLowerCase(Locale.ROOT);
        if (lower.contains("permission denied")) {
            return new CleanupException(
                    "no permission to use the Docker engine at " + address
                            + ": the user of this process must be allowed to read and write the socket, for example as a member of the group docker",
                    root);
        }
        if (root.getClass().getName().contains("SSL") || root instanceof GeneralSecurityException) {
            return new CleanupException(
                    "TLS with the Docker engine at " + address
                            + " failed; check DOCKER_TLS_VERIFY and the certificates of DOCKER_CERT_PATH: " + words,
                    root);
        }
        return new Unanswered("no answer from a Docker engine at " + address + ": " + words, root);
    }

    static String what(Request.Method method, String path) {
        int query = path.indexOf('?');
        return method + " " + (query < 0 ? path : path.substring(0, query));
    }
}
