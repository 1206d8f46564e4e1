package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class RestartTest {
    @RegisterExtension
    final Wired wired = new Wired();

    private static final int THREADS = 8;

    private CleanupService service() {
        return wired.open(wired.service(
                wired.containers(wired.client().concurrency(THREADS)).build()));
    }

    /** Holds inspections until as many are under way as there are threads, so that as many connections are open. */
    private void open_all_connections() {
        CountDownLatch together = new CountDownLatch(THREADS);
        wired.docker
                .there()
                .forEach(id -> wired.docker.on("GET /containers/" + id + "/json", asked -> {
                    together.countDown();
                    try {
                        together.await(5, TimeUnit.SECONDS);
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException(interrupted);
                    }
                    return wired.docker.itself(asked);
                }));
    }

    @Test
    void no_connection_is_left_open_behind_a_run_whether_it_went_well_or_not() {
        wired.docker.add(20);
        CleanupService service = service();
        service.run(RunRequest.dryRun());
        wired.docker.on("GET /containers/json", Answer.ok("<html>" + " ".repeat(1_000_000)));
        service.run(RunRequest.dryRun());
        wired.docker.on("GET /_ping", Answer.error(500, "no"));
        service.run(RunRequest.dryRun());
        service.run(RunRequest.execute());

        assertThat(wired.docker.removed()).hasSize(20);
        Awaitility.await().until(() -> wired.engine.open() == 0);
    }

    @Test
    void an_engine_that_was_restarted_is_used_by_the_next_run_whatever_connections_there_were() throws Exception {
        wired.docker.add(100);
        CleanupService service = service();
        open_all_connections();
        assertThat(service.run(RunRequest.dryRun()).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(wired.engine.connections()).isGreaterThanOrEqualTo(THREADS);

        wired.engine.close();
        FakeEngine again =
                wired.open(FakeEngine.unix(Path.of(wired.engine.host().substring(7)), wired.docker));
        TaskRun run = service.run(RunRequest.execute()).task("containers").orElseThrow();

        assertThat(run.status()).as(run.reason()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tally()).isEqualTo(new Tally(100, 0, 0, 0));
        assertThat(again.asked()).isNotEmpty();
    }
}
