package dev.cleanup.docker.wire;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A transport of an engine that answers everything with this body.
 *
 * @param body whatever is asked
 */
public record AnswersOnly(String body) implements DockerHttpClient {
    @Override
    public Response execute(Request request) {
        return new Answered(body);
    }

    @Override
    public void close() {}

    private record Answered(String body) implements Response {
        @Override
        public int getStatusCode() {
            return 200;
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            return Map.of("Api-Version", List.of("1.44"));
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {}
    }
}
