package dev.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.CleanupStatus.BreakerState;
import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.MutableClock;
import dev.cleanup.fixtures.Services;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.schedule.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceSetupTest {
    @RegisterExtension
    final Services services = new Services();

    private final CleanupServiceBuilder builder = CleanupService.builder();

    @Test
    void refuses_a_service_without_tasks() {
        refused(builder::build, "tasks is 'none'", "at least one task");
    }

    @Test
    void refuses_a_second_task_of_the_same_name() {
        builder.task(FakeTask.of("bots", 0));

        refused(() -> builder.task(FakeTask.of("bots", 1)), "task name is 'bots'", "names are unique");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-bots", ".", "bots\n", "bo ts", "böts", "bots/../x", "<b>", "٣", "a\u202eb"})
    void refuses_names_that_do_not_fit_everywhere(String name) {
        refused(() -> builder.task(FakeTask.of(name, 0)), "task name is '", "letters, digits, dots");
        refused(() -> builder.name(name), "service name is '", "letters, digits, dots");
    }

    @Test
    void refuses_a_name_of_more_than_64_characters() {
        builder.task(FakeTask.of("a".repeat(64), 0));

        refused(() -> builder.task(FakeTask.of("a".repeat(65), 0)), "task name is 'aaa", "1 to 64");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, 1_000_001, Integer.MAX_VALUE})
    void refuses_numbers_out_of_range(int number) {
        String accepted = "a whole number from 1 to ";
        refused(() -> builder.findings(number), "findings is '" + number + "'", accepted + "100000");
        refused(
                () -> builder.task(FakeTask.of("bots", 0).batchSize(number)),
                "batch size of task bots is '" + number + "'",
                accepted + "1000000");
        refused(() -> builder.retry(number, ms(1), ms(2)), "attempts is '" + number + "'", accepted + "10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "P7DT0.000000001S", "PT9223372036854775807S"})
    void refuses_spans_out_of_range(Duration span) {
        String accepted = "more than zero and at most 7 days";
        refused(() -> builder.planExpiry(span), "plan expiry is '" + span + "'", accepted);
        refused(() -> builder.runDeadline(span), "run deadline is '" + span + "'", accepted);
        refused(() -> builder.callTimeout(span), "call timeout is '" + span + "'", accepted);
        refused(() -> builder.retry(3, span, ms(2)), "first delay is '" + span + "'", accepted);
        refused(() -> builder.retry(3, ms(1), span), "longest delay is '" + span + "'", accepted);
    }

    @Test
    void refuses_a_longest_delay_that_is_not_longer_than_the_first() {
        refused(() -> builder.retry(3, ms(2), ms(2)), "longest delay is 'PT0.002S'", "more than the first delay");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void refuses_a_removal_limit_that_could_mean_unlimited(long items) {
        refused(() -> RemovalLimit.items(items), "removal limit, items is '" + items + "'", "from 1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 50, Double.NaN, Double.POSITIVE_INFINITY})
    void refuses_a_share_that_is_none(double share) {
        refused(
                () -> RemovalLimit.itemsAndShare(1, share),
                "removal limit, share is '" + share + "'",
                "from 0 to below 1");
    }

    @Test
    void refuses_a_request_for_an_unknown_task_before_it_touches_any() {
        FakeTask bots = FakeTask.of("bots", 3);
        CleanupService service = services.of(bots);

        refused(
                () -> service.run(RunRequest.execute().only("bots", "bot\ns")),
                "task is 'bot s'",
                "accepted are [bots]");
        assertThat(bots.surveys).isEmpty();
        assertThat(services.history.saves).isEmpty();
    }

    @Test
    void a_choice_of_no_tasks_is_not_a_choice_of_all() {
        refused(() -> RunRequest.execute().only(), "tasks is '[]'", "at least one");
        refused(() -> RunRequest.apply("x").only(new String[0]), "tasks is '[]'", "at least one");
    }

    @Test
    void a_task_may_be_asked_for_twice() {
        assertThat(RunRequest.dryRun().only("bots", "bots").tasks()).containsExactly("bots");
    }

    @Test
    void a_plan_goes_with_apply_and_only_with_it() {
        refused(() -> new RunRequest(RunMode.APPLY, Optional.empty(), "me", Set.of()), "plan is ''", "APPLY");
        refused(() -> new RunRequest(RunMode.EXECUTE, Optional.of("x"), "me", Set.of()), "plan is 'x'", "APPLY");
    }

    @Test
    void somebody_wants_every_run() {
        refused(() -> RunRequest.dryRun().requestedBy(" \u200b\n"), "requestedBy is ''", "who or what wants");
    }

    @Test
    void takes_schedule_and_mode_from_the_settings() {
        CleanupService service = services.open(services.builder(FakeTask.of("bots", 0))
                .settings(CleanupSettings.fromEnvironment(
                        Map.of("CLEANUP_INTERVAL_HOURS", "12", "CLEANUP_DRY_RUN", "true"))));

        assertThat(service.status().schedule()).contains("every 12 h");
        assertThat(service.status().dryRun()).isTrue();
    }

    @Test
    void status_says_how_the_service_is_set_up() {
        CleanupTask files = CleanupTask.ofResources(
                "files", List::of, RetentionPolicy.keepFor("7d"), resource -> Removal.removed());
        CleanupService service =
                services.open(services.builder(FakeTask.of("bots", 0).batchSize(7))
                        .name("demo")
                        .task(files, RemovalLimit.items(5))
                        .schedule(Schedule.every(Duration.ofHours(6))));

        assertThat(service.status().nextRun()).isEmpty();
        service.start();

        CleanupStatus status = service.status();
        assertThat(status.service()).isEqualTo("demo");
        assertThat(status.current()).isEmpty();
        assertThat(status.dryRun()).isFalse();
        assertThat(status.schedule()).contains("every 6 h");
        assertThat(status.nextRun()).contains(MutableClock.START.plus(Duration.ofHours(6)));
        assertThat(status.tasks())
                .containsExactly(
                        new CleanupStatus.TaskStatus(
                                "bots",
                                "fake items",
                                Optional.empty(),
                                RemovalLimit.DEFAULT,
                                7,
                                Optional.empty(),
                                BreakerState.CLOSED,
                                List.of(),
                                List.of()),
                        new CleanupStatus.TaskStatus(
                                "files",
                                "files",
                                Optional.of("keep 7d"),
                                RemovalLimit.items(5),
                                100,
                                Optional.empty(),
                                BreakerState.CLOSED,
                                List.of(),
                                List.of()));
    }

    @Test
    void each_task_may_warn_of_how_it_is_set_up_and_the_status_shows_it() {
        FakeTask bots = FakeTask.of("bots", 0)
                .warning(others -> List.of(
                        "longer than\n" + others.stream().map(CleanupTask::name).toList()));
        FakeTask results = FakeTask.of("results", 0).warning(others -> {
            throw new IllegalStateException("no database");
        });

        CleanupStatus status = services.of(bots, results).status();

        assertThat(status.tasks())
                .extracting(CleanupStatus.TaskStatus::warnings)
                .containsExactly(List.of("longer than [results]"), List.of());
        assertThat(services.log()).contains("WARN", "bots: longer than [results]");
    }

    private static Duration ms(int millis) {
        return Duration.ofMillis(millis);
    }

    private static void refused(ThrowingCallable call, String what, String accepted) {
        assertThatThrownBy(call)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(what)
                .hasMessageContaining(accepted);
    }
}
