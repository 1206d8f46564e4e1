package dev.cleanup;

import static dev.cleanup.fixtures.MutableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.Services;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class DryRunTest {
    @RegisterExtension
    final Services services = new Services();

    private final FakeTask bots = FakeTask.of("bots", 25);
    private final FakeTask results = FakeTask.of("results", 3);

    @Test
    void a_dry_run_never_removes() {
        CleanupRun plan = services.of(bots, results).run(RunRequest.dryRun());

        assertThat(plan.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bots.batches).isEmpty();
        assertThat(results.batches).isEmpty();
        assertThat(plan.task("bots").orElseThrow().tally()).isEqualTo(Tally.NONE);
    }

    @Test
    void a_dry_run_is_a_plan_with_cutoff_counts_and_reasons() {
        CleanupRun plan = services.of(bots, results).run(RunRequest.dryRun().requestedBy("on-call"));

        assertThat(plan.mode()).isEqualTo(RunMode.DRY_RUN);
        assertThat(plan.plan()).contains(plan.id());
        assertThat(plan.requestedBy()).isEqualTo("on-call");
        assertThat(plan.tasks()).extracting(TaskRun::task).containsExactly("bots", "results");
        TaskRun task = plan.task("results").orElseThrow();
        assertThat(task.survey().orElseThrow().asOf()).isEqualTo(START);
        assertThat(task.eligible()).isEqualTo(3);
        assertThat(task.findings())
                .containsExactly(
                        FakeTask.finding("item-0001", START.minus(Duration.ofDays(9))),
                        FakeTask.finding("item-0002", START.minus(Duration.ofDays(9))),
                        FakeTask.finding("item-0003", START.minus(Duration.ofDays(9))));
        assertThat(services.history.find(plan.id())).contains(plan);
    }

    @Test
    void a_dry_run_for_one_task_leaves_the_others_alone() {
        CleanupRun plan = services.of(bots, results).run(RunRequest.dryRun().only("results"));

        assertThat(plan.tasks()).extracting(TaskRun::task).containsExactly("results");
        assertThat(bots.surveys).isEmpty();
    }

    @Test
    void what_the_dry_run_counted_is_what_an_execute_removes() {
        CleanupService service = services.of(bots, results);
        CleanupRun plan = service.run(RunRequest.dryRun());

        CleanupRun done = service.run(RunRequest.execute());

        for (TaskRun planned : plan.tasks()) {
            TaskRun removed = done.task(planned.task()).orElseThrow();
            assertThat(removed.tally()).isEqualTo(new Tally(planned.eligible(), 0, 0, 0));
            assertThat(removed.survey()).isEqualTo(planned.survey());
        }
        assertThat(bots.items).isEmpty();
        assertThat(results.items).isEmpty();
    }

    @Test
    void an_execute_after_an_execute_removes_nothing() {
        CleanupService service = services.of(bots);
        service.run(RunRequest.execute());

        CleanupRun second = service.run(RunRequest.execute());

        assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(second.task("bots").orElseThrow().tally()).isEqualTo(Tally.NONE);
        assertThat(bots.batches).hasSize(3);
    }

    @Test
    void batches_are_as_small_as_the_task_wants_them() {
        services.of(bots.batchSize(4)).run(RunRequest.execute());

        assertThat(bots.batches).hasSize(7).allMatch(batch -> batch.limit() <= 4);
        assertThat(bots.items).isEmpty();
    }

    @Test
    void everything_is_seen_before_anything_is_removed() {
        bots.removing(request -> {
            assertThat(results.surveys).hasSize(1);
            results.items.add("added by removing bots");
            return bots.take(request);
        });

        CleanupRun done = services.of(bots, results).run(RunRequest.execute());

        assertThat(done.task("results").orElseThrow().tally().removed()).isEqualTo(3);
        assertThat(results.items).containsExactly("added by removing bots");
    }

    @Test
    void what_the_survey_listed_is_all_that_an_execute_may_remove() {
        bots.removing(request -> {
            IntStream.range(0, 5).forEach(i -> bots.items.add("item-0000-" + bots.batches.size() + "-" + i));
            return bots.take(request);
        });

        CleanupRun done = services.of(bots).run(RunRequest.execute());

        assertThat(done.task("bots").orElseThrow().tally()).isEqualTo(new Tally(25, 0, 0, 0));
        assertThat(bots.items).hasSize(15).allMatch(id -> id.startsWith("item-0000-"));
    }

    @Test
    void what_the_survey_counted_is_the_most_that_an_execute_removes_also_when_items_keep_coming() {
        bots.removing(request -> {
            IntStream.range(0, 20).forEach(i -> bots.items.add("item-9-" + bots.batches.size() + "-" + i));
            return bots.take(request);
        });

        CleanupRun done = services.open(services.builder(bots).findings(5)).run(RunRequest.execute());

        assertThat(done.task("bots").orElseThrow().tally()).isEqualTo(new Tally(25, 0, 0, 0));
        assertThat(bots.batches).extracting(BatchRequest::limit).containsExactly(10, 10, 5);
        assertThat(bots.batches).allMatch(batch -> batch.ids().isEmpty());
    }

    @Test
    void a_service_in_dry_run_mode_refuses_to_remove() {
        CleanupService service = services.open(services.builder(bots).dryRun(true));
        CleanupRun plan = service.run(RunRequest.dryRun());

        CleanupRun execute = service.run(RunRequest.execute());
        CleanupRun apply = service.run(RunRequest.apply(plan.id()));

        assertThat(plan.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(execute.status()).isEqualTo(RunStatus.REFUSED);
        assertThat(apply.status()).isEqualTo(RunStatus.REFUSED);
        assertThat(apply.reason()).isEqualTo("the service is in dry-run mode and removes nothing");
        assertThat(bots.batches).isEmpty();
        assertThat(services.history.find(apply.id())).contains(apply);
    }
}
