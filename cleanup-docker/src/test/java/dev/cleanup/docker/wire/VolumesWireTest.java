package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import dev.cleanup.docker.DockerBuilder;
import dev.cleanup.docker.DockerCleanup;
import dev.cleanup.docker.VolumesBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class VolumesWireTest {
    private static final String ANONYMOUS = "c".repeat(64);
    private static final List<String> LOOK = List.of("GET /v1.44/volumes", "GET /v1.44/containers/json?all=1");

    @RegisterExtension
    final Wired wired = new Wired();

    @BeforeEach
    void an_anonymous_volume_and_a_named_one() {
        there(anonymous(ANONYMOUS), volume("database"));
        wired.docker.always("GET /volumes/" + ANONYMOUS, Answer.ok(anonymous(ANONYMOUS)));
    }

    private void there(String... volumes) {
        wired.docker.always(
                "GET /volumes", Answer.ok("{\"Volumes\":[" + String.join(",", volumes) + "],\"Warnings\":null}"));
    }

    private static String volume(String name) {
        return volume(name, "null", "null");
    }

    private static String anonymous(String name) {
        return volume(name, "{\"com.docker.volume.anonymous\":\"\"}", "null");
    }

    private static String volume(String name, String labels, String options) {
        return "{\"CreatedAt\":\"2026-03-01T08:00:00Z\",\"Driver\":\"local\",\"Labels\":" + labels
                + ",\"Mountpoint\":\"/v\",\"Name\":\"" + name + "\",\"Options\":" + options
                + ",\"Scope\":\"local\"}";
    }

    /** A service that has looked once, two hours ago. */
    private CleanupService known(DockerBuilder<?> task) {
        CleanupService service = wired.open(wired.service(task.build()));
        service.run(RunRequest.dryRun());
        wired.docker.now(FakeDocker.NOW.plus(Duration.ofHours(2)));
        wired.engine.forget();
        return service;
    }

    private TaskRun execute(DockerBuilder<?> task) {
        return known(task).run(RunRequest.execute()).task("volumes").orElseThrow();
    }

    private VolumesBuilder volumes() {
        return wired.other(DockerCleanup::volumes);
    }

    private static String reason(CleanupService service, String volume) {
        return String.join(
                "; ", service.explain("volumes", volume).orElseThrow().reasons());
    }

    @Test
    void a_dry_run_only_looks() {
        CleanupService service = known(volumes());

        assertThat(service.run(RunRequest.dryRun())
                        .task("volumes")
                        .orElseThrow()
                        .eligible())
                .isEqualTo(1);
        assertThat(wired.lines()).containsExactly("GET /_ping", "GET /v1.44/info", LOOK.get(0), LOOK.get(1));
    }

    @Test
    void the_anonymous_one_goes_by_its_name_without_force() {
        wired.docker.on("DELETE /volumes/" + ANONYMOUS, Answer.nothing(204));
        wired.docker.on("GET /system/df", size(600));

        TaskRun run = execute(volumes());

        assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0, 600));
        assertThat(wired.lines())
                .containsExactly(
                        "GET /_ping",
                        "GET /v1.44/info",
                        LOOK.get(0),
                        LOOK.get(1),
                        "GET /_ping",
                        LOOK.get(0),
                        LOOK.get(1),
                        "GET /v1.44/system/df?type=volume",
                        "GET /v1.44/volumes/" + ANONYMOUS,
                        "DELETE /v1.44/volumes/" + ANONYMOUS);
    }

    private static Answer size(long bytes) {
        return Answer.ok("{\"Volumes\":[{\"Name\":\"" + ANONYMOUS + "\",\"UsageData\":{\"Size\":" + bytes
                + "}},{\"Name\":\"database\",\"UsageData\":{\"Size\":5000}},{\"Name\":\"y\",\"UsageData\":null}]}");
    }

    @Test
    void what_another_volume_grows_meanwhile_takes_nothing_from_what_came_back() {
        wired.docker.on("DELETE /volumes/" + ANONYMOUS, Answer.nothing(204));
        wired.docker.on("GET /system/df", size(600));
        wired.docker.always("GET /system/df", size(100_000));

        assertThat(execute(volumes()).tally()).isEqualTo(new Tally(1, 0, 0, 0, 600));
    }

    @Test
    void a_size_that_nobody_knows_counts_nothing() {
        wired.docker.on("DELETE /volumes/" + ANONYMOUS, Answer.nothing(204));
        wired.docker.on("GET /system/df", size(-1));

        assertThat(execute(volumes()).tally()).isEqualTo(new Tally(1, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-backup", "data2", "DATA.old"})
    void a_volume_whose_name_begins_anothers_stays_since_podman_would_take_the_other_once_it_is_gone(String other) {
        there(volume("data"), volume(other));
        wired.docker.always("GET /volumes/data", Answer.ok(volume("data")));
        wired.docker.always("GET /volumes/" + other, Answer.ok(volume(other)));
        wired.docker.always("GET /system/df", size(0));
        List<String> podman = new ArrayList<>(List.of("data", other));
        wired.docker.always("DELETE /volumes/" + other, asked -> removed(podman, other));
        // The answer is lost, the transport asks once more, and the engine takes the name for the beginning of one.
        wired.docker.on("DELETE /volumes/data", asked -> {
            podman.remove("data");
            return Answer.cut();
        });
        wired.docker.always("DELETE /volumes/data", asked -> removed(podman, other));
        CleanupService service = known(volumes().includeNamed());

        assertThat(reason(service, "data")).isEqualTo("its name begins that of " + other);
        service.run(RunRequest.execute());

        assertThat(podman).containsExactly("data");
        assertThat(wired.changing()).containsExactly("DELETE /v1.44/volumes/" + other);
    }

    private static Answer removed(List<String> there, String volume) {
        return there.remove(volume) ? Answer.nothing(204) : Answer.error(404, "no such volume");
    }

    @Test
    void an_underscore_in_a_name_stands_for_any_character_in_podmans_search() {
        there(volume("app_data"), volume("app-data-1"));

        assertThat(reason(known(volumes().includeNamed()), "app_data")).isEqualTo("its name begins that of app-data-1");
    }

    @ParameterizedTest
    @CsvSource({"1.41, true", "1.42, false", "1.44, false"})
    void a_name_of_64_digits_is_no_sign_of_an_anonymous_volume_once_the_engine_says_so_itself(
            String version, boolean goes) {
        wired.docker.version(version, "1.24");
        there(volume(ANONYMOUS));
        CleanupService service = known(volumes());

        if (goes) {
            assertThat(reason(service, ANONYMOUS)).doesNotContain("name");
        } else {
            assertThat(reason(service, ANONYMOUS)).isEqualTo("it has a name of its own");
        }
    }

    @Test
    void podman_gives_no_sign_of_an_anonymous_volume_so_that_a_name_of_64_digits_stays() {
        wired.docker.always("GET /_ping", Answer.ping("Api-Version: 1.41\r\nLibpod-Api-Version: 4.9.3"));
        there(volume(ANONYMOUS));

        assertThat(reason(known(volumes()), ANONYMOUS)).isEqualTo("it has a name of its own");
    }

    @Test
    void a_volume_that_the_first_look_finds_without_a_container_may_have_lost_it_a_moment_ago() {
        CleanupService service = wired.open(wired.service(volumes().build()));

        assertThat(service.run(RunRequest.execute())
                        .task("volumes")
                        .orElseThrow()
                        .eligible())
                .isZero();
        wired.docker.now(FakeDocker.NOW.plus(Duration.ofMinutes(59)));
        assertThat(reason(service, ANONYMOUS)).contains("1 h");
        assertThat(service.run(RunRequest.execute())
                        .task("volumes")
                        .orElseThrow()
                        .eligible())
                .isZero();
        assertThat(wired.changing()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"nfs\",\"o\":\"addr=10.0.0.1,rw\",\"device\":\":/export\"}",
                "{\"type\":\"none\",\"o\":\"bind\",\"device\":\"/srv/data\"}",
                "{\"o\":\"uid=1000\"}",
                "[]",
                "\"\""
            })
    void a_local_volume_with_options_may_be_anywhere_and_stays(String options) {
        there(volume("share", "null", options));

        assertThat(reason(known(volumes().includeNamed()), "share"))
                .isEqualTo("it is not on the engine's own disk alone");
    }

    @Test
    void a_local_volume_without_any_option_is_on_the_engines_own_disk() {
        there(volume("share", "null", "{}"));

        assertThat(known(volumes().includeNamed())
                        .run(RunRequest.dryRun())
                        .task("volumes")
                        .orElseThrow()
                        .eligible())
                .isEqualTo(1);
    }

    @Test
    void a_volume_that_a_container_has_by_now_is_skipped() {
        wired.docker.on("DELETE /volumes/" + ANONYMOUS, Answer.error(409, "volume is in use - [abc]"));
        wired.docker.always("GET /system/df", size(0));

        TaskRun run = execute(volumes());

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
