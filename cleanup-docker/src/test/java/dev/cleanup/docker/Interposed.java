package dev.cleanup.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * A transport at which something happens right before each request.
 *
 * @param client who sends it
 * @param before what happens
 */
record Interposed(DockerHttpClient client, Consumer<Request> before) implements DockerHttpClient {
    @Override
    public Response execute(Request request) {
        before.accept(request);
        return client.execute(request);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
