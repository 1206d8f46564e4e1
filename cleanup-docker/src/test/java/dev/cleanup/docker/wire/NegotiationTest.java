package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.CleanupException;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import dev.cleanup.docker.DockerEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The version of the API that is spoken, from Docker 20.10 to 29. */
@Timeout(60)
class NegotiationTest {
    private static final String TOO_NEW = "400: client version 1.44 is too old. Minimum supported API version is 1.45";

    @RegisterExtension
    final Wired wired = new Wired();

    private final String id = wired.docker.add(FakeContainer.number(1)).id();

    @ParameterizedTest
    @CsvSource({
        "1.41, 1.12, 1.41",
        "1.43, 1.24, 1.43",
        "1.44, 1.24, 1.44",
        "1.52, 1.44, 1.44",
        "1.55, 1.40, 1.44",
        "1.41, '', 1.41"
    })
    void is_the_newest_that_both_know(String newest, String oldest, String spoken) {
        wired.docker.version(newest, oldest);

        wired.execute(wired.containers().build());

        assertThat(wired.docker.removed()).containsExactly(id);
        assertThat(wired.lines()).allMatch(line -> line.equals("GET /_ping") || line.contains(" /v" + spoken + "/"));
    }

    @ParameterizedTest
    @CsvSource({
        "1.40, 1.12, is too old: it speaks API 1.40; needed is 1.41",
        "1.9, 1.0, is too old: it speaks API 1.9; needed is 1.41",
        "0.99, '', is too old: it speaks API 0.99; needed is 1.41",
        "'', '', is no Docker engine: its answer to GET /_ping has no Api-Version in its head",
        "v1.44, 1.24, is no Docker engine: its API version is 'v1.44'",
        "1.44/../x, 1.24, is no Docker engine: its API version is '1.44/../x'"
    })
    void what_cannot_be_spoken_with_is_asked_nothing_else_and_says_why(String newest, String oldest, String why) {
        wired.docker.version(newest, oldest);

        TaskRun run = wired.execute(wired.containers().build());

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).contains(wired.engine.host()).contains(why);
        assertThat(wired.lines()).containsOnly("GET /_ping");
    }

    @Test
    void an_engine_too_new_refuses_in_its_own_words() {
        wired.docker.version("1.55", "1.45");

        TaskRun run = wired.execute(wired.containers().build());

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).contains(wired.engine.host()).contains(TOO_NEW);
        assertThat(wired.changing()).isEmpty();
        assertThatThrownBy(() -> wired.open(wired.client().build()).check())
                .isInstanceOf(CleanupException.class)
                .hasMessageContaining(TOO_NEW);
    }

    @Test
    void a_check_at_the_start_says_the_same() {
        wired.docker.version("1.40", "1.12");
        DockerEngine engine = wired.open(wired.client().build());

        assertThatThrownBy(engine::check).isInstanceOf(CleanupException.class).hasMessageContaining("too old");
    }

    @Test
    void a_check_of_an_engine_that_fits_gives_its_time() {
        assertThat(wired.open(wired.client().build()).check()).isEqualTo(FakeDocker.NOW);
    }

    @Test
    void an_engine_that_was_replaced_between_survey_and_batch_is_spoken_with_in_its_own_version() {
        CleanupService service = wired.open(wired.service(wired.containers().build()));
        CleanupRun plan = service.run(RunRequest.dryRun());
        wired.docker.version("1.42", "1.24");

        service.run(RunRequest.apply(plan.id()));

        assertThat(wired.changing()).containsExactly("DELETE /v1.42/containers/" + id + "?v=0");
    }

    @ParameterizedTest
    @CsvSource({"1.40, 1.24, too old: it speaks API 1.40", "1.55, 1.45, " + TOO_NEW})
    void an_engine_that_was_replaced_by_one_that_does_not_fit_is_asked_to_remove_nothing(
            String newest, String oldest, String why) {
        CleanupService service = wired.open(wired.service(wired.containers().build()));
        CleanupRun plan = service.run(RunRequest.dryRun());
        wired.docker.version(newest, oldest);

        CleanupRun run = service.run(RunRequest.apply(plan.id()));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).contains(why);
        assertThat(wired.changing()).isEmpty();
    }
}
