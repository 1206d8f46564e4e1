package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cleanup.CleanupException;
import dev.cleanup.RunInProgressException;
import dev.cleanup.schedule.Exclusion;
import dev.cleanup.schedule.Member;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Who may run a task. */
abstract class ClusterExclusionContract extends ClusterContract {
    private static final int NODES = 6;

    private final List<String> lost = new CopyOnWriteArrayList<>();

    private Exclusion.Hold take(Exclusion node, String run, String... tasks) {
        return node.take(run, List.of(tasks), lost::add);
    }

    @Test
    void a_task_is_taken_by_one_node_until_it_gives_it_back() {
        Exclusion a = exclusion("node-a");
        Exclusion b = exclusion("node-b");
        Exclusion.Hold hold = take(a, "run-1", "bots");

        assertThatThrownBy(() -> take(b, "run-2", "bots"))
                .isInstanceOfSatisfying(RunInProgressException.class, busy -> assertThat(busy.runId())
                        .isEqualTo("run-1"))
                .hasMessage("run run-1 is under way on node node-a; wait until it ends");

        hold.close();
        take(b, "run-2", "bots").close();
        assertThat(lost).isEmpty();
    }

    @Test
    void of_several_tasks_all_are_taken_or_none() {
        Exclusion a = exclusion("a");
        Exclusion b = exclusion("b");
        Exclusion.Hold hold = take(a, "run-1", "results");

        assertThatThrownBy(() -> take(b, "run-2", "bots", "results", "files"))
                .isInstanceOf(RunInProgressException.class);

        take(b, "run-3", "bots", "files").close();
        hold.close();
    }

    @Test
    void different_tasks_run_at_once() {
        Exclusion.Hold first = take(exclusion("a"), "run-1", "bots");
        Exclusion.Hold second = take(exclusion("b"), "run-2", "results");
        first.close();
        second.close();
    }

    @Test
    void of_many_nodes_that_ask_at_once_exactly_one_gets_a_task() throws Exception {
        List<Exclusion> nodes = new ArrayList<>();
        for (int number = 0; number < NODES; number++) {
            nodes.add(exclusion("n" + number));
        }
        ExecutorService threads = Executors.newFixedThreadPool(NODES);
        try {
            for (int round = 0; round < 10; round++) {
                assertThat(taken(threads, nodes, round)).as("round %d", round).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** How many nodes took the tasks. */
    private long taken(ExecutorService threads, List<Exclusion> nodes, int round) throws Exception {
        CyclicBarrier begin = new CyclicBarrier(nodes.size());
        List<Future<Boolean>> answers = new ArrayList<>();
        for (Exclusion node : nodes) {
            answers.add(threads.submit(() -> {
                begin.await();
                try {
                    opened(take(node, "run of " + node + round, "other-" + round, "task-" + round));
                    return true;
                } catch (RunInProgressException busy) {
                    return false;
                }
            }));
        }
        long took = 0;
        for (Future<Boolean> answer : answers) {
            took += answer.get() ? 1 : 0;
        }
        return took;
    }

    @Test
    void a_hold_is_kept_for_as_long_as_its_node_lives() {
        Exclusion.Hold hold = take(exclusion("a"), "run-1", "bots");
        Exclusion b = exclusion("b");

        await().during(HEARTBEAT.multipliedBy(5)).atMost(PATIENCE).until(() -> {
            assertThatThrownBy(() -> take(b, "run-2", "bots")).isInstanceOf(RunInProgressException.class);
            return true;
        });

        hold.close();
        assertThat(lost).isEmpty();
    }

    @Test
    void what_a_dead_node_held_is_free_when_it_was_not_heard_of_in_time() {
        Exclusion b = exclusion("b");
        take(b, "run-1", "bots").close();
        db.execute("UPDATE cleanup_holds SET run = 'dead run', node = 'dead', instance = 'dead/1', held_until = "
                + (db.postgres ? "clock_timestamp()" : "CURRENT_TIMESTAMP") + " + INTERVAL '3' SECOND");
        assertThatThrownBy(() -> take(b, "run-2", "bots"))
                .isInstanceOf(RunInProgressException.class)
                .hasMessageContaining("dead run");

        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(RunInProgressException.class)
                .until(() -> {
                    take(b, "run-2", "bots").close();
                    return true;
                });
    }

    @Test
    void a_run_whose_task_another_node_has_taken_is_told() {
        Exclusion.Hold hold = take(exclusion("a"), "run-1", "bots");

        db.execute("UPDATE cleanup_holds SET run = 'run-2', node = 'b', instance = 'b/1'");

        await().atMost(PATIENCE).until(() -> !lost.isEmpty());
        assertThat(lost).containsExactly("another node has taken over, since this one was not heard of for 3 s");
        hold.close();
        assertThat(db.texts("SELECT run FROM cleanup_holds")).containsExactly("run-2");
    }

    @Test
    void a_run_on_a_node_that_does_not_reach_the_database_is_told() {
        AtomicBoolean down = new AtomicBoolean();
        ClusterScheduler scheduler =
                opened(ClusterScheduler.builder(HookedDataSource.of(db.dataSource, (connection, call, argument) -> {
                            if (down.get()) {
                                throw new SQLException("down", "08001");
                            }
                        }))
                        .createTables()
                        .heartbeat(HEARTBEAT)
                        .build());
        Exclusion.Hold hold = take(join(scheduler, "a", Map.of()), "run-1", "bots");

        down.set(true);

        await().atMost(PATIENCE).until(() -> !lost.isEmpty());
        assertThat(lost).containsExactly("the database that the nodes share was not reached for 3 s");
        hold.close();
        down.set(false);
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(RunInProgressException.class)
                .until(() -> {
                    take(exclusion("b"), "run-2", "bots").close();
                    return true;
                });
    }

    @Test
    void nothing_is_taken_when_the_database_is_not_reached() {
        Exclusion a = exclusion("a");
        db.execute("DROP TABLE cleanup_holds");

        assertThatThrownBy(() -> take(a, "run-1", "bots")).isInstanceOf(CleanupException.class);
    }

    @Test
    void a_closed_node_takes_nothing_and_keeps_what_its_last_run_has() {
        ClusterScheduler scheduler = scheduler();
        Exclusion a = join(scheduler, "a", Map.of());
        Exclusion.Hold hold = take(a, "run-1", "bots");

        scheduler.close();

        assertThatThrownBy(() -> take(a, "run-2", "results")).hasMessageContaining("closed");
        Exclusion b = exclusion("b");
        await().during(HEARTBEAT.multipliedBy(5)).atMost(PATIENCE).until(() -> {
            assertThatThrownBy(() -> take(b, "run-3", "bots")).isInstanceOf(RunInProgressException.class);
            return true;
        });
        hold.close();
        take(b, "run-3", "bots").close();
        assertThat(lost).isEmpty();
    }

    @Test
    void services_of_other_names_have_tasks_of_their_own() {
        ClusterScheduler others = scheduler();
        Exclusion other = others.join(new Member("others", "a", Map::of));

        try (Exclusion.Hold hold = take(exclusion("a"), "run-1", "bots")) {
            assertThat(hold).isNotNull();
            take(other, "run-2", "bots").close();
        }
    }
}
