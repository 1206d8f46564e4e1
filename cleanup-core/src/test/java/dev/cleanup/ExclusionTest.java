package dev.cleanup;

import static dev.cleanup.fixtures.Services.runAside;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.Gate;
import dev.cleanup.fixtures.Services;
import dev.cleanup.schedule.Exclusion;
import dev.cleanup.schedule.Member;
import dev.cleanup.schedule.Schedule;
import dev.cleanup.schedule.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExclusionTest {
    @RegisterExtension
    final Services services = new Services();

    private final FakeTask bots = FakeTask.of("bots", 25);
    private final FakeTask results = FakeTask.of("results", 3);
    private final Nodes nodes = new Nodes();

    @Test
    void a_run_takes_its_tasks_before_it_is_recorded_and_gives_them_back_when_it_has_ended() {
        CleanupService service = open();
        services.history.beforeSave(run -> assertThat(nodes.taken).containsExactly(run.id() + " [results]"));

        CleanupRun run = service.run(RunRequest.execute().only("results"));

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(nodes.taken).containsExactly(run.id() + " [results]");
        assertThat(nodes.given).containsExactly(run.id());
    }

    @Test
    void nothing_happens_while_another_node_runs_a_task() {
        CleanupService service = open();
        nodes.refusal = Optional.of(new RunInProgressException("run-7", "node-b"));

        assertThatThrownBy(() -> service.run(RunRequest.execute()))
                .isInstanceOfSatisfying(RunInProgressException.class, busy -> assertThat(busy.runId())
                        .isEqualTo("run-7"))
                .hasMessageContaining("node-b");

        assertThat(service.latest(10)).isEmpty();
        assertThat(bots.surveys).isEmpty();
        nodes.refusal = Optional.empty();
        assertThat(service.run(RunRequest.execute()).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void nothing_happens_when_nobody_knows_whether_another_node_runs_a_task() {
        CleanupService service = open();
        nodes.refusal = Optional.of(new CleanupException("cannot connect"));

        assertThatThrownBy(() -> service.run(RunRequest.execute())).hasMessageContaining("cannot connect");

        assertThat(bots.surveys).isEmpty();
    }

    @Test
    void a_run_whose_tasks_other_nodes_may_take_stops_before_its_next_batch() {
        Gate gate = new Gate();
        bots.removing(gate.atBatch(bots::take));
        CompletableFuture<CleanupRun> run = runAside(open(), RunRequest.execute());
        gate.awaitArrival();

        nodes.lost.accept("another node has taken over");
        gate.open();

        assertThat(run.join().status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run.join().reason()).contains("another node has taken over");
        assertThat(bots.batches).hasSize(1);
        assertThat(results.batches).isEmpty();
    }

    @Test
    void what_other_nodes_do_otherwise_stands_in_the_survey_and_in_the_status() {
        CleanupService service = open();
        nodes.disagreements = List.of("node b has another rule for this task: keep 30d");

        CleanupRun run = service.run(RunRequest.dryRun());

        assertThat(run.task("bots").orElseThrow().survey().orElseThrow().notices())
                .containsAll(nodes.disagreements);
        assertThat(service.status().tasks().get(0).disagreements()).isEqualTo(nodes.disagreements);
    }

    @Test
    void other_nodes_are_told_the_services_name_the_nodes_name_and_the_rules() {
        bots.described(() -> "old bots");
        results.described(() -> {
            throw new IllegalStateException("no words");
        });

        CleanupRun run = open().run(RunRequest.dryRun().only("bots"));

        assertThat(nodes.member.service()).isEqualTo("bot-service");
        assertThat(nodes.member.node()).isEqualTo("node-a");
        assertThat(nodes.member.rules().get()).isEqualTo(Map.of("bots", "old bots"));
        assertThat(run.node()).isEqualTo("node-a");
        assertThat(run.task("bots").orElseThrow().ruleHash()).hasSize(12);
    }

    @Test
    void a_node_without_a_name_is_called_by_its_machine_and_its_process() {
        CleanupRun run = services.of(bots).run(RunRequest.dryRun());

        assertThat(run.node()).endsWith(":" + ProcessHandle.current().pid());
    }

    @Test
    void a_name_that_no_node_can_have_is_refused() {
        assertThatThrownBy(() -> services.builder(bots).node("a b"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("node name")
                .hasMessageContaining("a b");
    }

    private CleanupService open() {
        return services.open(services.builder(bots, results)
                .name("bot-service")
                .node("node-a")
                .schedule(Schedule.every(Duration.ofHours(6)))
                .scheduler(nodes));
    }

    /** What a scheduler for several nodes says, as the test wants it. */
    private static final class Nodes implements Scheduler, Exclusion {
        private final List<String> taken = new ArrayList<>();
        private final List<String> given = new ArrayList<>();
        private Optional<CleanupException> refusal = Optional.empty();
        private List<String> disagreements = List.of();
        private Consumer<String> lost = why -> {};
        private Member member = new Member("", "", Map::of);

        @Override
        public Exclusion join(Member joined) {
            member = joined;
            return this;
        }

        @Override
        public Hold take(String runId, Collection<String> tasks, Consumer<String> told) {
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            taken.add(runId + " " + tasks);
            lost = told;
            return () -> given.add(runId);
        }

        @Override
        public List<String> disagreements(String task) {
            return disagreements;
        }

        @Override
        public void start(Schedule schedule, Instant from, Runnable job) {}

        @Override
        public Optional<Instant> nextRun() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
