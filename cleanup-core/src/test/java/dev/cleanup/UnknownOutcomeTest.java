package dev.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.Services;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answer to a removal is lost, as by a connection that breaks on COMMIT. */
@Timeout(30)
class UnknownOutcomeTest {
    @RegisterExtension
    final Services services = new Services();

    private final FakeTask bots = FakeTask.of("bots", 25);
    private final List<Tally> whenLookingAgain = new ArrayList<>();
    private CleanupService service;

    @ParameterizedTest
    @ValueSource(ints = {5, 1_000})
    void a_lost_batch_that_took_place_counts_as_removed_after_a_look(int findings) {
        loseAnswers(1, 10);

        TaskRun task = execute(findings);

        assertThat(whenLookingAgain).containsExactly(new Tally(0, 0, 0, 10));
        assertThat(task.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(task.tally()).isEqualTo(new Tally(25, 0, 0, 0));
        assertThat(bots.items).isEmpty();
        assertThat(bots.batches).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 1_000})
    void a_lost_batch_that_did_not_take_place_is_done_again(int findings) {
        loseAnswers(1, 0);

        TaskRun task = execute(findings);

        assertThat(task.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(task.tally()).isEqualTo(new Tally(25, 0, 0, 0));
        assertThat(bots.batches).hasSize(4);
        assertThat(bots.batches.get(1)).isEqualTo(bots.batches.get(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 1_000})
    void of_a_lost_batch_that_took_place_in_part_the_rest_is_done_again(int findings) {
        loseAnswers(2, 4);

        TaskRun task = execute(findings);

        assertThat(task.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(task.tally()).isEqualTo(new Tally(25, 0, 0, 0));
        assertThat(bots.items).isEmpty();
    }

    @Test
    void what_cannot_be_looked_up_stays_unknown_and_the_task_fails() {
        loseAnswers(1, 10);
        bots.lookingAgain(ids -> Optional.empty());

        TaskRun task = execute(1_000);

        assertThat(task.status()).isEqualTo(RunStatus.FAILED);
        assertThat(task.reason()).isEqualTo("connection lost on COMMIT");
        assertThat(task.tally()).isEqualTo(new Tally(0, 0, 0, 10));
        assertThat(bots.batches).hasSize(1);
    }

    @Test
    void a_look_that_fails_leaves_the_outcome_unknown() {
        loseAnswers(1, 10);
        bots.lookingAgain(ids -> {
            throw new IllegalStateException("still down");
        });

        TaskRun task = execute(1_000);

        assertThat(task.status()).isEqualTo(RunStatus.FAILED);
        assertThat(task.reason()).contains("still down");
        assertThat(task.tally()).isEqualTo(new Tally(0, 0, 0, 10));
    }

    @Test
    void a_look_is_tried_again() {
        loseAnswers(1, 10);
        List<Set<String>> looks = new ArrayList<>();
        bots.lookingAgain(ids -> {
            looks.add(ids);
            if (looks.size() < 3) {
                throw new TransientFailureException("still down", new IOException("x"));
            }
            return stillThere(ids);
        });

        assertThat(execute(1_000).tally()).isEqualTo(new Tally(25, 0, 0, 0));
        assertThat(looks).hasSize(3);
    }

    @Test
    void answers_lost_again_and_again_end_the_task() {
        loseAnswers(Integer.MAX_VALUE, 0);

        TaskRun task = execute(1_000);

        assertThat(task.status()).isEqualTo(RunStatus.FAILED);
        assertThat(task.tally()).isEqualTo(new Tally(0, 0, 0, 10));
        assertThat(bots.batches).hasSize(4);
        assertThat(bots.items).hasSize(25);
    }

    @Test
    void answers_lost_now_and_then_do_not_add_up() {
        bots.batchSize(1);
        bots.lookingAgain(this::stillThere).removing(request -> {
            BatchResult result = bots.take(request);
            if (bots.batches.size() % 2 == 0) {
                throw lost(Set.copyOf(request.ids().orElseThrow()));
            }
            return result;
        });

        assertThat(execute(1_000).tally()).isEqualTo(new Tally(25, 0, 0, 0));
    }

    @Test
    void a_task_that_cannot_say_which_items_it_lost_has_lost_the_whole_batch() {
        bots.lookingAgain(this::stillThere).removing(request -> {
            bots.take(request);
            throw lost(Set.of());
        });

        TaskRun task = execute(5);

        assertThat(task.status()).isEqualTo(RunStatus.FAILED);
        assertThat(task.tally()).isEqualTo(new Tally(0, 0, 0, 10));
        assertThat(bots.batches).hasSize(1);
    }

    @Test
    void a_task_that_lost_more_than_it_was_asked_to_remove_is_not_believed() {
        bots.lookingAgain(ids -> Optional.of(Set.of())).removing(request -> {
            throw lost(bots.items);
        });

        TaskRun task = execute(5);

        assertThat(task.status()).isEqualTo(RunStatus.FAILED);
        assertThat(task.tally().removed()).isZero();
        assertThat(bots.batches).hasSize(1);
    }

    @Test
    void a_batch_that_hangs_is_interrupted_and_counts_as_unknown() {
        CountDownLatch never = new CountDownLatch(1);
        FakeTask results = FakeTask.of("results", 3);
        bots.removing(request -> {
            never.await();
            return bots.take(request);
        });

        CleanupRun run = services.open(services.builder(bots, results).callTimeout(Duration.ofMillis(100)))
                .run(RunRequest.execute());

        TaskRun task = run.task("bots").orElseThrow();
        assertThat(task.status()).isEqualTo(RunStatus.FAILED);
        assertThat(task.reason()).contains("did not end in time");
        assertThat(task.tally()).isEqualTo(new Tally(0, 0, 0, 10));
        assertThat(bots.batches).hasSize(1);
        assertThat(run.task("results").orElseThrow().tally().removed()).isEqualTo(3);
    }

    /** The first answers are lost after this many items of the batch are gone. */
    private void loseAnswers(int answers, int gone) {
        bots.lookingAgain(this::stillThere).removing(request -> {
            if (bots.batches.size() > answers) {
                return bots.take(request);
            }
            Set<String> batch = Set.copyOf(request.ids()
                    .orElseGet(() -> bots.items.stream().limit(request.limit()).toList()));
            batch.stream().sorted().limit(gone).forEach(bots.items::remove);
            throw lost(batch);
        });
    }

    private Optional<Set<String>> stillThere(Set<String> ids) {
        whenLookingAgain.add(service.status()
                .current()
                .orElseThrow()
                .task("bots")
                .orElseThrow()
                .tally());
        Set<String> there = new HashSet<>(bots.items);
        there.retainAll(ids);
        return Optional.of(there.stream().collect(Collectors.toUnmodifiableSet()));
    }

    private static OutcomeUnknownException lost(Set<String> ids) {
        return new OutcomeUnknownException("connection lost on COMMIT", ids, new IOException("EOF"));
    }

    private TaskRun execute(int findings) {
        service = services.open(services.builder(bots).findings(findings));
        return service.run(RunRequest.execute()).task("bots").orElseThrow();
    }
}
