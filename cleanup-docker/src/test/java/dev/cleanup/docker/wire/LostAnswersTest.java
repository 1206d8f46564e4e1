package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Removals whose answer does not arrive. The transport asks once more by itself and tells nobody; each removal counts once all the same. */
@Timeout(60)
class LostAnswersTest {
    @RegisterExtension
    final Wired wired = new Wired();

    private final String one = wired.docker.add(FakeContainer.number(1)).id();
    private final String other = wired.docker.add(FakeContainer.number(2)).id();
    private final CleanupService service =
            wired.open(wired.service(wired.containers().build()));

    private TaskRun execute() {
        return service.run(RunRequest.execute()).task("containers").orElseThrow();
    }

    private long deletesOf(String id) {
        return wired.changing().stream().filter(line -> line.contains(id)).count();
    }

    /** Removes it, and the answer is lost. */
    private Answer removed(Asked asked) {
        wired.docker.itself(asked);
        return Answer.cut();
    }

    @Test
    void the_second_attempt_of_the_transport_finds_it_gone() {
        wired.docker.on("DELETE /containers/" + one, this::removed);

        assertThat(execute().tally()).isEqualTo(new Tally(2, 0, 0, 0));
        assertThat(deletesOf(one)).isEqualTo(2);
        assertThat(wired.docker.removed()).containsExactly(one, other);
    }

    @Test
    void the_second_attempt_of_the_transport_meets_the_first_which_then_ends() {
        wired.docker.on("DELETE /containers/" + one, Answer.cut());
        wired.docker.on("DELETE /containers/" + one, asked -> {
            wired.docker.itself(asked);
            return Answer.error(409, "removal of container " + one + " is already in progress");
        });

        assertThat(execute().tally()).isEqualTo(new Tally(2, 0, 0, 0));
        assertThat(deletesOf(one)).isEqualTo(2);
    }

