package dev.cleanup.docker.internal.engine;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.util.Optional;

/**
 * What an engine says of itself in the head of its answer to a ping, which costs it nothing; its version in full takes it some 30 ms.
 *
 * @param version of the API that is spoken with it
 * @param podman whether it is Podman's Docker API
 */
record Ping(Version version, boolean podman) {
    static final String PATH = "/_ping";

    static Ping of(String address, Response answer) {
        return new Ping(
                Version.negotiate(address, header(answer, "Api-Version").orElse("")),
                header(answer, "Libpod-Api-Version").isPresent());
    }

    private static Optional<String> header(Response answer, String name) {
        return Optional.ofNullable(answer.getHeader(name));
    }
}
