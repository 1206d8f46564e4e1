package dev.cleanup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.RunMode;
import dev.cleanup.RunStatus;
import dev.cleanup.history.HistoryStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What the engine relies on in every history store. Extend it for a store of your own:
 *
 * <pre>{@code
 * class MyStoreTest extends HistoryStoreContract {
 *     @Override
 *     protected HistoryStore store() {
 *         return new MyStore(emptyDatabase());
 *     }
 * }
 * }</pre>
 *
 * <p>The store must keep at least the last {@value HistoryStore#DEFAULT_RUNS} runs.
 */
public abstract class HistoryStoreContract {
    private static final int ALL = 1_000;
    private static final int MANY = 30;
    private static final int ROUNDS = 10;

    /** For the subclass, which JUnit makes anew for each test. */
    protected HistoryStoreContract() {}

    /** An empty store that keeps at least the last {@value HistoryStore#DEFAULT_RUNS} runs; asked for once in each test. */
    protected abstract HistoryStore store() throws Exception;

    /** The same history as another node sees it; override it when nodes can share your store. By default the store itself. */
    protected HistoryStore onAnotherNode(HistoryStore store) throws Exception {
        return store;
    }

    @Test
    public void gives_back_what_was_saved() throws Exception {
        HistoryStore store = store();
        int number = 0;

        for (RunMode mode : RunMode.values()) {
            for (RunStatus status : RunStatus.values()) {
                number++;
                CleanupRun run = SampleRuns.full(number, mode, status);
                store.save(run);
                assertThat(onAnotherNode(store).find(run.id())).contains(run);
                assertThat(store.latest(1)).containsExactly(run);
            }
        }
    }

    @Test
    public void finds_nothing_that_was_not_saved() throws Exception {
        HistoryStore store = store();

        assertThat(store.find(SampleRuns.id(1))).isEmpty();
        assertThat(store.latest(ALL)).isEmpty();
    }

    @Test
    public void gives_the_newest_runs_newest_first() throws Exception {
        HistoryStore store = saved(5);

        assertThat(ids(store.latest(ALL))).containsExactlyElementsOf(newest(5, 5));
    }

    @Test
    public void gives_at_most_as_many_as_asked_for() throws Exception {
        HistoryStore store = saved(5);

        assertThat(ids(store.latest(2))).containsExactlyElementsOf(newest(5, 2));
        assertThat(store.latest(0)).isEmpty();
    }

    @Test
    public void summaries_are_the_same_runs_with_the_same_counts() throws Exception {
        HistoryStore store = store();
        for (int number = 1; number <= 3; number++) {
            store.save(SampleRuns.full(number, RunMode.EXECUTE, RunStatus.FAILED));
        }

        assertThat(store.summaries(2))
                .map(SampleRuns::bare)
                .isEqualTo(store.latest(2).stream().map(SampleRuns::bare).toList());
        assertThat(store.summaries(ALL)).hasSize(3);
        assertThat(store.summaries(0)).isEmpty();
    }

    @Test
    public void keeps_at_least_the_last_ten_runs() throws Exception {
        HistoryStore store = saved(MANY);

        assertThat(ids(store.latest(HistoryStore.DEFAULT_RUNS)))
                .containsExactlyElementsOf(newest(MANY, HistoryStore.DEFAULT_RUNS));
        assertThat(store.find(SampleRuns.id(MANY - HistoryStore.DEFAULT_RUNS + 1)))
                .isPresent();
    }

    @Test
    public void a_run_that_is_saved_again_is_replaced_and_keeps_its_place() throws Exception {
        HistoryStore store = saved(3);

        store.save(SampleRuns.run(1, RunStatus.FAILED));

        assertThat(ids(store.latest(ALL))).containsExactlyElementsOf(newest(3, 3));
        assertThat(store.find(SampleRuns.id(1))).map(CleanupRun::status).contains(RunStatus.FAILED);
    }

    @Test
    public void a_run_that_goes_on_is_kept_as_it_is_now() throws Exception {
        HistoryStore store = store();

        for (CleanupRun run : SampleRuns.growing(1)) {
            store.save(run);
            assertThat(onAnotherNode(store).find(run.id())).contains(run);
        }
    }

    @Test
    public void a_run_that_has_ended_stays_ended() throws Exception {
        HistoryStore store = saved(1);

        store.save(SampleRuns.run(1, RunStatus.RUNNING));

        assertThat(store.find(SampleRuns.id(1))).contains(SampleRuns.ended(1));
    }

    @Test
    public void keeps_a_run_that_is_under_way() throws Exception {
        HistoryStore store = store();
        store.save(SampleRuns.run(1, RunStatus.RUNNING));
        store.save(SampleRuns.run(2, RunStatus.STOPPING));

        IntStream.rangeClosed(3, MANY).forEach(number -> store.save(SampleRuns.ended(number)));

        assertThat(store.find(SampleRuns.id(1))).as("running").isPresent();
        assertThat(store.find(SampleRuns.id(2))).as("stopping").isPresent();
    }

    @Test
    public void a_list_once_given_does_not_change() throws Exception {
        HistoryStore store = saved(2);
        List<CleanupRun> list = store.latest(ALL);

        store.save(SampleRuns.ended(3));

        assertThat(ids(list)).containsExactlyElementsOf(newest(2, 2));
    }

    @Test
    public void a_plan_is_claimed_once() throws Exception {
        HistoryStore store = saved(2);

        assertThat(store.claimPlan(SampleRuns.id(1), "a")).as("the first claim").isTrue();
        assertThat(store.claimPlan(SampleRuns.id(1), "b")).as("of another run").isFalse();
        assertThat(store.claimPlan(SampleRuns.id(1), "a")).as("of the same run").isFalse();
        assertThat(onAnotherNode(store).claimPlan(SampleRuns.id(1), "c"))
                .as("on another node")
                .isFalse();
        assertThat(store.claimPlan(SampleRuns.id(2), "a")).as("of another plan").isTrue();
    }

    @Test
    public void a_plan_stays_claimed_when_it_is_saved_again() throws Exception {
        HistoryStore store = saved(1);
        store.claimPlan(SampleRuns.id(1), "a");

        store.save(SampleRuns.ended(1));

        assertThat(store.claimPlan(SampleRuns.id(1), "b")).isFalse();
    }

    @Test
    public void a_plan_that_is_not_kept_cannot_be_claimed() throws Exception {
        HistoryStore store = saved(1);

        assertThat(store.claimPlan(SampleRuns.id(2), "a")).isFalse();
    }

    @Test
    public void of_many_claims_at_once_exactly_one_succeeds() throws Exception {
        HistoryStore store = saved(ROUNDS);
        HistoryStore other = onAnotherNode(store);

        for (int number = 1; number <= ROUNDS; number++) {
            String plan = SampleRuns.id(number);
            List<Callable<Boolean>> claims = new ArrayList<>();
            for (int thread = 0; thread < Together.THREADS; thread++) {
                String run = SampleRuns.id(100 + thread);
                HistoryStore node = thread % 2 == 0 ? store : other;
                claims.add(() -> node.claimPlan(plan, run));
            }
            assertThat(Together.call(claims)).filteredOn(claimed -> claimed).hasSize(1);
        }
    }

    @Test
    public void a_request_to_stop_reaches_the_node_that_runs() throws Exception {
        HistoryStore store = store();
        store.save(SampleRuns.run(1, RunStatus.RUNNING));
        store.save(SampleRuns.run(2, RunStatus.RUNNING));

        boolean taken = onAnotherNode(store).requestStop(SampleRuns.id(1), "stopped by " + SampleRuns.AWKWARD);
        onAnotherNode(store).requestStop(SampleRuns.id(1), "stopped by a second one");
        store.save(SampleRuns.run(1, RunStatus.RUNNING));

        assertThat(store.stopRequested(SampleRuns.id(1)))
                .as("the first request, kept if the store takes any")
                .isEqualTo(taken ? Optional.of("stopped by " + SampleRuns.AWKWARD) : Optional.empty());
        assertThat(store.stopRequested(SampleRuns.id(2))).as("another run").isEmpty();
    }

    @Test
    public void a_run_that_is_not_under_way_takes_no_request_to_stop() throws Exception {
        HistoryStore store = saved(1);

        assertThat(store.requestStop(SampleRuns.id(1), "late")).as("ended").isFalse();
        assertThat(store.requestStop(SampleRuns.id(2), "unknown")).as("unknown").isFalse();
        assertThat(store.stopRequested(SampleRuns.id(1))).isEmpty();
        assertThat(store.stopRequested(SampleRuns.id(2))).isEmpty();
    }

    @Test
    public void can_be_used_by_several_threads_at_once() throws Exception {
        HistoryStore store = store();
        List<Callable<Integer>> calls = IntStream.rangeClosed(1, Together.THREADS)
                .<Callable<Integer>>mapToObj(number -> () -> saveAndLook(store, number))
                .toList();

        Together.call(calls);

        assertThat(ids(store.latest(ALL)))
                .containsExactlyInAnyOrderElementsOf(newest(Together.THREADS, Together.THREADS));
    }

    private static int saveAndLook(HistoryStore store, int number) {
        int seen = 0;
        for (int round = 0; round < ROUNDS; round++) {
            store.save(SampleRuns.run(number, RunStatus.RUNNING));
            seen += store.latest(ALL).size();
            store.save(SampleRuns.ended(number));
            assertThat(store.find(SampleRuns.id(number))).contains(SampleRuns.ended(number));
        }
        return seen;
    }

    private HistoryStore saved(int runs) throws Exception {
        HistoryStore store = store();
        IntStream.rangeClosed(1, runs).forEach(number -> store.save(SampleRuns.ended(number)));
        return store;
    }

    /** The ids of the newest runs, when so many were saved. */
    private static List<String> newest(int saved, int count) {
        List<String> ids = new ArrayList<>(IntStream.rangeClosed(saved - count + 1, saved)
                .mapToObj(SampleRuns::id)
                .toList());
        Collections.reverse(ids);
        return ids;
    }

    private static List<String> ids(List<CleanupRun> runs) {
        return runs.stream().map(CleanupRun::id).toList();
    }
}
