package dev.cleanup.docker.internal.engine;

import com.github.dockerjava.transport.DockerHttpClient;
import dev.cleanup.CleanupException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The way to an engine. Each look and each batch opens connections of its own: those that were kept from one run to the next would all be broken
 * once the engine was restarted, and nobody could tell them from an engine that is down. Safe for use by several threads.
 */
public final class Access implements AutoCloseable {
    private final Supplier<DockerHttpClient> transports;
    private final boolean ours;
    private final String address;
    private final Duration callTimeout;
    private volatile boolean closed;

    private Access(Supplier<DockerHttpClient> transports, boolean ours, String address, Duration callTimeout) {
        this.transports = transports;
        this.ours = ours;
        this.address = address;
        this.callTimeout = callTimeout;
    }

    /** By transports that are made for each look, and closed behind it. */
    public static Access by(Supplier<DockerHttpClient> transports, String address, Duration callTimeout) {
        return new Access(transports, true, address, callTimeout);
    }

    /** By a transport of the application's own. */
    public static Access by(DockerHttpClient transport, String address, Duration callTimeout) {
        return new Access(() -> transport, false, address, callTimeout);
    }

    /** Where the engine is, for people. */
    public String address() {
        return address;
    }

    Connection open() {
        if (closed) {
            throw new CleanupException("the Docker engine at " + address + " was closed by the application");
        }
        return new Connection(transports, ours, address, callTimeout);
    }

    /** From now on nothing is opened any more. */
    @Override
    public void close() {
        closed = true;
    }
}
