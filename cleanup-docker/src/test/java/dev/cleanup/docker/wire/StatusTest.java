package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.Leftover;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an engine says no with: nothing but its own answer "done", or a look, makes a removal. */
@Timeout(60)
class StatusTest {
    @RegisterExtension
    final Wired wired = new Wired();

    private final String one = wired.docker.add(FakeContainer.number(1)).id();
    private final String other = wired.docker.add(FakeContainer.number(2)).id();
    private CleanupService service;

    @BeforeEach
    void a_service_that_tries_once() {
        service = wired.open(
                wired.service(wired.containers().build()).retry(1, Duration.ofMillis(1), Duration.ofMillis(2)));
    }

    private TaskRun execute() {
        return service.run(RunRequest.execute()).task("containers").orElseThrow();
    }

    private static Answer no(int status) {
        return Answer.error(status, "the engine's own words");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 429, 500, 503})
    void a_list_that_is_refused_fails_the_survey_in_the_engines_words(int status) {
        wired.docker.always("GET /containers/json", no(status));

        TaskRun run = execute();

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason())
                .isEqualTo("the Docker engine at " + wired.engine.host() + " answered GET /v1.44/containers/json with "
                        + status + ": the engine's own words");
        assertThat(wired.changing()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 409, 429, 503})
    void an_inspection_that_is_refused_fails_the_survey(int status) {
        wired.docker.always("GET /containers/" + one + "/json", no(status));

        TaskRun run = execute();

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).contains(" with " + status + ": the engine's own words");
        assertThat(wired.changing()).isEmpty();
    }

    @Test
    void a_container_that_is_gone_before_its_inspection_is_left_out() {
        wired.docker.always("GET /containers/" + one + "/json", no(404));

        TaskRun run = execute();

        assertThat(run.survey().orElseThrow().population()).hasValue(1);
        assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0));
        assertThat(wired.docker.there()).containsExactly(one);
    }

    @Test
    void a_container_that_the_engine_cannot_describe_stays_and_lets_the_others_go() {
        wired.docker.always("GET /containers/" + one + "/json", no(500));

        assertThat(service.explain("containers", one).orElseThrow().reasons())
                .containsExactly("its state is not known");
        TaskRun run = execute();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.survey().orElseThrow().population()).hasValue(2);
        assertThat(wired.docker.removed()).containsExactly(other);
        assertThat(wired.log()).contains("the Docker engine cannot describe 1 of 2 resources, which stay");
    }

    @Test
    void an_engine_that_can_describe_none_fails_the_survey() {
        wired.docker.always("GET /containers/" + one + "/json", no(500));
        wired.docker.always("GET /containers/" + other + "/json", no(500));

        TaskRun run = execute();

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).contains("/json with 500: the engine's own words");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 429, 500, 503, 200, 201, 202})
    void a_container_that_is_still_there_was_not_removed_whatever_the_answer(int status) {
        wired.docker.always("DELETE /containers/" + one, no(status));

        TaskRun run = execute();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tally()).isEqualTo(new Tally(1, 0, 1, 0));
        assertThat(run.leftovers())
                .containsExactly(Leftover.failed(one, "the engine answered " + status + ": the engine's own words"));
        assertThat(wired.docker.removed()).containsExactly(other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cannot remove container \"/bot\": container is running: stop the container before removing or force remove",
                "cannot remove container \"/bot\": container is paused and must be unpaused first",
                "You cannot remove a running container abc. Stop the container before attempting removal or force remove",
                "removal of container abc is already in progress",
                "cannot remove container"
            })
    void a_container_in_conflict_is_spared_and_never_forced(String words) {
        wired.docker.always("DELETE /containers/" + one, Answer.error(409, words));

        TaskRun run = execute();

        assertThat(run.tally()).isEqualTo(new Tally(1, 1, 0, 0));
        assertThat(run.leftovers()).containsExactly(Leftover.skipped(one, "the engine answered 409: " + words));
        assertThat(wired.changing())
                .containsExactly(
                        "DELETE /v1.44/containers/" + one + "?v=0", "DELETE /v1.44/containers/" + other + "?v=0");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 409, 500})
    void a_container_that_is_gone_behind_a_refusal_was_removed(int status) {
        wired.docker.on("DELETE /containers/" + one, asked -> {
            wired.docker.itself(asked);
            return no(status);
        });

        assertThat(execute().tally()).isEqualTo(new Tally(2, 0, 0, 0));
        assertThat(wired.docker.removed()).containsExactly(one, other);
    }

    @Test
    void a_refusal_in_a_page_of_hostile_text_becomes_one_short_line() {
        wired.docker.always(
                "GET /containers/json", Answer.json(502, "<html>\r\n\u001b[31m\u202e" + "x".repeat(100_000)));

        String reason = execute().reason();

        assertThat(reason).contains("with 502: <html>").hasSizeLessThan(500);
        assertThat(reason.chars()).noneMatch(Character::isISOControl);
    }
}
