package dev.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.Services;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class RemovalLimitTest {
    private static final RemovalLimit TEN_AND_HALF = RemovalLimit.itemsAndShare(10, 0.5);

    @RegisterExtension
    final Services services = new Services();

    private final FakeTask bots = FakeTask.of("bots", 25);
    private final FakeTask results = FakeTask.of("results", 3);

    @ParameterizedTest
    @CsvSource({
        "1000, 1000, false",
        "1001, 1001, true",
        "1001, 2002, false",
        "1001, 2001, true",
        "0, 0, false",
        "9223372036854775807, 9223372036854775807, true"
    })
    void the_default_refuses_more_than_1000_items_that_are_more_than_half(
            long eligible, long population, boolean refused) {
        assertThat(RemovalLimit.DEFAULT.refuses(eligible, OptionalLong.of(population)))
                .isEqualTo(refused);
    }

    @Test
    void a_run_over_the_limit_removes_nothing_and_says_the_numbers() {
        CleanupRun run = execute(TEN_AND_HALF, OptionalLong.of(49));

        assertThat(run.status()).isEqualTo(RunStatus.REFUSED);
        assertThat(run.reason())
                .isEqualTo("bots: 25 of 49 would go, the removal limit is 10 items and 50 % of the population; "
                        + "nothing removed. To remove them, apply a dry run's plan");
        assertThat(bots.batches).isEmpty();
        assertThat(bots.items).hasSize(25);
        assertThat(run.task("bots").orElseThrow().tally()).isEqualTo(Tally.NONE);
    }

    @Test
    void a_run_of_the_limit_itself_is_done() {
        assertThat(execute(RemovalLimit.items(25), OptionalLong.of(25)).status())
                .isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bots.items).isEmpty();
    }

    @Test
    void a_small_share_of_a_large_population_is_done() {
        assertThat(execute(TEN_AND_HALF, OptionalLong.of(50)).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void an_unknown_population_counts_as_none() {
        CleanupRun run = execute(TEN_AND_HALF, OptionalLong.empty());

        assertThat(run.status()).isEqualTo(RunStatus.REFUSED);
        assertThat(run.reason()).contains("25 of an unknown population would go");
        assertThat(bots.batches).isEmpty();
    }

    @Test
    void a_limit_of_items_alone_holds_whatever_the_population() {
        CleanupRun run = execute(RemovalLimit.items(24), OptionalLong.of(1_000_000));

        assertThat(run.reason()).contains("25 of 1,000,000 would go, the removal limit is 24 items; nothing removed");
    }

    @Test
    void limits_are_per_task_and_the_others_are_still_cleaned() {
        CleanupService service = services.open(services.builder()
                .task(bots.population(OptionalLong.of(25)), TEN_AND_HALF)
                .task(results));

        CleanupRun run = service.run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.REFUSED);
        assertThat(run.task("bots").orElseThrow().status()).isEqualTo(RunStatus.REFUSED);
        assertThat(run.task("results").orElseThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bots.items).hasSize(25);
        assertThat(results.items).isEmpty();
    }

    @Test
    void the_services_limit_holds_for_tasks_without_their_own() {
        CleanupService service = services.open(services.builder(results.population(OptionalLong.empty()))
                .task(bots.population(OptionalLong.empty()), RemovalLimit.items(30))
                .removalLimit(RemovalLimit.items(2)));

        CleanupRun run = service.run(RunRequest.execute());

        assertThat(run.task("results").orElseThrow().status()).isEqualTo(RunStatus.REFUSED);
        assertThat(run.task("bots").orElseThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_plan_over_the_limit_says_so_and_is_applied() {
        CleanupService service =
                services.open(services.builder().task(bots.population(OptionalLong.of(25)), TEN_AND_HALF));
        CleanupRun plan = service.run(RunRequest.dryRun());
        assertThat(plan.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(plan.task("bots").orElseThrow().survey().orElseThrow().notices())
                .containsExactly("an execute would be refused: 25 of 25 would go, the removal limit is 10 items and"
                        + " 50 % of the population; applying this plan is accepted");

        CleanupRun done = service.run(RunRequest.apply(plan.id()));

        assertThat(done.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(done.task("bots").orElseThrow().tally().removed()).isEqualTo(25);
    }

    private CleanupRun execute(RemovalLimit limit, OptionalLong population) {
        return services.open(services.builder().task(bots.population(population), limit))
                .run(RunRequest.execute());
    }
}
