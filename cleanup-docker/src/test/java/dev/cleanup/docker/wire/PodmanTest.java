package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.Leftover;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Podman says 500 to nearly everything that it cannot do, and knows states of its own. */
@Timeout(60)
class PodmanTest {
    @RegisterExtension
    final Wired wired = new Wired();

    private final FakeContainer container = wired.docker.add(FakeContainer.number(1));
    private final String removal = "DELETE /containers/" + container.id();

    @BeforeEach
    void podmans_docker_api() {
        wired.docker.version("1.41", "1.24");
    }

    private TaskRun execute() {
        return wired.execute(wired.containers().build());
    }

    private static Answer refused(String cause, String message) {
        return Answer.json(500, "{\"cause\":\"" + cause + "\",\"message\":\"" + message + "\",\"response\":500}");
    }

    @Test
    void removes_what_is_stopped() {
        assertThat(execute().tally()).isEqualTo(new Tally(1, 0, 0, 0));
        assertThat(wired.changing()).containsExactly("DELETE /v1.41/containers/" + container.id() + "?v=0");
    }

    @Test
    void a_500_about_a_container_that_somebody_else_removed_is_a_removal() {
        wired.docker.on(removal, asked -> {
            wired.docker.itself(asked);
            return refused("container has already been removed", "container has already been removed");
        });

        assertThat(execute().tally()).isEqualTo(new Tally(1, 0, 0, 0));
    }

    @Test
    void a_500_about_a_container_that_runs_by_now_spares_it() {
        String words =
                "cannot remove container abc as it is running - running or paused containers cannot be removed without force: container state improper";
        wired.docker.on(removal, asked -> {
            container.state("running");
            return refused("container state improper", words);
        });

        TaskRun run = execute();

        assertThat(run.tally()).isEqualTo(new Tally(0, 1, 0, 0));
        assertThat(run.leftovers())
                .containsExactly(Leftover.skipped(container.id(), "the engine answered 500: " + words));
        assertThat(wired.changing()).hasSize(1);
    }

    @Test
    void any_other_500_is_a_failure_and_tried_once() {
        wired.docker.always(
                removal, refused("device or resource busy", "removing container root: device or resource busy"));

        TaskRun run = execute();

        assertThat(run.tally()).isEqualTo(new Tally(0, 0, 1, 0));
        assertThat(wired.changing()).hasSize(1);
    }

    @Test
    void a_state_of_its_own_keeps_a_container() {
        container.inspected(all -> all.withObject("State").put("Status", "stopped"));

        assertThat(execute().eligible()).isZero();
    }

    @Test
    void no_list_is_asked_for_by_state_since_that_is_refused_for_some() {
        execute();

        assertThat(wired.lines()).noneMatch(line -> line.contains("status"));
    }
}
