package dev.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.Services;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class RefusalTest {
    @RegisterExtension
    final Services services = new Services();

    private final FakeTask bots = FakeTask.of("bots", 25);
    private final FakeTask results = FakeTask.of("results", 3);

    @Test
    void a_task_that_cannot_trust_what_it_sees_is_refused_and_the_others_are_cleaned() {
        bots.surveying(request -> {
            throw new RefusedException("the list of owners is empty");
        });

        CleanupRun run = services.of(bots, results).run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.REFUSED);
        assertThat(run.reason()).isEqualTo("bots: the list of owners is empty");
        assertThat(bots.items).hasSize(25);
        assertThat(bots.surveys).as("a refusal is not tried again").hasSize(1);
        assertThat(results.items).isEmpty();
    }

    @Test
    void items_that_cannot_be_removed_show_in_the_reason_of_the_run() {
        bots.stuck.add(bots.items.first());

        CleanupRun run = services.of(bots).run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.reason()).isEqualTo("bots: 1 item could not be removed; the leftovers say why");
    }
}
