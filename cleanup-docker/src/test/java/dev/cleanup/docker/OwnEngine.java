package dev.cleanup.docker;

import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A Docker Engine in the build folder, with its data on disk; it is started when it is first asked for. */
final class OwnEngine implements AutoCloseable {
    /** How long one request may take: an engine that hangs is not waited for. */
    static final Duration CALL_TIMEOUT = Duration.ofSeconds(1);

    private static final Path SCRIPT = Path.of("..", ".ci", "docker-engine");

    private final Path directory = Path.of("target", "docker-engine").toAbsolutePath();
    private final Optional<String> lacking = call("start");
    private volatile boolean crashed;

    /** Why there is none. */
    Optional<String> lacking() {
        return lacking;
    }

    /** For one test. */
    Docker docker() {
        DockerEngine engine =
                DockerEngine.builder().host(address()).callTimeout(CALL_TIMEOUT).build();
        DefaultDockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(address())
                .build();
        DockerHttpClient transport = new OneRequestEach(new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .build());
        return new Docker(DockerClientImpl.getInstance(config, transport), engine, CALL_TIMEOUT);
    }

    private String address() {
        return "unix://" + directory.resolve("docker.sock");
    }

    /** Where it keeps what belongs to a container. */
    Path dataOf(String container) {
        return directory.resolve("data/containers").resolve(container);
    }

    /** Starts it after a crash. */
    void start() {
        mustCall("start");
        crashed = false;
    }

    /** Ends it at once. */
    void crash() {
        crashed = true;
        mustCall("kill");
    }

    /** Makes it answer again, whatever a test has done to it. */
    void restore() {
        if (crashed) {
            start();
        }
        resume();
    }

    /** Lets it hang: it takes requests, and answers none. */
    void pause() {
        mustCall("pause");
    }

    void resume() {
        mustCall("resume");
    }

    @Override
    public void close() {
        mustCall("stop");
    }

    private void mustCall(String command) {
        call(command).ifPresent(output -> {
            throw new IllegalStateException(output);
        });
    }

    /** What the script says when it fails. The engine outlives it and must not hold its output. */
    private Optional<String> call(String command) {
        try {
            Files.createDirectories(directory);
            Path output = directory.resolve("script.log");
            Process process = new ProcessBuilder(SCRIPT.toString(), command, directory.toString())
                    .redirectErrorStream(true)
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile())
                    .start();
            return process.waitFor() == 0
                    ? Optional.empty()
                    : Optional.of("no engine of the tests' own: " + Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }
}
