package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.RunStatus;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import dev.cleanup.docker.DockerCleanup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BuildCacheWireTest {
    private static final String LOOK = "GET /v1.44/system/df?type=build-cache";
    private static final String BASE = "base0123456789012345678ab";
    private static final String LAYER = "layer123456789012345678ab";

    @RegisterExtension
    final Wired wired = new Wired();

    private static String cache(String id, String parents) {
        return "{\"ID\":\"" + id + "\",\"Parents\":" + parents
                + ",\"Type\":\"regular\",\"Description\":\"RUN make\",\"InUse\":false,\"Shared\":false,\"Size\":1000,"
                + "\"CreatedAt\":\"2026-03-01T08:00:00Z\",\"LastUsedAt\":\"2026-03-10T10:00:00Z\",\"UsageCount\":1}";
    }

    private static String prune(String id) {
        return "POST /v1.44/build/prune?all=1&filters=%7B%22id%22%3A%5B%22" + id
                + "%22%5D%2C%22until%22%3A%5B%221773136800.000000000%22%5D%7D";
    }

    private void records(String... records) {
        wired.docker.always("GET /system/df", Answer.ok("{\"BuildCache\":[" + String.join(",", records) + "]}"));
    }

    private static Answer pruned(String id) {
        return Answer.ok("{\"CachesDeleted\":[\"" + id + "\"],\"SpaceReclaimed\":1000}");
    }

    @Test
    void a_dry_run_only_looks() {
        records(cache(BASE, "null"));

        assertThat(wired.dryRun(wired.other(DockerCleanup::buildCache).build()).eligible())
                .isEqualTo(1);
        assertThat(wired.lines()).containsExactly("GET /_ping", "GET /v1.44/info", LOOK);
    }

    @Test
    void each_record_is_pruned_by_its_id_and_only_while_it_is_as_unused_as_it_was_seen() {
        records(cache(BASE, "null"), cache(LAYER, "[\"" + BASE + "\"]"));
        wired.docker.on("POST /build/prune", pruned(LAYER), pruned(BASE));

        TaskRun run = wired.execute(wired.other(DockerCleanup::buildCache).build());

        assertThat(run.tally()).isEqualTo(new Tally(2, 0, 0, 0, 2_000));
        assertThat(wired.lines())
                .containsExactly("GET /_ping", "GET /v1.44/info", LOOK, "GET /_ping", LOOK, prune(LAYER), prune(BASE));
    }

    /** Newer engines write a space before the name of the parents, the oldest ones know one of them. */
    @ParameterizedTest
    @ValueSource(strings = {"\" Parents\":[\"%s\"]", "\"Parents\":[\"%s\"]", "\"Parent\":\"%s\""})
    void a_record_goes_before_the_one_that_it_is_built_on_however_the_engine_writes_that(String parents) {
        String layer = cache(LAYER, "null").replace("\"Parents\":null", parents.formatted(BASE));
        records(cache(BASE, "null"), layer);
        wired.docker.on("POST /build/prune", pruned(LAYER), pruned(BASE));

        wired.execute(wired.other(DockerCleanup::buildCache).build());

        assertThat(wired.changing()).containsExactly(prune(LAYER), prune(BASE));
    }

    @Test
    void a_record_whose_id_is_a_part_of_another_is_never_pruned_since_the_engine_would_take_both() {
        records(cache("abcdefgh", "null"), cache("xyabcdefgh", "null"));
        wired.docker.on("POST /build/prune", pruned("xyabcdefgh"));

        wired.execute(wired.other(DockerCleanup::buildCache).build());

        assertThat(wired.changing()).containsExactly(prune("xyabcdefgh"));
    }

    @Test
    void a_record_that_the_engine_kept_is_skipped() {
        records(cache(BASE, "null"));
        wired.docker.on("POST /build/prune", Answer.ok("{\"CachesDeleted\":null,\"SpaceReclaimed\":0}"));

        assertThat(wired.execute(wired.other(DockerCleanup::buildCache).build()).tally())
                .isEqualTo(new Tally(0, 1, 0, 0));
    }

    @Test
    void an_answer_that_cannot_be_read_is_no_removal_until_another_look_says_so() {
        records(cache(BASE, "null"));
        wired.docker.on("POST /build/prune", asked -> {
            records();
            return Answer.ok("<html>");
        });

        TaskRun run = wired.execute(wired.other(DockerCleanup::buildCache).build());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0));
        assertThat(wired.lines().subList(5, 8)).containsExactly(prune(BASE), "GET /_ping", LOOK);
    }

    @Test
    void a_prune_that_the_engine_refuses_has_failed() {
        records(cache(BASE, "null"));
        wired.docker.on("POST /build/prune", Answer.error(500, "database is locked"));

        TaskRun run = wired.execute(wired.other(DockerCleanup::buildCache).build());

        assertThat(run.tally()).isEqualTo(new Tally(0, 0, 1, 0));
        assertThat(run.leftovers()).singleElement().satisfies(left -> assertThat(left.reason())
                .isEqualTo("the engine answered 500: database is locked"));
    }
}
