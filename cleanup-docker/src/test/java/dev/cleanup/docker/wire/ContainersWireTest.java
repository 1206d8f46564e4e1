package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class ContainersWireTest {
    private static final String LIST =
            "GET /v1.44/containers/json?all=1&filters=%7B%22label%22%3A%5B%22app%3Dbot%22%5D%7D";

    @RegisterExtension
    final Wired wired = new Wired();

    private final String first = wired.docker.add(FakeContainer.number(1)).id();
    private final String second = wired.docker.add(FakeContainer.number(2)).id();

    @Test
    void a_dry_run_asks_for_version_time_list_and_each_stopped_container() {
        TaskRun run = wired.dryRun(wired.containers().build());

        assertThat(run.eligible()).isEqualTo(2);
        assertThat(wired.lines())
                .containsExactly(
                        "GET /version",
                        "GET /v1.44/info",
                        LIST,
                        "GET /v1.44/containers/" + first + "/json",
                        "GET /v1.44/containers/" + second + "/json");
    }

    @Test
    void an_execute_looks_again_and_removes_each_by_its_id_in_full_without_force() {
        TaskRun run = wired.execute(wired.containers().build());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tally()).isEqualTo(new Tally(2, 0, 0, 0));
        assertThat(wired.lines())
                .containsExactly(
                        "GET /version",
                        "GET /v1.44/info",
                        LIST,
                        "GET /v1.44/containers/" + first + "/json",
                        "GET /v1.44/containers/" + second + "/json",
                        "GET /version",
                        LIST,
                        "GET /v1.44/containers/" + first + "/json",
                        "GET /v1.44/containers/" + second + "/json",
                        "GET /v1.44/containers/" + first + "/json",
                        "DELETE /v1.44/containers/" + first + "?v=0",
                        "GET /v1.44/containers/" + second + "/json",
                        "DELETE /v1.44/containers/" + second + "?v=0");
    }
}