    @Test
    void the_second_attempt_of_the_transport_meets_the_first_which_goes_on() {
        wired.docker.on("DELETE /containers/" + one, asked -> {
            wired.docker.add(FakeContainer.number(1).state("removing"));
            return Answer.cut();
        });

        TaskRun run = execute();

        assertThat(run.tally()).isEqualTo(new Tally(1, 1, 0, 0));
        assertThat(run.leftovers()).singleElement().satisfies(left -> assertThat(left.reason())
                .isEqualTo("the engine answered 409: removal of container " + one + " is already in progress"));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void the_transport_tries_again_when_the_engine_is_busy(int status) {
        wired.docker.on("DELETE /containers/" + one, Answer.error(status, "busy"));

        assertThat(execute().tally()).isEqualTo(new Tally(2, 0, 0, 0));
        assertThat(deletesOf(one)).isEqualTo(2);
    }

    @Test
    void an_engine_that_is_busy_for_an_hour_is_waited_for_no_longer_than_a_call_may_take() {
        CleanupService brief =
                wired.open(wired.service(wired.containers(wired.client().callTimeout(Duration.ofSeconds(2)))
                        .build()));
        wired.docker.on(
                "DELETE /containers/" + one,
                Answer.raw("HTTP/1.1 503 Busy\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n"));

        assertThat(brief.run(RunRequest.execute())
                        .task("containers")
                        .orElseThrow()
                        .tally())
                .isEqualTo(new Tally(1, 0, 0, 1));
    }

    @Test
    void both_attempts_are_lost_and_a_look_tells() {
        wired.docker.on("DELETE /containers/" + one, this::removed);
        wired.docker.on("DELETE /containers/" + one, Answer.cut());

        assertThat(execute().tally()).isEqualTo(new Tally(2, 0, 0, 0));
        assertThat(wired.docker.removed()).containsExactly(one, other);
    }

    @Test
    void both_attempts_are_lost_and_nobody_knows_while_it_is_there() {
        wired.docker.on("DELETE /containers/" + one, Answer.cut(), Answer.cut());

        TaskRun run = execute();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 1));
        assertThat(run.leftovers()).isEmpty();
        assertThat(wired.log()).contains("it is still there after a removal that got no answer");
    }

    @Test
    void an_answer_that_breaks_off_within_its_body_is_lost_too() {
        wired.docker.on("DELETE /containers/" + one, asked -> {
            wired.docker.itself(asked);
            return Answer.cutWithin("{\"mess");
        });

        assertThat(execute().tally()).isEqualTo(new Tally(2, 0, 0, 0));
    }

    /** The look behind the removal, which the look of the survey and the one before it precede. */
    private void look_behind_the_removal(Answer... answers) {
        String inspection = "GET /containers/" + one + "/json";
        for (int look = 0; look < 2; look++) {
            wired.docker.on(inspection, wired.docker::itself);
        }
        wired.docker.on(inspection, answers);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 500, 503})
    void when_no_look_tells_the_outcome_is_unknown_until_the_list_says_that_it_is_gone(int status) {
        wired.docker.on("DELETE /containers/" + one, this::removed);
        wired.docker.on("DELETE /containers/" + one, Answer.cut());
        Answer no = Answer.error(status, "not now");
        look_behind_the_removal(status == 503 ? new Answer[] {no, no} : new Answer[] {no});

        TaskRun run = execute();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tally()).isEqualTo(new Tally(2, 0, 0, 0));
        assertThat(wired.docker.removed()).containsExactly(one, other);
        assertThat(wired.log()).contains("nobody knows whether it took place");
    }

    @Test
    void an_answer_in_another_form_leaves_the_outcome_unknown_just_the_same() {
        wired.docker.on("DELETE /containers/" + one, Answer.error(500, "driver failed to remove root filesystem"));
        look_behind_the_removal(Answer.ok("<html>"));

        TaskRun run = execute();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.tally()).isEqualTo(new Tally(2, 0, 0, 0));
        // It was still there, so that it was tried again; each counts once.
        assertThat(deletesOf(one)).isEqualTo(2);
        assertThat(wired.docker.removed()).containsExactlyInAnyOrder(one, other);
    }

    @Test
    void when_nothing_tells_the_run_fails_and_says_how_many_nobody_knows_of() {
        wired.docker.on("DELETE /containers/" + one, asked -> {
            wired.docker.itself(asked);
            wired.engine.close();
            return Answer.cut();
        });

        TaskRun run = execute();

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.tally()).isEqualTo(new Tally(0, 0, 0, 1));
        assertThat(run.reason()).contains("no answer from a Docker engine at " + wired.engine.host());
        assertThat(wired.docker.there()).containsExactly(other);
    }

    @Test
    void an_engine_that_is_gone_before_the_first_removal_fails_the_run_and_leaves_no_doubt() {
        String inspection = "GET /containers/" + one + "/json";
        wired.docker.on(inspection, wired.docker::itself);
        wired.docker.on(inspection, asked -> {
            wired.engine.close();
            return Answer.cut();
        });

        TaskRun run = execute();

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.tally()).isEqualTo(new Tally(0, 0, 0, 0));
        assertThat(wired.changing()).isEmpty();
    }

    @Test
    void an_engine_that_is_gone_in_the_middle_of_a_batch_leaves_the_rest_untried_and_says_so() {
        wired.docker.on("GET /containers/" + other + "/json", wired.docker::itself);
        wired.docker.on("GET /containers/" + other + "/json", asked -> {
            wired.engine.close();
            return Answer.cut();
        });
        String third = wired.docker.add(FakeContainer.number(3)).id();

        TaskRun run = execute();

        assertThat(run.tally()).isEqualTo(new Tally(1, 0, 2, 0));
        assertThat(run.reason()).isEqualTo("2 items could not be removed; the leftovers say why");
        assertThat(run.leftovers())
                .allSatisfy(left -> assertThat(left.reason()).isEqualTo("not tried: the engine does not answer"))
                .extracting(left -> left.id())
                .containsExactly(other, third);
        assertThat(wired.changing()).hasSize(1);
    }

    @Test
    void an_engine_that_is_restarted_in_the_middle_of_a_batch_is_gone_on_with() {
        wired.docker.on("DELETE /containers/" + one, asked -> {
            wired.docker.itself(asked);
            wired.engine.close();
            try {
                wired.open(FakeEngine.unix(Path.of(wired.engine.host().substring("unix://".length())), wired.docker));
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
            return Answer.cut();
        });

        CleanupRun run = service.run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.task("containers").orElseThrow().tally()).isEqualTo(new Tally(2, 0, 0, 0));
        assertThat(wired.docker.removed()).containsExactly(one, other);
    }

    @Test
    void a_container_that_was_given_another_name_meanwhile_is_not_taken_for_gone() {
        CleanupService named = wired.open(
                wired.service(wired.containers().nameMatching("bot-.*").build()));
        wired.docker.on("DELETE /containers/" + one, asked -> {
            wired.docker.add(FakeContainer.number(1).named("keep-me"));
            return Answer.cut();
        });
        wired.docker.on("DELETE /containers/" + one, Answer.cut());
        look_behind_the_removal(Answer.error(500, "not now"));

        TaskRun run = named.run(RunRequest.execute()).task("containers").orElseThrow();

        assertThat(run.tally().removed()).isEqualTo(1);
        assertThat(wired.docker.there()).containsExactly(one);
    }
}
