package dev.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.FakeTicker;
import dev.cleanup.fixtures.Services;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AdaptiveBatchesTest {
    private static final int MANY = 60_000;

    @RegisterExtension
    final Services services = new Services();

    private final FakeTicker ticker = new FakeTicker(services.clock);

    @Test
    void batches_that_are_fast_grow_by_a_fifth_at_most_and_never_over_the_bound() {
        FakeTask bots = adaptive(MANY, 5_000, Duration.ofNanos(1));

        CleanupRun run = counted(bots);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bots.items).isEmpty();
        List<Integer> sizes = sizes(bots);
        assertThat(sizes).startsWith(1_250, 1_500, 1_800).contains(5_000).allMatch(size -> size <= 5_000);
        assertThat(sizes).allSatisfy(size -> {
            int index = sizes.indexOf(size);
            assertThat(size).isLessThanOrEqualTo((int) Math.ceil(sizes.get(Math.max(0, index - 1)) * 1.2));
        });
    }

    @Test
    void batches_that_are_slow_shrink_until_they_take_as_long_as_aimed_at() {
        FakeTask bots = adaptive(MANY, 10_000, Duration.ofMillis(1));

        counted(bots);

        assertThat(sizes(bots)).startsWith(2_500, 1_250, 625, 312, 156);
        List<Integer> settled = sizes(bots).subList(6, sizes(bots).size() - 1);
        assertThat(settled).hasSizeGreaterThan(100).allSatisfy(size -> assertThat(size)
                .isBetween(95, 100));
    }

    @Test
    void a_run_begins_with_what_the_last_one_has_found_out() {
        FakeTask bots = adaptive(MANY, 10_000, Duration.ofMillis(1));
        List<String> all = List.copyOf(bots.items);
        CleanupService service =
                services.open(services.builder(bots).ticker(ticker).findings(1).removalLimit(RemovalLimit.items(MANY)));
        service.run(RunRequest.execute());
        bots.batches.clear();
        bots.items.addAll(all);

        service.run(RunRequest.execute());

        assertThat(bots.items).isEmpty();
        assertThat(sizes(bots).get(0)).isBetween(90, 120);
    }

    @Test
    void a_run_that_begins_with_the_smallest_batches_finds_the_price_of_each_batch_out() {
        FakeTask bots = adaptive(MANY, 5_000, Duration.ofMillis(10)).smallestBatchSize(100);
        List<String> all = List.copyOf(bots.items);
        CleanupService service =
                services.open(services.builder(bots).ticker(ticker).findings(1).removalLimit(RemovalLimit.items(MANY)));
        service.run(RunRequest.execute());
        assertThat(sizes(bots).get(sizes(bots).size() - 2)).isEqualTo(100);
        bots.batches.clear();
        bots.items.addAll(all);
        FakeTask.Removing usual = bots::take;
        bots.removing(request -> {
            ticker.pass(Duration.ofMillis(120).plusNanos(10_000L * request.limit()));
            return usual.remove(request);
        });

        service.run(RunRequest.execute());

        assertThat(bots.items).isEmpty();
        assertThat(sizes(bots)).startsWith(200).contains(5_000);
    }

    @Test
    void a_price_that_each_batch_has_is_not_answered_with_ever_smaller_batches() {
        FakeTask bots = adaptive(MANY, 5_000, Duration.ofNanos(10_000));
        FakeTask.Removing usual = bots::take;
        bots.removing(request -> {
            ticker.pass(Duration.ofMillis(120).plusNanos(10_000L * request.limit()));
            return usual.remove(request);
        });

        counted(bots);

        assertThat(sizes(bots)).startsWith(1_250, 943).contains(5_000);
        assertThat(sizes(bots).subList(0, 20)).allMatch(size -> size > 600);
    }

    @Test
    void one_slow_moment_is_soon_made_up_for() {
        FakeTask bots = adaptive(MANY, 5_000, Duration.ZERO);
        FakeTask.Removing usual = bots::take;
        bots.removing(request -> {
            ticker.pass(
                    bots.batches.size() == 10 ? Duration.ofSeconds(20) : Duration.ofNanos(20_000L * request.limit()));
            return usual.remove(request);
        });

        counted(bots);

        assertThat(sizes(bots).subList(8, 16)).containsExactly(5_000, 5_000, 2_500, 3_000, 3_600, 4_320, 5_000, 5_000);
    }

    @Test
    void another_duration_can_be_aimed_at() {
        FakeTask bots = adaptive(MANY, 10_000, Duration.ofMillis(1));

        services.open(services.builder(bots)
                        .ticker(ticker)
                        .findings(1)
                        .removalLimit(RemovalLimit.items(MANY))
                        .batchDuration(Duration.ofSeconds(1)))
                .run(RunRequest.execute());

        assertThat(sizes(bots).subList(3, 20))
                .allSatisfy(size -> assertThat(size).isBetween(990, 1_000));
    }

    @Test
    void batches_of_named_items_vary_too_and_name_each_item_once() {
        FakeTask bots = adaptive(2_000, 1_000, Duration.ofMillis(1));

        CleanupRun run = services.open(services.builder(bots).ticker(ticker).findings(2_000))
                .run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(sizes(bots)).startsWith(1_000, 500, 250, 125);
        assertThat(bots.batches.stream().flatMap(batch -> batch.ids().orElseThrow().stream()))
                .hasSize(2_000)
                .doesNotHaveDuplicates();
        assertThat(bots.items).isEmpty();
    }

    @Test
    void a_batch_that_fails_for_a_passing_reason_is_tried_again_with_half_as_many_items() {
        FakeTask bots = adaptive(MANY, 1_000, Duration.ofMillis(1));
        FakeTask.Removing usual = bots::take;
        bots.removing(request -> {
            if (bots.batches.size() <= 2) {
                throw new TransientFailureException("a lock was not granted in time", new IllegalStateException());
            }
            return usual.remove(request);
        });

        CleanupRun run = counted(bots);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(sizes(bots)).startsWith(1_000, 500, 250, 300, 360);
        assertThat(bots.batches.subList(0, 3)).extracting(BatchRequest::after).containsOnly(Optional.empty());
        assertThat(bots.items).isEmpty();
    }

    @Test
    void a_removal_that_may_have_taken_place_makes_the_next_batch_smaller() {
        FakeTask bots = adaptive(3_000, 1_000, Duration.ZERO);
        FakeTask.Removing usual = bots::take;
        bots.removing(request -> {
            if (bots.batches.size() == 1) {
                usual.remove(request);
                throw new OutcomeUnknownException(
                        "lost", Set.copyOf(request.ids().orElseThrow()), new IllegalStateException());
            }
            return usual.remove(request);
        });
        bots.lookingAgain(ids -> Optional.of(Set.of()));

        CleanupRun run = services.open(
                        services.builder(bots).ticker(ticker).findings(3_000).removalLimit(RemovalLimit.items(MANY)))
                .run(RunRequest.execute());

        assertThat(run.task("bots").orElseThrow().tally()).isEqualTo(new Tally(3_000, 0, 0, 0));
        assertThat(sizes(bots)).startsWith(1_000, 500, 600);
    }

    @Test
    void a_batch_that_met_few_items_says_nothing_about_the_size() {
        FakeTask bots = adaptive(MANY, 1_000, Duration.ofMillis(1));
        bots.removing(request -> {
            ticker.pass(Duration.ofSeconds(30));
            return bots.take(new BatchRequest(request.asOf(), 499, request.after(), request.ids()));
        });

        services.open(services.builder(bots)
                        .ticker(ticker)
                        .findings(1)
                        .removalLimit(RemovalLimit.items(MANY))
                        .runDeadline(Duration.ofMinutes(10)))
                .run(RunRequest.execute());

        assertThat(sizes(bots)).hasSize(21).containsOnly(1_000);
    }

    @Test
    void items_that_stay_count_as_met() {
        FakeTask bots = adaptive(4_000, 1_000, Duration.ofMillis(1));
        bots.stuck.addAll(bots.items);

        counted(bots);

        assertThat(sizes(bots)).startsWith(1_000, 500, 250);
    }

    @Test
    void a_task_that_does_not_say_otherwise_keeps_its_batch_size() {
        FakeTask bots = FakeTask.of("bots", 1_000).batchSize(100);
        FakeTask.Removing usual = bots::take;
        bots.removing(request -> {
            ticker.pass(Duration.ofSeconds(10));
            if (bots.batches.size() == 2) {
                throw new TransientFailureException("not now", new IllegalStateException());
            }
            return usual.remove(request);
        });

        counted(bots);

        assertThat(sizes(bots)).hasSize(11).containsOnly(100);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1, 7, 100, Integer.MAX_VALUE})
    void whatever_a_task_answers_a_batch_holds_one_item_at_least_and_the_bound_at_most(int smallest) {
        FakeTask bots = adaptive(300, 100, Duration.ofSeconds(1)).smallestBatchSize(smallest);

        CleanupRun run = counted(bots);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        int expected = Math.min(100, Math.max(1, smallest));
        List<Integer> allButTheRest = sizes(bots).subList(0, sizes(bots).size() - 1);
        assertThat(allButTheRest).first().isEqualTo(100);
        assertThat(allButTheRest).allMatch(size -> size >= expected).contains(expected);
    }

    @Test
    void growing_batches_never_remove_more_than_was_counted() {
        FakeTask bots = adaptive(3_000, 10_000, Duration.ofNanos(1));
        FakeTask.Removing usual = bots::take;
        bots.removing(request -> {
            for (int added = 0; added < 2_000; added++) {
                bots.items.add("late-" + bots.batches.size() + "-" + added);
            }
            return usual.remove(request);
        });

        CleanupRun run = counted(bots);

        assertThat(run.task("bots").orElseThrow().tally().removed()).isEqualTo(3_000);
        assertThat(sizes(bots)).containsExactly(2_500, 500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.009S", "PT1M0.001S", "PT9223372036854775807S"})
    void refuses_batch_durations_out_of_range(Duration span) {
        assertThatThrownBy(() -> services.builder().batchDuration(span))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("batch duration is '" + span + "'")
                .hasMessageContaining("from 10 ms to a minute");
    }

    /** A task whose batches take so long for each item. */
    private FakeTask adaptive(int items, int bound, Duration perItem) {
        FakeTask bots = FakeTask.of("bots", items).batchSize(bound).smallestBatchSize(1);
        return bots.removing(request -> {
            BatchResult result = bots.take(request);
            ticker.pass(
                    perItem.multipliedBy(result.removed() + result.leftovers().size()));
            return result;
        });
    }

    /** A run whose survey counts more than it lists. */
    private CleanupRun counted(FakeTask bots) {
        return services.open(services.builder(bots).ticker(ticker).findings(1).removalLimit(RemovalLimit.items(MANY)))
                .run(RunRequest.execute());
    }

    private static List<Integer> sizes(FakeTask bots) {
        return bots.batches.stream().map(BatchRequest::limit).toList();
    }
}
