package dev.cleanup.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Builds as {@code docker build} does, without its command, which needs a plug-in for that on some machines: one request brings the files, another
 * has them built.
 *
 * @param client to the engine
 */
record BuildKit(DockerHttpClient client) {

    /** Builds an image without a name, and throws when that fails. */
    void build(String dockerfile) {
        byte[] files = Tar.of(Map.of("Dockerfile", dockerfile.getBytes(StandardCharsets.UTF_8)));
        String id = UUID.randomUUID().toString();
        CompletableFuture<String> upload =
                CompletableFuture.supplyAsync(() -> post("/build?version=2&buildid=upload-request:" + id, files));
        String answer = post("/build?version=2&remote=upload-request&buildid=" + id, new byte[0]);
        upload.join();
        assertThat(answer).contains("moby.image.id").doesNotContain("errorDetail");
    }

    private String post(String path, byte[] body) {
        Request request = Request.builder()
                .method(Method.POST)
                .path(path)
                .putHeader("Content-Type", "application/x-tar")
                .body(new ByteArrayInputStream(body))
                .build();
        try (DockerHttpClient.Response response = client.execute(request)) {
            return new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
