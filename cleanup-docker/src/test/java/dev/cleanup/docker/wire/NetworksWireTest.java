package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import dev.cleanup.docker.DockerCleanup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class NetworksWireTest {
    private static final String UNUSED = "d".repeat(64);
    private static final String USED = "2".repeat(64);

    @RegisterExtension
    final Wired wired = new Wired();

    @BeforeEach
    void three_networks_of_which_a_stopped_container_is_in_one() {
        wired.docker.add(1);
        wired.docker.always(
                "GET /networks",
                Answer.ok("[" + network(UNUSED, "old", "null") + "," + network(USED, "bots", "null") + ","
                        + network("e".repeat(64), "bridge", "null") + "]"));
        wired.docker.always("GET /networks/" + UNUSED, Answer.ok(network(UNUSED, "old", "{}")));
    }

    private static String network(String id, String name, String containers) {
        return "{\"Name\":\"" + name + "\",\"Id\":\"" + id
                + "\",\"Created\":\"2026-03-01T08:00:00.5Z\",\"Scope\":\"local\",\"Driver\":\"bridge\",\"Ingress\":false,"
                + "\"ConfigOnly\":false,\"Containers\":" + containers + ",\"Options\":{},\"Labels\":{}}";
    }

    @Test
    void a_dry_run_only_looks() {
        assertThat(wired.dryRun(wired.other(DockerCleanup::networks).build()).eligible())
                .isEqualTo(1);
        assertThat(wired.lines())
                .containsExactly(
                        "GET /_ping", "GET /v1.44/info", "GET /v1.44/networks", "GET /v1.44/containers/json?all=1");
    }

    @Test
    void the_unused_one_goes_by_its_id() {
        wired.docker.on("DELETE /networks/" + UNUSED, Answer.nothing(204));

        TaskRun run = wired.execute(wired.other(DockerCleanup::networks).build());

        assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0));
        assertThat(wired.lines())
                .containsExactly(
                        "GET /_ping",
                        "GET /v1.44/info",
                        "GET /v1.44/networks",
                        "GET /v1.44/containers/json?all=1",
                        "GET /_ping",
                        "GET /v1.44/networks",
                        "GET /v1.44/containers/json?all=1",
                        "GET /v1.44/networks/" + UNUSED,
                        "GET /v1.44/containers/json?all=1",
                        "DELETE /v1.44/networks/" + UNUSED);
    }

    @Test
    void one_that_a_container_came_into_since_is_not_asked_to_go() {
        wired.docker.always(
                "GET /networks/" + UNUSED, Answer.ok(network(UNUSED, "old", "{\"" + "f".repeat(64) + "\":{}}")));

        TaskRun run = wired.execute(wired.other(DockerCleanup::networks).build());

        assertThat(run.tally()).isEqualTo(new Tally(0, 1, 0, 0));
        assertThat(wired.changing()).isEmpty();
    }
}
