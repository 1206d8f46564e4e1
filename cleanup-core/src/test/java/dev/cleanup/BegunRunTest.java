package dev.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.Gate;
import dev.cleanup.fixtures.Services;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run that nobody waits for. */
@Timeout(30)
class BegunRunTest {
    @RegisterExtension
    final Services services = new Services();

    private final Gate gate = new Gate();
    private final FakeTask bots = FakeTask.of("bots", 25);

    @Test
    void a_run_that_was_begun_is_recorded_and_goes_on_by_itself() {
        bots.removing(gate.atBatch(bots::take));
        CleanupService service = services.of(bots);

        RunHandle run = service.begin(RunRequest.execute());
        gate.awaitArrival();

        assertThat(run.current().status()).isEqualTo(RunStatus.RUNNING);
        assertThat(services.history.find(run.current().id())).isPresent();
        gate.open();
        CleanupRun ended = run.await();
        assertThat(ended.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.current()).isEqualTo(ended);
        assertThat(bots.items).isEmpty();
    }

    @Test
    void a_run_that_cannot_be_recorded_is_not_begun() {
        CleanupService service = services.of(bots);
        services.history.beforeSave(run -> {
            throw new IllegalStateException("disk full");
        });

        assertThatThrownBy(() -> service.begin(RunRequest.execute()))
                .isInstanceOf(CleanupException.class)
                .hasMessageContaining("cannot be recorded");

        assertThat(service.status().current()).isEmpty();
        assertThat(bots.surveys).isEmpty();
        assertThat(bots.items).hasSize(25);
    }

    @Test
    void a_closed_service_begins_nothing() {
        CleanupService service = services.of(bots);
        service.close();

        assertThatThrownBy(() -> service.begin(RunRequest.execute()))
                .isInstanceOf(CleanupException.class)
                .hasMessageContaining("closed");
    }
}
