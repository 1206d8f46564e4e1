package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupTask;
import dev.cleanup.RunStatus;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import dev.cleanup.docker.DockerEngineBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** TLS that works, and every way in which it does not: never without it when it was asked for. */
@Timeout(60)
class TlsTest {
    @TempDir
    private static Path directory;

    private static Certificates ours;
    private static Certificates theirs;

    @RegisterExtension
    final Wired wired = new Wired();

    private final List<FakeContainer> containers = wired.docker.add(5);

    @BeforeAll
    static void two_certificates_that_do_not_know_each_other() throws Exception {
        ours = Certificates.in(Files.createDirectory(directory.resolve("ours")));
        theirs = Certificates.in(Files.createDirectory(directory.resolve("theirs")));
    }

    private TaskRun execute(FakeEngine engine, Certificates trusted) {
        DockerEngineBuilder client =
                wired.client(engine).callTimeout(Duration.ofSeconds(3)).tls(trusted.directory());
        return wired.execute(wired.containers(client).build());
    }

    private static void tls_failed(TaskRun run, FakeEngine engine) {
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason())
                .startsWith("TLS with the Docker engine at " + engine.host() + " failed; check DOCKER_TLS_VERIFY");
        assertThat(engine.asked()).isEmpty();
    }

    @Test
    void an_engine_with_the_certificate_that_is_trusted_is_used() throws Exception {
        FakeEngine engine = wired.open(FakeEngine.tls(ours.server(), wired.docker));

        assertThat(execute(engine, ours).tally()).isEqualTo(new Tally(5, 0, 0, 0));
    }

    @Test
    void a_certificate_that_is_taken_away_later_does_not_mean_no_tls() throws Exception {
        Path copy = Files.createDirectory(directory.resolve("copy"));
        for (String file : List.of("ca.pem", "cert.pem", "key.pem")) {
            Files.copy(ours.directory().resolve(file), copy.resolve(file));
        }
        FakeEngine engine = wired.open(FakeEngine.tls(ours.server(), wired.docker));
        CleanupTask task = wired.containers(wired.client(engine).tls(copy)).build();
        Files.delete(copy.resolve("key.pem"));

        assertThat(wired.execute(task).tally()).isEqualTo(new Tally(5, 0, 0, 0));
    }

    @Test
    void an_engine_with_another_certificate_is_not_asked_anything() throws Exception {
        FakeEngine engine = wired.open(FakeEngine.tls(theirs.server(), wired.docker));

        tls_failed(execute(engine, ours), engine);
    }

    @Test
    void an_engine_without_tls_is_not_asked_anything() throws Exception {
        FakeEngine engine = wired.open(FakeEngine.tcp(wired.docker));
        DockerEngineBuilder client =
                wired.client(engine).callTimeout(Duration.ofSeconds(3)).tls(ours.directory());

        tls_failed(wired.execute(wired.containers(client).build()), engine);
    }

    @Test
    void a_client_without_tls_gets_nothing_from_an_engine_with_it() throws Exception {
        FakeEngine engine = wired.open(FakeEngine.tls(ours.server(), wired.docker));

        TaskRun run = wired.execute(wired.containers(wired.client(engine)).build());

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).contains("engine at " + engine.host());
    }

    @Test
    void a_removal_whose_answer_is_lost_is_counted_once() throws Exception {
        FakeEngine engine = wired.open(FakeEngine.tls(ours.server(), wired.docker));
        String id = containers.get(2).id();
        wired.docker.on("DELETE /containers/" + id, asked -> {
            wired.docker.itself(asked);
            return Answer.cutWithin("{\"mess");
        });
        wired.docker.on("DELETE /containers/" + id, Answer.cut());

        assertThat(execute(engine, ours).tally()).isEqualTo(new Tally(5, 0, 0, 0));
        assertThat(wired.docker.removed()).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void a_call_that_hangs_ends_with_its_timeout() throws Exception {
        FakeEngine engine = wired.open(FakeEngine.tls(ours.server(), wired.docker));
        wired.docker.on("GET /containers/json", Answer.hang());
        wired.docker.on("GET /containers/json", Answer.drip("[{\"Id\":\""));

        TaskRun run = execute(engine, ours);

        // Twice too late, and the third attempt of the service finds an engine that works.
        assertThat(run.status()).as(run.reason()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tally().removed()).isEqualTo(5);
    }
}
