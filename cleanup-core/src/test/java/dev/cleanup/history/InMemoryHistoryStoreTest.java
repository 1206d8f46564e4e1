package dev.cleanup.history;

import static dev.cleanup.fixtures.MutableClock.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.CleanupRun;
import dev.cleanup.ConfigurationException;
import dev.cleanup.RunMode;
import dev.cleanup.RunStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InMemoryHistoryStoreTest {
    private final HistoryStore history = HistoryStore.inMemory();

    @Test
    void keeps_the_last_ten_runs() {
        saveEnded(1, 12);

        assertThat(ids(100))
                .containsExactly(
                        "run-12", "run-11", "run-10", "run-9", "run-8", "run-7", "run-6", "run-5", "run-4", "run-3");
        assertThat(history.find("run-2")).isEmpty();
        assertThat(history.find("run-3")).isPresent();
    }

    @Test
    void gives_at_most_as_many_as_asked_for_newest_first() {
        saveEnded(1, 5);

        assertThat(ids(2)).containsExactly("run-5", "run-4");
        assertThat(ids(0)).isEmpty();
    }

    @Test
    void a_run_that_is_saved_again_keeps_its_place() {
        saveEnded(1, 3);

        history.save(run("run-1", RunStatus.FAILED));

        assertThat(ids(3)).containsExactly("run-3", "run-2", "run-1");
        assertThat(history.find("run-1")).map(CleanupRun::status).contains(RunStatus.FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RUNNING", "STOPPING"})
    void never_drops_a_run_that_is_under_way(RunStatus status) {
        history.save(run("under-way", status));
        saveEnded(1, 30);

        assertThat(ids(100)).hasSize(11).contains("under-way").contains("run-30");

        history.save(run("under-way", RunStatus.SUCCEEDED));
        saveEnded(31, 31);
        assertThat(history.find("under-way")).isEmpty();
    }

    @Test
    void a_plan_is_claimed_once() {
        saveEnded(1, 1);

        assertThat(history.claimPlan("run-1", "a")).isTrue();
        assertThat(history.claimPlan("run-1", "b")).isFalse();
        assertThat(history.claimPlan("run-1", "a")).isFalse();
    }

    @Test
    void a_plan_stays_claimed_when_it_is_saved_again() {
        saveEnded(1, 1);
        history.claimPlan("run-1", "a");

        saveEnded(1, 1);

        assertThat(history.claimPlan("run-1", "b")).isFalse();
    }

    @Test
    void a_plan_that_is_not_kept_cannot_be_claimed() {
        saveEnded(1, 11);

        assertThat(history.claimPlan("run-1", "a")).isFalse();
        assertThat(history.claimPlan("nowhere", "a")).isFalse();
    }

    @Test
    void of_many_threads_exactly_one_claims_a_plan() throws Exception {
        int threads = 16;
        saveEnded(1, 10);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int plan = 1; plan <= 10; plan++) {
                String id = "run-" + plan;
                CyclicBarrier together = new CyclicBarrier(threads);
                List<Callable<Boolean>> claims = IntStream.range(0, threads)
                        .<Callable<Boolean>>mapToObj(i -> () -> {
                            together.await();
                            return history.claimPlan(id, "claim-" + i);
                        })
                        .toList();
                int claimed = 0;
                for (Future<Boolean> claim : pool.invokeAll(claims)) {
                    claimed += claim.get() ? 1 : 0;
                }
                assertThat(claimed).isEqualTo(1);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, 10_001, Integer.MAX_VALUE})
    void refuses_a_size_out_of_range(int runs) {
        assertThatThrownBy(() -> HistoryStore.inMemory(runs))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("history, runs is '" + runs + "': accepted is a whole number from 1 to 10000");
    }

    private void saveEnded(int from, int to) {
        IntStream.rangeClosed(from, to).forEach(i -> history.save(run("run-" + i, RunStatus.SUCCEEDED)));
    }

    private List<String> ids(int limit) {
        return history.latest(limit).stream().map(CleanupRun::id).toList();
    }

    private static CleanupRun run(String id, RunStatus status) {
        return new CleanupRun(
                id,
                RunMode.DRY_RUN,
                status,
                Optional.of(id),
                "test",
                "",
                START,
                START,
                status.ended() ? Optional.of(START) : Optional.empty(),
                List.of());
    }
}
