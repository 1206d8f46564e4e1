package dev.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.Services;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class LeftoversTest {
    @RegisterExtension
    final Services services = new Services();

    private final FakeTask bots = FakeTask.of("bots", 25);

    @ParameterizedTest
    @ValueSource(ints = {5, 1_000})
    void the_first_items_cannot_be_removed_and_the_rest_still_goes(int findings) {
        IntStream.rangeClosed(1, 12).forEach(i -> bots.stuck.add(FakeTask.item(i)));

        CleanupRun run =
                services.open(services.builder(bots).findings(findings)).run(RunRequest.execute());

        TaskRun task = run.task("bots").orElseThrow();
        assertThat(task.tally()).isEqualTo(new Tally(13, 0, 12, 0));
        assertThat(task.leftovers()).hasSize(12).allMatch(Leftover::failed);
        assertThat(task.reason()).isEqualTo("12 items could not be removed; the leftovers say why");
        assertThat(bots.items)
                .containsExactlyElementsOf(bots.stuck.stream().sorted().toList());
        assertThat(bots.batches).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 1_000})
    void nothing_can_be_removed_and_the_run_ends(int findings) {
        bots.stuck.addAll(bots.items);

        CleanupRun run =
                services.open(services.builder(bots).findings(findings)).run(RunRequest.execute());

        assertThat(run.task("bots").orElseThrow().tally()).isEqualTo(new Tally(0, 0, 25, 0));
        assertThat(bots.batches).hasSize(3);
    }

    @Test
    void a_batch_that_ends_where_it_began_stops_the_task() {
        bots.removing(request -> new BatchResult(0, List.of(), Optional.of("item-0001")));

        CleanupRun run = services.open(services.builder(bots).findings(5)).run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).contains("ended where it began");
        assertThat(bots.batches).hasSize(2);
    }

    @Test
    void batches_that_go_round_in_a_circle_end_with_the_deadline() {
        bots.removing(request -> {
            services.clock.advance(Duration.ofSeconds(10));
            return new BatchResult(0, List.of(), Optional.of("item-" + bots.batches.size() % 2));
        });

        CleanupRun run = services.open(services.builder(bots).findings(5).runDeadline(Duration.ofMinutes(1)))
                .run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run.reason()).contains("the run's deadline came at 2026-03-10T12:01:00Z");
        assertThat(bots.batches).hasSize(7);
    }

    @Test
    void all_leftovers_are_counted_and_the_first_hundred_are_kept() {
        FakeTask many = FakeTask.of("many", 250);
        many.stuck.addAll(many.items);

        TaskRun task = services.of(many).run(RunRequest.execute()).task("many").orElseThrow();

        assertThat(task.tally().failed()).isEqualTo(250);
        assertThat(task.leftovers()).hasSize(TaskRun.MAX_LEFTOVERS);
    }

    @Test
    void what_was_spared_is_told_from_what_failed() {
        bots.removing(request -> new BatchResult(
                request.limit() - 3L,
                List.of(
                        Leftover.skipped("a", "renewed meanwhile"),
                        Leftover.failed("b", "foreign key"),
                        Leftover.skipped("c", "locked")),
                Optional.empty()));

        TaskRun task = services.of(bots).run(RunRequest.execute()).task("bots").orElseThrow();

        assertThat(task.tally()).isEqualTo(new Tally(16, 6, 3, 0));
        assertThat(task.status()).isEqualTo(RunStatus.SUCCEEDED);
    }
}
