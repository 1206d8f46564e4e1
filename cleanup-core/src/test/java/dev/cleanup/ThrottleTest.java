package dev.cleanup;

import static dev.cleanup.fixtures.Services.runAside;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.FakeTicker;
import dev.cleanup.fixtures.MutableClock;
import dev.cleanup.fixtures.Services;
import dev.cleanup.schedule.MaintenanceWindow;
import dev.cleanup.throttle.Throttle;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rests and maintenance windows; the clock stands at 12:00 UTC on a Tuesday. */
@Timeout(30)
class ThrottleTest {
    @RegisterExtension
    final Services services = new Services();

    private final FakeTicker ticker = new FakeTicker(services.clock);
    private final FakeTask bots = FakeTask.of("bots", 35);

    @Test
    void nothing_is_held_back_by_default() {
        assertThat(run(Throttle.NONE).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(ticker.waits).isEmpty();
    }

    @Test
    void a_duty_cycle_of_a_half_rests_as_long_as_the_batch_took() {
        lasting(Duration.ofMillis(80));

        run(Throttle.builder().dutyCycle(0.5).build());

        assertThat(ticker.waits).hasSize(3).containsOnly(Duration.ofMillis(80));
    }

    @Test
    void a_duty_cycle_of_a_tenth_rests_nine_times_as_long() {
        lasting(Duration.ofMillis(100));

        run(Throttle.builder().dutyCycle(0.1).build());

        assertThat(ticker.waits).hasSize(3).containsOnly(Duration.ofMillis(900));
    }

    @Test
    void no_more_items_a_second_go_than_were_allowed() {
        lasting(Duration.ofMillis(100));

        run(Throttle.builder().itemsPerSecond(20).build());

        assertThat(ticker.waits).hasSize(3).containsOnly(Duration.ofMillis(400));
        assertThat(services.clock.instant()).isEqualTo(MutableClock.START.plusMillis(1_600));
    }

    @Test
    void a_batch_holds_no_more_than_a_second_allows_where_the_task_lets_it() {
        bots.smallestBatchSize(1);

        run(Throttle.builder().itemsPerSecond(5).build());

        assertThat(bots.batches).hasSize(7).allMatch(batch -> batch.limit() == 5);
        assertThat(ticker.waited()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void items_that_stay_count_for_the_rate_too() {
        bots.stuck.addAll(bots.items);

        run(Throttle.builder().itemsPerSecond(10).build());

        assertThat(ticker.waited()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void the_longer_rest_counts() {
        lasting(Duration.ofMillis(600));

        run(Throttle.builder().itemsPerSecond(10).dutyCycle(0.5).build());

        assertThat(ticker.waited()).isEqualTo(Duration.ofMillis(1_800));
    }

    @Test
    void the_rate_holds_across_tasks() {
        FakeTask results = FakeTask.of("results", 10);

        services.open(services.builder(bots, results)
                        .ticker(ticker)
                        .throttle(Throttle.builder().itemsPerSecond(10).build()))
                .run(RunRequest.execute());

        assertThat(ticker.waited()).isEqualTo(Duration.ofMillis(3_500));
    }

    @Test
    void a_task_can_have_a_throttle_of_its_own() {
        FakeTask results = FakeTask.of("results", 35);

        services.open(services.builder(bots, results)
                        .ticker(ticker)
                        .throttle(Throttle.builder().itemsPerSecond(10).build())
                        .throttle("results", Throttle.NONE))
                .run(RunRequest.execute());

        assertThat(ticker.waited()).isEqualTo(Duration.ofMillis(3_500));
    }

    @Test
    void a_throttle_for_a_task_that_is_not_there_is_refused() {
        assertThatThrownBy(() ->
                        services.builder(bots).throttle("bot", Throttle.NONE).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("throttle, task is 'bot'")
                .hasMessageContaining("accepted are [bots]");
    }

    @Test
    void a_long_rest_is_shown_and_goes_unmentioned_afterwards() {
        List<String> shown = new ArrayList<>();
        CleanupService service = service(Throttle.builder().itemsPerSecond(1).build());
        ticker.whileWaiting(() -> shown.add(reason(service)));

        CleanupRun run = service.run(RunRequest.execute());

        assertThat(shown).hasSize(30).containsOnly("paused: it rests between batches");
        assertThat(run.task("bots").orElseThrow().reason()).isEmpty();
    }

    @Test
    void inside_of_a_window_nothing_waits() {
        run(window("11:00", "13:00"));

        assertThat(bots.items).isEmpty();
        assertThat(ticker.waits).isEmpty();
    }

    @Test
    void outside_of_the_window_a_run_waits_until_it_opens_and_says_so() {
        List<String> shown = new ArrayList<>();
        CleanupService service = service(window("12:30", "13:00"));
        ticker.whileWaiting(() -> {
            assertThat(bots.batches).isEmpty();
            shown.add(reason(service));
        });

        CleanupRun run = service.run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(ticker.waited()).isEqualTo(Duration.ofMinutes(30));
        assertThat(shown)
                .containsOnly("paused: the maintenance window 12:30 to 13:00 (Z) opens at 2026-03-10T12:30:00Z");
    }

    @Test
    void a_run_ends_at_once_when_no_window_opens_before_its_deadline() {
        CleanupRun run = run(window("14:00", "15:00"));

        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run.reason())
                .isEqualTo("bots: the maintenance window 14:00 to 15:00 (Z) opens at 2026-03-10T14:00:00Z,"
                        + " after the run's deadline at 2026-03-10T13:00:00Z");
        assertThat(bots.batches).isEmpty();
        assertThat(ticker.waits).isEmpty();
    }

    @Test
    void a_window_that_closes_holds_the_run_where_it_is() {
        lasting(Duration.ofMinutes(1));
        Throttle twice = Throttle.builder()
                .window(between("11:00", "12:02"))
                .window(between("12:20", "12:40"))
                .build();

        CleanupRun run = services.open(
                        services.builder(bots).ticker(ticker).findings(1).throttle(twice))
                .run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(ticker.waited()).isEqualTo(Duration.ofMinutes(18));
        assertThat(bots.batches)
                .extracting(BatchRequest::after)
                .containsExactly(
                        Optional.empty(), Optional.of("item-0010"), Optional.of("item-0020"), Optional.of("item-0030"));
    }

    @Test
    void a_dry_run_looks_at_any_time() {
        CleanupRun plan = service(window("14:00", "15:00")).run(RunRequest.dryRun());

        assertThat(plan.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_task_with_nothing_to_remove_waits_for_no_window() {
        CleanupRun run = services.open(
                        services.builder(FakeTask.of("none", 0)).ticker(ticker).throttle(window("14:00", "15:00")))
                .run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void the_deadline_ends_a_rest() {
        lasting(Duration.ofMinutes(10));

        CleanupRun run = run(Throttle.builder().dutyCycle(0.01).build());

        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run.reason())
                .isEqualTo(
                        "bots: the run's deadline came at 2026-03-10T13:00:00Z; it was paused: it rests between batches");
        assertThat(bots.batches).hasSize(1);
    }

    @Test
    void a_stop_ends_a_rest_at_once() {
        CleanupService service = service(Throttle.builder().itemsPerSecond(1).build());
        ticker.whileWaiting(
                () -> service.stop(service.status().current().orElseThrow().id(), "on-call"));

        CleanupRun run = service.run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run.reason()).isEqualTo("bots: stopped by on-call; it was paused: it rests between batches");
        assertThat(bots.batches).hasSize(1);
        assertThat(ticker.waits).hasSize(1);
    }

    @Test
    void close_ends_a_rest_without_waiting_for_its_end() {
        bots.batchSize(1);
        CleanupService service = services.open(services.builder(bots)
                .throttle(Throttle.builder().itemsPerSecond(1).dutyCycle(0.01).build()));
        bots.removing(request -> {
            services.clock.advance(Duration.ofMillis(1));
            return bots.take(request);
        });
        var run = runAside(service, RunRequest.execute());
        Awaitility.await().until(() -> !bots.batches.isEmpty());

        service.close();

        assertThat(run.join().status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run.join().reason()).startsWith("bots: the service was closed");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 0.009, 1.001, 50, Double.NaN, Double.POSITIVE_INFINITY})
    void refuses_duty_cycles_that_are_none(double share) {
        assertThatThrownBy(() -> Throttle.builder().dutyCycle(share).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("duty cycle is '" + share + "'")
                .hasMessageContaining("from 0.01 to 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, 1_000_001, Integer.MAX_VALUE})
    void refuses_rates_that_are_none(int items) {
        assertThatThrownBy(() -> Throttle.builder().itemsPerSecond(items).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("items per second is '" + items + "'")
                .hasMessageContaining("from 1 to 1000000");
    }

    @Test
    void refuses_signals_without_a_name_or_with_one_that_is_taken() {
        assertThatThrownBy(() -> new Throttle(
                        1, OptionalInt.empty(), List.of(), Map.of(" ", Optional::empty), Duration.ofSeconds(1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("load signal");
        assertThatThrownBy(() ->
                        Throttle.builder().pauseWhile("queue", Optional::empty).pauseWhile("queue", Optional::empty))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("names are unique");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT1M0.001S"})
    void refuses_signal_timeouts_out_of_range(Duration span) {
        assertThatThrownBy(() -> Throttle.builder().signalTimeout(span).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("signal timeout is '" + span + "'");
    }

    private CleanupRun run(Throttle throttle) {
        return service(throttle).run(RunRequest.execute());
    }

    private CleanupService service(Throttle throttle) {
        return services.open(services.builder(bots).ticker(ticker).throttle(throttle));
    }

    private void lasting(Duration batch) {
        bots.removing(request -> {
            ticker.pass(batch);
            return bots.take(request);
        });
    }

    private static String reason(CleanupService service) {
        return service.status()
                .current()
                .orElseThrow()
                .task("bots")
                .orElseThrow()
                .reason();
    }

    private static Throttle window(String from, String to) {
        return Throttle.builder().window(between(from, to)).build();
    }

    private static MaintenanceWindow between(String from, String to) {
        return MaintenanceWindow.daily(LocalTime.parse(from), LocalTime.parse(to), ZoneOffset.UTC);
    }
}
