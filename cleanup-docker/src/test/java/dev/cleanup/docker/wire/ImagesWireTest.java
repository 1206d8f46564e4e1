package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.Explanation;
import dev.cleanup.Leftover;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import dev.cleanup.docker.DockerCleanup;
import dev.cleanup.retention.RetentionPolicy;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ImagesWireTest {
    private static final String PARENT = "sha256:" + "a".repeat(64);
    private static final String CHILD = "sha256:" + "b".repeat(64);
    private static final String USED = "sha256:" + "1".repeat(64);
    private static final List<String> SURVEY = List.of(
            "GET /_ping",
            "GET /v1.44/info",
            "GET /v1.44/images/json?all=1",
            "GET /v1.44/containers/json?all=1",
            "GET /v1.44/images/" + PARENT + "/json",
            "GET /v1.44/images/" + CHILD + "/json",
            "GET /v1.44/images/" + USED + "/json");

    @RegisterExtension
    final Wired wired = new Wired();

    @BeforeEach
    void three_images_of_which_a_container_uses_one() {
        wired.docker.add(1);
        wired.docker.always(
                "GET /images/json",
                Answer.ok("[" + listed(PARENT, "") + "," + listed(CHILD, PARENT) + "," + listed(USED, "") + "]"));
        for (String id : List.of(PARENT, CHILD, USED)) {
            wired.docker.always("GET /images/" + id + "/json", Answer.ok(inspected(id)));
        }
    }

    private static String listed(String id, String parent) {
        return "{\"Id\":\"" + id + "\",\"ParentId\":\"" + parent
                + "\",\"RepoTags\":[\"<none>:<none>\"],\"RepoDigests\":null,\"Created\":1772352000,\"Size\":1000,\"Labels\":null}";
    }

    private static String inspected(String id) {
        return "{\"Id\":\"" + id
                + "\",\"RepoTags\":[],\"RepoDigests\":[],\"Created\":\"2026-03-01T08:00:00Z\",\"Metadata\":{\"LastTagTime\":\"0001-01-01T00:00:00Z\"}}";
    }

    /** The image goes, and is not there any more. */
    private void goes(String id) {
        wired.docker.on("DELETE /images/" + id, asked -> {
            wired.docker.always("GET /images/" + id + "/json", Answer.error(404, "No such image: " + id));
            return Answer.ok("[{\"Deleted\":\"" + id + "\"}]");
        });
    }

    @Test
    void a_dry_run_only_looks() {
        TaskRun run = wired.dryRun(wired.other(DockerCleanup::images).build());

        assertThat(run.eligible()).isEqualTo(2);
        assertThat(wired.lines()).isEqualTo(SURVEY);
    }

    @Test
    void children_go_before_parents_by_their_ids_without_force_and_without_taking_others_along() {
        goes(PARENT);
        goes(CHILD);
        wired.docker.on("GET /system/df", Answer.ok("{\"LayersSize\":5000}"), Answer.ok("{\"LayersSize\":2000}"));

        TaskRun run = wired.execute(wired.other(DockerCleanup::images).build());

        assertThat(run.tally()).isEqualTo(new Tally(2, 0, 0, 0, 3_000));
        assertThat(wired.lines().subList(0, SURVEY.size())).isEqualTo(SURVEY);
        assertThat(wired.lines().subList(SURVEY.size(), wired.lines().size()))
                .containsExactly(
                        "GET /_ping",
                        "GET /v1.44/images/json?all=1",
                        "GET /v1.44/containers/json?all=1",
                        "GET /v1.44/images/" + PARENT + "/json",
                        "GET /v1.44/images/" + CHILD + "/json",
                        "GET /v1.44/images/" + USED + "/json",
                        "GET /v1.44/system/df?type=image",
                        "GET /v1.44/images/" + CHILD + "/json",
                        "DELETE /v1.44/images/" + CHILD + "?noprune=1",
                        "GET /v1.44/images/" + CHILD + "/json",
                        "GET /v1.44/images/" + PARENT + "/json",
                        "DELETE /v1.44/images/" + PARENT + "?noprune=1",
                        "GET /v1.44/images/" + PARENT + "/json",
                        "GET /v1.44/system/df?type=image");
    }

    @Test
    void an_image_that_the_engine_only_took_a_name_from_is_not_counted_as_removed() {
        wired.docker.always("GET /system/df", Answer.error(500, "no"));
        wired.docker.always("DELETE /images/" + PARENT, Answer.ok("[{\"Untagged\":\"bot:1\"}]"));
        wired.docker.always("DELETE /images/" + CHILD, Answer.ok("[{\"Untagged\":\"bot:2\"}]"));

        TaskRun run = wired.execute(wired.other(DockerCleanup::images).build());

        assertThat(run.tally()).isEqualTo(new Tally(0, 0, 2, 0));
    }

    @Test
    void an_image_that_the_engine_cannot_describe_stays_and_lets_the_others_go() {
        goes(CHILD);
        wired.docker.always("GET /images/" + PARENT + "/json", Answer.error(500, "layer does not exist"));
        wired.docker.always("GET /system/df", Answer.ok("{}"));

        TaskRun run = wired.execute(wired.other(DockerCleanup::images).build());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0));
        assertThat(run.survey().orElseThrow().unknownAge()).isEqualTo(1);
    }

    private static String named(String id, String tags, String digests) {
        return inspected(id)
                .replace("\"RepoTags\":[]", "\"RepoTags\":" + tags)
                .replace("\"RepoDigests\":[]", "\"RepoDigests\":" + digests);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[\"bot:1\"] | []", "[] | [\"registry/bot@sha256:abc\"]", "[\"bot:1\"] | [\"bot@sha256:abc\"]"})
    void an_image_that_was_given_a_name_between_list_and_inspection_stays(String tags, String digests) {
        wired.docker.always("GET /images/" + PARENT + "/json", Answer.ok(named(PARENT, tags, digests)));
        CleanupService service =
                wired.open(wired.service(wired.other(DockerCleanup::images).build()));
        goes(CHILD);
        wired.docker.always("GET /system/df", Answer.ok("{}"));

        assertThat(service.explain("images", PARENT).orElseThrow().reasons()).containsExactly("it has a name");
        service.run(RunRequest.execute());

        assertThat(wired.changing()).containsExactly("DELETE /v1.44/images/" + CHILD + "?noprune=1");
    }

    @Test
    void an_image_that_was_given_several_names_between_list_and_inspection_stays() {
        wired.docker.always(
                "GET /images/" + PARENT + "/json", Answer.ok(named(PARENT, "[\"bot:1\"]", "[\"other@sha256:abc\"]")));
        CleanupService service = wired.open(
                wired.service(wired.other(DockerCleanup::images).unused().build()));

        assertThat(service.explain("images", PARENT).orElseThrow().reasons()).containsExactly("it has several names");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[\"bot:1\"] | []", "[] | [\"registry/bot@sha256:abc\"]"})
    void an_image_that_is_given_a_name_right_before_its_removal_stays(String tags, String digests) {
        goes(CHILD);
        wired.docker.always("GET /system/df", Answer.ok("{}"));
        String inspection = "GET /images/" + PARENT + "/json";
        wired.docker.on(inspection, Answer.ok(inspected(PARENT)), Answer.ok(inspected(PARENT)));
        wired.docker.on(inspection, Answer.ok(named(PARENT, tags, digests)));

        TaskRun run = wired.execute(wired.other(DockerCleanup::images).build());

        assertThat(run.tally()).isEqualTo(new Tally(1, 1, 0, 0));
        assertThat(run.leftovers()).containsExactly(Leftover.skipped(PARENT, "changed meanwhile"));
        assertThat(wired.changing()).containsExactly("DELETE /v1.44/images/" + CHILD + "?noprune=1");
    }

    @Test
    void names_that_an_inspection_does_not_tell_of_are_no_answer() {
        wired.docker.always(
                "GET /images/" + PARENT + "/json", Answer.ok(inspected(PARENT).replace("\"RepoDigests\":[],", "")));

        TaskRun run = wired.execute(wired.other(DockerCleanup::images).build());

        assertThat(run.reason()).contains("no list 'RepoDigests'");
        assertThat(wired.changing()).isEmpty();
    }

    @Test
    void a_label_called_repository_is_not_taken_for_the_images_repository() {
        String labelled = "\"Labels\":{\"repository\":\"bot\"}";
        wired.docker.always(
                "GET /images/json",
                Answer.ok("[" + listed(CHILD, "").replace("\"Labels\":null", labelled) + ","
                        + listed(PARENT, "").replace("<none>:<none>", "bot:1") + "]"));
        wired.docker.always(
                "GET /images/" + CHILD + "/json", Answer.ok(inspected(CHILD).replace("2026-03-01", "2026-03-05")));
        wired.docker.always("GET /images/" + PARENT + "/json", Answer.ok(named(PARENT, "[\"bot:1\"]", "[]")));
        CleanupService service = wired.open(wired.service(wired.other(DockerCleanup::images)
                .unused()
                .policy(RetentionPolicy.keepLatest(1).per("repository"))
                .build()));

        assertThat(service.explain("images", PARENT).orElseThrow().answer()).isEqualTo(Explanation.Answer.KEPT);
    }
}
