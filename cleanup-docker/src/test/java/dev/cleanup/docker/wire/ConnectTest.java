package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.transport.DockerHttpClient;
import dev.cleanup.CleanupException;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupTask;
import dev.cleanup.Removal;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import dev.cleanup.docker.AsIfOutside;
import dev.cleanup.docker.DockerCleanup;
import dev.cleanup.docker.DockerEngine;
import dev.cleanup.retention.RetentionPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Engines that cannot be reached: a clear error, a failed task, and the others unaffected. */
@Timeout(60)
class ConnectTest {
    @RegisterExtension
    final Wired wired = new Wired();

    @TempDir
    private Path directory;

    private DockerEngine at(String host) {
        return wired.open(DockerEngine.builder()
                .host(host)
                .callTimeout(Duration.ofSeconds(5))
                .build());
    }

    private void cannot_be_reached(String host, String words) {
        assertThatThrownBy(at(host)::check)
                .isInstanceOf(CleanupException.class)
                .hasMessageContaining("no answer from a Docker engine at " + host)
                .hasMessageContaining(words);
    }

    @Test
    void there_is_no_socket() {
        cannot_be_reached("unix://" + directory.resolve("docker.sock"), "No such file");
    }

    @Test
    void the_socket_is_a_file() throws IOException {
        cannot_be_reached("unix://" + Files.createFile(directory.resolve("docker.sock")), "Connection refused");
    }

    @Test
    void the_socket_is_a_directory() {
        cannot_be_reached("unix://" + directory, "");
    }

    @Test
    void nobody_listens_behind_the_socket() {
        wired.engine.close();

        cannot_be_reached(wired.engine.host(), "Connection refused");
    }

    @Test
    void nobody_listens_on_the_port() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        cannot_be_reached("tcp://127.0.0.1:" + port, "refused");
    }

    @Test
    void the_socket_may_not_be_used() {
        DockerEngine engine = DockerEngine.of(new Failing(new SocketException("Permission denied")), "unix:///socket");

        assertThatThrownBy(engine::check)
                .isInstanceOf(CleanupException.class)
                .hasMessage(
                        "no permission to use the Docker engine at unix:///socket: the user of this process must be allowed to read and write the socket, for example as a member of the group docker");
    }

    @Test
    void what_will_not_change_by_itself_is_not_tried_again() {
        Failing forbidden = new Failing(new SocketException("Permission denied"));
        TaskRun run = wired.execute(containers(DockerEngine.of(forbidden, "unix:///socket")));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(forbidden.calls).hasValue(1);
    }

    @Test
    void what_may_be_there_in_a_moment_is_tried_again() {
        Failing down = new Failing(new SocketException("Connection refused"));
        TaskRun run = wired.execute(containers(DockerEngine.of(down, "unix:///socket")));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(down.calls).hasValue(3);
    }

    @Test
    void the_other_tasks_of_a_run_are_unaffected() {
        CleanupTask other = CleanupTask.ofResources(
                "files", List::of, RetentionPolicy.keepFor("1h"), file -> Removal.skipped("none"));
        CleanupRun run = wired.open(wired.service(containers(at("unix://" + directory.resolve("docker.sock"))), other))
                .run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.task("containers").orElseThrow().status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.task("files").orElseThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_client_of_the_applications_own_is_used_and_not_closed() {
        Failing client = new Failing(new SocketException("Connection refused"));
        DockerEngine engine = DockerEngine.of(client, "unix:///socket");

        assertThatThrownBy(engine::check).isInstanceOf(CleanupException.class);
        engine.close();

        assertThat(client.closed).hasValue(0);
    }

    private CleanupTask containers(DockerEngine engine) {
        return AsIfOutside.of(DockerCleanup.containers(engine))
                .label("app", "bot")
                .policy(RetentionPolicy.keepFor("1h"))
                .build();
    }

    /** A transport whose requests all fail, wrapped as docker-java wraps them. */
    private static final class Failing implements DockerHttpClient {
        private final IOException failure;
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicInteger closed = new AtomicInteger();

        Failing(IOException failure) {
            this.failure = failure;
        }

        @Override
        public Response execute(Request request) {
            calls.incrementAndGet();
            throw new RuntimeException(failure);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
