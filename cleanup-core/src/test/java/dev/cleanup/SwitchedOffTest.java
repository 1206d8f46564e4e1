package dev.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.Services;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A task that is switched off is left alone, on every path, and says why. */
@Timeout(30)
class SwitchedOffTest {
    private static final String WHY = "CONTAINER_CLEANUP_ENABLED is false";

    @RegisterExtension
    final Services services = new Services();

    private final AtomicReference<Optional<String>> off = new AtomicReference<>(Optional.of(WHY));
    private final FakeTask bots = FakeTask.of("bots", 5).off(off::get);

    @Test
    void a_run_neither_looks_nor_removes_and_the_others_go_on() {
        FakeTask results = FakeTask.of("results", 3);

        CleanupRun run = services.of(bots, results).run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bots.surveys).isEmpty();
        assertThat(bots.batches).isEmpty();
        assertThat(results.items).isEmpty();
        assertThat(run.task("bots").orElseThrow().survey().orElseThrow().notices())
                .containsExactly("off: " + WHY);
    }

    @Test
    void a_plan_that_was_made_while_it_was_on_removes_nothing() {
        off.set(Optional.empty());
        CleanupService service = services.of(bots);
        CleanupRun plan = service.run(RunRequest.dryRun());
        off.set(Optional.of(WHY));

        CleanupRun run = service.run(RunRequest.apply(plan.id()));

        assertThat(run.status()).isEqualTo(RunStatus.REFUSED);
        assertThat(run.reason()).isEqualTo("bots: off: " + WHY);
        assertThat(bots.items).hasSize(5);
    }

    @Test
    void the_status_says_why() {
        assertThat(services.of(bots).status().tasks()).singleElement().satisfies(task -> assertThat(task.off())
                .contains(WHY));
    }

    @Test
    void a_task_that_cannot_say_whether_it_is_on_is_off() {
        FakeTask broken = FakeTask.of("broken", 5).off(() -> {
            throw new IllegalStateException("no idea");
        });

        CleanupRun run = services.of(broken).run(RunRequest.execute());

        assertThat(broken.items).hasSize(5);
        assertThat(run.task("broken").orElseThrow().survey().orElseThrow().notices())
                .containsExactly("off: it cannot say whether it is on: IllegalStateException: no idea");
    }

    @Test
    void the_room_that_batches_gave_back_is_added_up() {
        FakeTask images = FakeTask.of("images", 20)
                .removing(request -> new BatchResult(request.limit(), 700, List.of(), Optional.empty()));

        CleanupRun run = services.of(images).run(RunRequest.execute());

        assertThat(run.task("images").orElseThrow().tally()).isEqualTo(new Tally(20, 0, 0, 0, 1_400));
    }
}
