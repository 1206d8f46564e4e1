package dev.cleanup;

import static dev.cleanup.fixtures.MutableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.Services;
import dev.cleanup.history.HistoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class PlanTest {
    @RegisterExtension
    final Services services = new Services();

    private final AtomicReference<String> rule = new AtomicReference<>("older than 7 d");
    private final FakeTask bots = FakeTask.of("bots", 25).described(rule::get);
    private final FakeTask results = FakeTask.of("results", 3);
    private final CleanupService service = services.of(bots, results);

    @Test
    void applying_a_plan_removes_what_it_showed() {
        CleanupRun plan = service.run(RunRequest.dryRun());

        CleanupRun done = service.run(RunRequest.apply(plan.id()).requestedBy("on-call"));

        assertThat(done.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(done.mode()).isEqualTo(RunMode.APPLY);
        assertThat(done.plan()).contains(plan.id());
        assertThat(done.task("bots").orElseThrow().survey())
                .isEqualTo(plan.task("bots").orElseThrow().survey());
        assertThat(done.task("bots").orElseThrow().tally().removed()).isEqualTo(25);
        assertThat(done.task("results").orElseThrow().tally().removed()).isEqualTo(3);
        assertThat(bots.surveys).hasSize(1);
    }

    @Test
    void only_the_ids_that_the_plan_listed_go() {
        CleanupRun plan = service.run(RunRequest.dryRun());
        bots.items.add("item-0000");
        bots.items.remove("item-0003");

        CleanupRun done = service.run(RunRequest.apply(plan.id()));

        assertThat(bots.items).containsExactly("item-0000");
        assertThat(bots.batches.stream().flatMap(batch -> batch.ids().orElseThrow().stream()))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 25).mapToObj(FakeTask::item).toList());
        TaskRun task = done.task("bots").orElseThrow();
        assertThat(task.tally()).isEqualTo(new Tally(24, 1, 0, 0));
        assertThat(task.leftovers()).containsExactly(Leftover.skipped("item-0003", "gone meanwhile"));
    }

    @Test
    void a_plan_keeps_its_cutoff() {
        CleanupRun plan = service.run(RunRequest.dryRun());
        services.clock.advance(Duration.ofMinutes(50));

        service.run(RunRequest.apply(plan.id()));

        assertThat(bots.batches).isNotEmpty().allMatch(batch -> batch.asOf().equals(START));
    }

    @Test
    void a_plan_that_does_not_list_everything_is_held_to_its_count_and_cutoff() {
        CleanupService brief = services.open(services.builder(bots).findings(5));
        CleanupRun plan = brief.run(RunRequest.dryRun());
        IntStream.range(0, 40).forEach(i -> bots.items.add("late-" + i));
        services.clock.advance(Duration.ofMinutes(1));

        CleanupRun done = brief.run(RunRequest.apply(plan.id()));

        assertThat(done.task("bots").orElseThrow().tally()).isEqualTo(new Tally(25, 0, 0, 0));
        assertThat(bots.items).hasSize(40);
        assertThat(bots.batches).hasSize(3).allMatch(batch -> batch.asOf().equals(START));
    }

    @Test
    void a_plan_is_not_pushed_out_of_the_history_by_the_run_that_applies_it() {
        CleanupService brief = services.open(services.builder(bots).history(HistoryStore.inMemory()));
        CleanupRun plan = brief.run(RunRequest.dryRun());
        IntStream.range(1, HistoryStore.DEFAULT_RUNS).forEach(i -> brief.run(RunRequest.dryRun()));

        CleanupRun done = brief.run(RunRequest.apply(plan.id()));

        assertThat(done.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(brief.latest(100)).hasSize(HistoryStore.DEFAULT_RUNS);
    }

    @Test
    void an_empty_plan_removes_nothing() {
        bots.items.clear();
        CleanupRun plan = service.run(RunRequest.dryRun().only("bots"));
        bots.items.add("late");

        CleanupRun done = service.run(RunRequest.apply(plan.id()));

        assertThat(done.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bots.batches).isEmpty();
        assertThat(bots.items).containsExactly("late");
    }

    @Test
    void a_plan_may_be_applied_for_one_of_its_tasks() {
        CleanupRun plan = service.run(RunRequest.dryRun());

        CleanupRun done = service.run(RunRequest.apply(plan.id()).only("results"));

        assertThat(done.tasks()).extracting(TaskRun::task).containsExactly("results");
        assertThat(bots.items).hasSize(25);
    }

    @Test
    void a_plan_of_one_task_leaves_the_others_alone() {
        CleanupRun plan = service.run(RunRequest.dryRun().only("results"));

        CleanupRun done = service.run(RunRequest.apply(plan.id()));

        assertThat(done.tasks()).extracting(TaskRun::task).containsExactly("results");
        assertThat(bots.batches).isEmpty();
    }

    @Test
    void refuses_a_plan_that_was_applied_already() {
        CleanupRun plan = service.run(RunRequest.dryRun());
        service.run(RunRequest.apply(plan.id()));
        bots.items.add("item-0001");

        refused(RunRequest.apply(plan.id()), "the plan has been applied already");
        assertThat(bots.items).containsExactly("item-0001");
    }

    @Test
    void applies_a_plan_until_it_expires() {
        CleanupRun plan = service.run(RunRequest.dryRun());
        services.clock.advance(CleanupServiceBuilder.DEFAULT_PLAN_EXPIRY);

        assertThat(service.run(RunRequest.apply(plan.id())).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void refuses_a_plan_that_has_expired() {
        CleanupRun plan = service.run(RunRequest.dryRun());
        services.clock.advance(CleanupServiceBuilder.DEFAULT_PLAN_EXPIRY.plusNanos(1));

        refused(RunRequest.apply(plan.id()), "the plan expired at 2026-03-10T13:00:00Z");
    }

    @Test
    void refuses_a_plan_that_nobody_knows() {
        refused(
                RunRequest.apply("nowhere"),
                "there is no plan nowhere, or no more in the history; take a dry run first");
        refused(RunRequest.apply(""), "there is no plan");
    }

    @Test
    void refuses_a_run_that_is_no_plan() {
        CleanupRun done = service.run(RunRequest.execute());

        refused(RunRequest.apply(done.id()), "is not a plan");
    }

    @Test
    void refuses_a_plan_whose_rule_has_changed() {
        CleanupRun plan = service.run(RunRequest.dryRun());
        rule.set("older than 1 d");

        CleanupRun run = service.run(RunRequest.apply(plan.id()));

        assertThat(run.status()).isEqualTo(RunStatus.REFUSED);
        assertThat(run.reason()).isEqualTo("bots: the rule has changed since the plan was made; take a new dry run");
        assertThat(bots.batches).isEmpty();
    }

    @Test
    void refuses_a_plan_when_one_of_its_tasks_is_gone() {
        CleanupRun plan = service.run(RunRequest.dryRun());

        CleanupRun run = services.of(results).run(RunRequest.apply(plan.id()));

        assertThat(run.status()).isEqualTo(RunStatus.REFUSED);
        assertThat(run.reason()).isEqualTo("the plan's task bots is no longer there; take a new dry run");
        assertThat(results.batches).isEmpty();
    }

    @Test
    void refuses_a_plan_that_does_not_cover_a_task() {
        CleanupRun plan = service.run(RunRequest.dryRun().only("results"));

        refused(RunRequest.apply(plan.id()).only("bots"), "the plan does not cover the task bots");
        assertThat(service.run(RunRequest.apply(plan.id())).status())
                .as("a refusal does not use the plan up")
                .isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void removes_nothing_of_a_task_whose_survey_failed_in_the_plan() {
        bots.surveying(request -> {
            throw new IllegalStateException("no database");
        });
        CleanupRun plan = service.run(RunRequest.dryRun());

        CleanupRun done = service.run(RunRequest.apply(plan.id()));

        assertThat(plan.status()).isEqualTo(RunStatus.FAILED);
        assertThat(done.task("bots").orElseThrow().status()).isEqualTo(RunStatus.REFUSED);
        assertThat(done.task("bots").orElseThrow().reason())
                .isEqualTo("the plan has no survey of this task: IllegalStateException: no database");
        assertThat(bots.batches).isEmpty();
        assertThat(results.items).isEmpty();
    }

    @Test
    void refusals_are_recorded() {
        CleanupRun run = service.run(RunRequest.apply("nowhere").requestedBy("eve"));

        assertThat(services.history.find(run.id())).contains(run);
        assertThat(run.requestedBy()).isEqualTo("eve");
        assertThat(run.plan()).contains("nowhere");
    }

    @Test
    void of_services_that_share_a_history_exactly_one_applies_a_plan() {
        CleanupRun plan = service.run(RunRequest.dryRun());
        List<CompletableFuture<CleanupRun>> applies = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            applies.add(Services.runAside(services.of(bots, results), RunRequest.apply(plan.id())));
        }

        List<CleanupRun> runs = applies.stream().map(CompletableFuture::join).toList();

        assertThat(runs).filteredOn(run -> run.status() == RunStatus.SUCCEEDED).hasSize(1);
        assertThat(runs)
                .filteredOn(run -> run.status() == RunStatus.REFUSED)
                .hasSize(5)
                .allMatch(run -> run.tasks().isEmpty());
        assertThat(bots.batches).hasSize(3);
    }

    private void refused(RunRequest request, String reason) {
        int batches = bots.batches.size();
        CleanupRun run = service.run(request);
        assertThat(run.status()).isEqualTo(RunStatus.REFUSED);
        assertThat(run.reason()).contains(reason);
        assertThat(bots.batches).hasSize(batches);
    }
}
