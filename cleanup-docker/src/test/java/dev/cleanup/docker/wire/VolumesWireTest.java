package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import dev.cleanup.docker.DockerCleanup;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class VolumesWireTest {
    private static final String ANONYMOUS = "c".repeat(64);
    private static final List<String> LOOK = List.of("GET /v1.44/volumes", "GET /v1.44/containers/json?all=1");

    @RegisterExtension
    final Wired wired = new Wired();

    @BeforeEach
    void an_anonymous_volume_and_a_named_one() {
        wired.docker.always(
                "GET /volumes",
                Answer.ok("{\"Volumes\":[" + volume(ANONYMOUS) + "," + volume("database") + "],\"Warnings\":null}"));
        wired.docker.always("GET /volumes/" + ANONYMOUS, Answer.ok(volume(ANONYMOUS)));
        wired.docker.always("GET /volumes/database", Answer.ok(volume("database")));
    }

    private static String volume(String name) {
        return "{\"CreatedAt\":\"2026-03-01T08:00:00Z\",\"Driver\":\"local\",\"Labels\":null,\"Mountpoint\":\"/v\",\"Name\":\""
                + name + "\",\"Options\":null,\"Scope\":\"local\"}";
    }

    @Test
    void a_dry_run_only_looks() {
        assertThat(wired.dryRun(wired.other(DockerCleanup::volumes).build()).eligible())
                .isEqualTo(1);
        assertThat(wired.lines()).containsExactly("GET /version", "GET /v1.44/info", LOOK.get(0), LOOK.get(1));
    }

    @Test
    void the_anonymous_one_goes_by_its_name_without_force() {
        wired.docker.on("DELETE /volumes/" + ANONYMOUS, Answer.nothing(204));
        wired.docker.on("GET /system/df", size(700), size(100));

        TaskRun run = wired.execute(wired.other(DockerCleanup::volumes).build());

        assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0, 600));
        assertThat(wired.lines())
                .containsExactly(
                        "GET /version",
                        "GET /v1.44/info",
                        LOOK.get(0),
                        LOOK.get(1),
                        "GET /version",
                        LOOK.get(0),
                        LOOK.get(1),
                        "GET /v1.44/system/df?type=volume",
                        "GET /v1.44/volumes/" + ANONYMOUS,
                        "DELETE /v1.44/volumes/" + ANONYMOUS,
                        "GET /v1.44/system/df?type=volume");
    }

    private static Answer size(long bytes) {
        return Answer.ok("{\"Volumes\":[{\"Name\":\"x\",\"UsageData\":{\"Size\":" + bytes
                + "}},{\"Name\":\"y\",\"UsageData\":{\"Size\":-1}}]}");
    }

    @Test
    void a_volume_that_a_container_has_by_now_is_skipped() {
        wired.docker.on("DELETE /volumes/" + ANONYMOUS, Answer.error(409, "volume is in use - [abc]"));
        wired.docker.always("GET /system/df", size(0));

        TaskRun run = wired.execute(wired.other(DockerCleanup::volumes).build());

        assertThat(run.tally()).isEqualTo(new Tally(0, 1, 0, 0));
        assertThat(run.leftovers()).singleElement().satisfies(left -> assertThat(left.reason())
                .isEqualTo("the engine answered 409: volume is in use - [abc]"));
    }

    @Test
    void a_name_that_would_be_another_path_spoils_the_whole_look() {
        wired.docker.always("GET /volumes", Answer.ok("{\"Volumes\":[" + volume("../containers/x") + "]}"));

        TaskRun run = wired.execute(wired.other(DockerCleanup::volumes).build());

        assertThat(run.reason()).contains("'Name' is not an id in full");
        assertThat(wired.changing()).isEmpty();
    }
}
