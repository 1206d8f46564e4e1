package dev.cleanup.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import dev.cleanup.docker.internal.engine.Access;
import dev.cleanup.docker.internal.engine.Api;
import dev.cleanup.docker.internal.engine.Workers;
import java.time.Instant;

/**
 * The Docker Engine that tasks look at, or Podman with Docker's API: engines 20.10 to 29 (of which 20.10 was run for real, and Podman 4.3), over a Unix socket or TCP with or without TLS. It is
 * asked for the first time by the first survey, so that an engine that is down fails that task and nothing else; {@link #check} asks it at once. Safe
 * for use by several threads; close it after the service.
 */
public final class DockerEngine implements AutoCloseable {
    private final Access access;
    private final Workers workers;
    private final boolean explicit;

    DockerEngine(Access access, Workers workers, boolean explicit) {
        this.access = access;
        this.workers = workers;
        this.explicit = explicit;
    }

    /**
     * The engine that the environment names: {@code DOCKER_HOST}, {@code DOCKER_TLS_VERIFY}, {@code DOCKER_CERT_PATH}; otherwise the one on the
     * platform's usual socket. Unlike the docker command this heeds no context. The log says which one it is.
     *
     * @throws ConfigurationException when one of these has a value that is not accepted
     */
    public static DockerEngine fromEnvironment() {
        return builder().build();
    }

    /** Begins to set up an engine. */
    public static DockerEngineBuilder builder() {
        return new DockerEngineBuilder();
    }

    /**
     * The engine of a docker-java client that the application has already; it stays the application's to close. It must have a response timeout
     * when it is on TCP, at least as many connections as there are threads, and give the headers of answers, which tell the engine's version. Nothing
     * ends a call of its own on TCP that an engine answers a byte now and then.
     *
     * @param address where it is, in words for people
     */
    public static DockerEngine of(DockerHttpClient client, String address) {
        return builder().client(client, address).build();
    }

    /** Where the engine is, in words. */
    public String address() {
        return access.address();
    }

    /**
     * Asks the engine for its version and its time.
     *
     * @return the engine's time
     * @throws CleanupException when it cannot be reached or may not be used, or is too old, and says what to do; or is too new, in its own words
     */
    public Instant check() {
        try (Api api = Api.of(access)) {
            return api.now();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CleanupException("interrupted while the Docker engine was asked", interrupted);
        }
    }

    Access access() {
        return access;
    }

    Workers workers() {
        return workers;
    }

    /** Whether the application or its environment named it, rather than leaving it to the default. */
    boolean isExplicit() {
        return explicit;
    }

    /** From now on the engine is not asked any more. */
    @Override
    public void close() {
        access.close();
    }
}
