package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.Explanation;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what is stopped for certain goes. */
@Timeout(60)
class StatesTest {
    @RegisterExtension
    final Wired wired = new Wired();

    private final FakeContainer container = wired.docker.add(FakeContainer.number(1));
    private final String witness = wired.docker.add(FakeContainer.number(2)).id();
    private final CleanupService service =
            wired.open(wired.service(wired.containers().build()));

    private void it_stays_and_the_other_goes(String why) {
        assertThat(service.explain("containers", container.id()).orElseThrow())
                .returns(Explanation.Answer.KEPT, Explanation::answer)
                .satisfies(answer -> assertThat(answer.reasons()).containsExactly(why));
        TaskRun run = service.run(RunRequest.execute()).task("containers").orElseThrow();

        assertThat(run.status()).as(run.reason()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.survey().orElseThrow().population()).hasValue(2);
        assertThat(wired.docker.removed()).containsExactly(witness);
        assertThat(wired.changing()).containsExactly("DELETE /v1.44/containers/" + witness + "?v=0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"created", "exited", "dead"})
    void what_is_stopped_goes(String state) {
        container.state(state);

        service.run(RunRequest.execute());

        assertThat(wired.docker.removed()).containsExactly(container.id(), witness);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "running",
                "paused",
                "restarting",
                "removing",
                "stopped",
                "stopping",
                "configured",
                "initialized",
                "unknown",
                "EXITED",
                "exited "
            })
    void any_other_state_stays_also_one_that_nobody_knows(String state) {
        container.state(state);

        it_stays_and_the_other_goes("it is " + state.strip());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "")
    void a_list_without_a_state_keeps_it(String state) {
        container.listed(all -> all.put("State", state));

        it_stays_and_the_other_goes("its state is not known");
    }

    @Test
    void a_list_with_a_state_of_another_type_keeps_it() {
        container.listed(all -> all.putObject("State").put("Status", "exited"));

        it_stays_and_the_other_goes("its state is not known");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "")
    void an_inspection_without_a_state_keeps_it(String state) {
        container.inspected(all -> all.withObject("State").put("Status", state));

        it_stays_and_the_other_goes("its state is not known");
    }

    @Test
    void an_inspection_without_any_word_of_its_state_keeps_it() {
        container.inspected(all -> all.remove("State"));

        it_stays_and_the_other_goes("its state is not known");
    }

    @Test
    void an_inspection_that_contradicts_the_list_keeps_it() {
        container.inspected(all -> all.withObject("State").put("Status", "running"));

        it_stays_and_the_other_goes("it is running");
    }

    @Test
    void one_that_was_started_between_the_last_look_and_the_removal_is_refused_by_the_engine_and_not_forced() {
        wired.docker.on("DELETE /containers/" + container.id(), asked -> {
            container.state("running");
            return wired.docker.itself(asked);
        });

        TaskRun run = service.run(RunRequest.execute()).task("containers").orElseThrow();

        assertThat(run.tally().skipped()).isEqualTo(1);
        assertThat(wired.docker.there()).containsExactly(container.id());
        assertThat(wired.changing()).hasSize(2).noneMatch(line -> line.contains("force"));
    }
}
