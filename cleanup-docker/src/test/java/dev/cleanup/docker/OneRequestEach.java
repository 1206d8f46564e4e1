package dev.cleanup.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;

/**
 * A transport that uses no connection twice, so that a test can ask an engine that was started anew.
 *
 * @param client who sends the requests
 */
record OneRequestEach(DockerHttpClient client) implements DockerHttpClient {
    @Override
    public Response execute(Request request) {
        return client.execute(
                Request.builder().from(request).putHeader("Connection", "close").build());
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
