package dev.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.Attention.Kind;
import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.Services;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What pages and alerts have in common; the tests of the page's status go through all kinds. */
@Timeout(10)
class AttentionTest {
    @RegisterExtension
    final Services services = new Services();

    private final FakeTask bots = FakeTask.of("bots", 3);
    private final FakeTask results = FakeTask.of("results", 1);

    private static List<Attention> all(CleanupService service) {
        return Attention.of(service.status(), service.summaries(Attention.LOOK_BACK));
    }

    @Test
    void a_refused_task_needs_a_decision_with_the_run_and_the_reason_and_the_other_task_does_not() {
        CleanupService service = services.open(services.builder(results).task(bots, RemovalLimit.items(2)));

        CleanupRun run = service.run(RunRequest.execute());

        TaskRun refused = run.task("bots").orElseThrow();
        assertThat(all(service))
                .containsExactly(new Attention(
                        Kind.REFUSED, Optional.of("bots"), Optional.of(run.id()), run.finishedAt(), refused.reason()));
    }

    @Test
    void a_failure_is_over_with_the_next_success() {
        CleanupService service = services.of(bots, results);
        bots.removing(request -> {
            throw new IllegalStateException("no permission");
        });
        service.run(RunRequest.execute());
        assertThat(all(service)).extracting(Attention::kind).containsExactly(Kind.FAILED);

        bots.removing(bots::take);
        service.run(RunRequest.execute());

        assertThat(all(service)).isEmpty();
    }
}
