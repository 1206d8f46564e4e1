package dev.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.MutableClock;
import dev.cleanup.fixtures.Services;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a task or a listener does, the others are cleaned and the service lives. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostilePluginTest {
    @RegisterExtension
    final Services services = new Services();

    private final FakeTask hostile = FakeTask.of("hostile", 25);
    private final FakeTask results = FakeTask.of("results", 3);

    static Stream<Function<Survey, Survey>> nonsenseSurveys() {
        List<Finding> tooMany = IntStream.rangeClosed(1, 1_001)
                .mapToObj(i -> FakeTask.finding(FakeTask.item(i), MutableClock.START))
                .toList();
        return Stream.of(
                seen -> null,
                seen -> survey(seen, -1, OptionalLong.of(25), 0, List.of()),
                seen -> survey(seen, 25, OptionalLong.of(24), 0, seen.findings()),
                seen -> survey(seen, 25, OptionalLong.of(-1), 0, seen.findings()),
                seen -> survey(seen, 25, OptionalLong.empty(), -1, seen.findings()),
                seen -> survey(seen, 24, OptionalLong.of(25), 0, seen.findings()),
                seen -> survey(seen, 25, null, 0, seen.findings()),
                seen -> survey(seen, 2_000, OptionalLong.empty(), 0, tooMany),
                seen -> survey(seen, 25, OptionalLong.of(25), 0, null),
                seen -> new Survey(null, 25, OptionalLong.of(25), 0, seen.findings(), List.of()));
    }

    @ParameterizedTest
    @MethodSource("nonsenseSurveys")
    void a_survey_that_cannot_be_right_fails_the_task_and_removes_nothing(Function<Survey, Survey> nonsense) {
        hostile.surveying(request -> nonsense.apply(hostile.look(request)));

        failsAlone();

        assertThat(hostile.batches).isEmpty();
    }

    private static Survey survey(
            Survey seen, long eligible, OptionalLong population, long unknownAge, List<Finding> findings) {
        return new Survey(seen.asOf(), eligible, population, unknownAge, findings, List.of());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, 11, Long.MAX_VALUE})
    void a_count_that_cannot_be_right_stops_the_task_and_is_not_believed(long removed) {
        hostile.removing(request -> new BatchResult(removed, List.of(), Optional.empty()));

        TaskRun task = failsAlone();

        assertThat(task.reason())
                .isEqualTo("the task says it removed " + removed + " items where at most 10 were asked for; stopped");
        assertThat(task.tally()).isEqualTo(new Tally(0, 0, 0, 10));
        assertThat(hostile.batches).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"3, -1", "3, 8", "0, 11", "9223372036854775807, 1", "1, 9223372036854775807"})
    void a_count_of_what_nobody_knows_that_cannot_be_right_stops_the_task(long removed, long unknown) {
        hostile.removing(request -> new BatchResult(removed, 0, unknown, List.of(), Optional.empty()));

        TaskRun task = failsAlone();

        assertThat(task.tally()).isEqualTo(new Tally(0, 0, 0, 10));
        assertThat(hostile.batches).hasSize(1);
    }

    @Test
    void what_nobody_knows_of_is_counted_as_unknown_and_said_and_holds_up_nothing() {
        hostile.removing(request -> new BatchResult(request.limit() - 1, 0, 1, List.of(), Optional.empty()));

        TaskRun task =
                services.of(hostile).run(RunRequest.execute()).task("hostile").orElseThrow();

        assertThat(task.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(task.tally()).isEqualTo(new Tally(22, 0, 0, 3));
        assertThat(task.reason()).isEqualTo("nobody knows whether 3 more were removed; the log says which");
    }

    @Test
    void a_batch_without_an_answer_fails_the_task() {
        hostile.removing(request -> null);

        failsAlone();

        assertThat(hostile.batches).hasSize(1);
    }

    @Test
    void a_task_that_never_ends_its_recursion_fails_alone() {
        hostile.removing(request -> recursion(0));

        assertThat(failsAlone().reason()).isEqualTo("StackOverflowError");
    }

    @SuppressWarnings("InfiniteRecursion")
    private static BatchResult recursion(int depth) {
        return depth < 0 ? new BatchResult(0, List.of(), Optional.empty()) : recursion(depth + 1 - depth / 2 + 1);
    }

    @Test
    void a_description_that_throws_fails_the_task_alone() {
        List<String> calls = new ArrayList<>();
        hostile.described(() -> {
            calls.add("call");
            throw new IllegalStateException("no words");
        });

        assertThat(failsAlone().reason()).contains("no words");
        assertThat(calls).isNotEmpty();
        assertThat(hostile.surveys).isEmpty();
    }

    @Test
    void a_task_without_a_description_fails_alone() {
        hostile.described(() -> null);

        failsAlone();
    }

    @Test
    void a_plan_with_a_description_that_throws_later_is_refused_for_that_task_alone() {
        CleanupService service = services.of(hostile, results);
        CleanupRun plan = service.run(RunRequest.dryRun());
        hostile.described(() -> {
            throw new NoClassDefFoundError("Words");
        });

        CleanupRun run = service.run(RunRequest.apply(plan.id()));

        assertThat(run.task("hostile").orElseThrow().status()).isEqualTo(RunStatus.FAILED);
        assertThat(hostile.batches).isEmpty();
        assertThat(results.items).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void a_batch_size_that_turns_into_nonsense_fails_the_task_alone(int later) {
        List<Integer> sizes = new ArrayList<>(List.of(10));
        hostile.batchSize(() -> sizes.isEmpty() ? later : sizes.remove(0));

        failsAlone();

        assertThat(hostile.batches).isEmpty();
    }

    @Test
    void a_batch_size_that_throws_fails_the_task_alone() {
        List<Integer> sizes = new ArrayList<>(List.of(10));
        hostile.batchSize(() -> sizes.remove(0));

        failsAlone();
    }

    static Stream<Throwable> thrownByListeners() {
        return Stream.of(
                new IllegalStateException("listener"),
                new StackOverflowError("listener"),
                new AssertionError("listener"),
                new IOException("thrown without being declared, as Kotlin does"));
    }

    @ParameterizedTest
    @MethodSource("thrownByListeners")
    void a_listener_that_throws_changes_nothing(Throwable failure) {
        List<String> told = new ArrayList<>();
        CleanupService service = services.open(services.builder(hostile, results)
                .listener(new CleanupListener() {
                    @Override
                    public void runStarted(CleanupRun run) {
                        throw sneaky(failure);
                    }

                    @Override
                    public void taskEnded(CleanupRun run, TaskRun task) {
                        throw sneaky(failure);
                    }

                    @Override
                    public void runEnded(CleanupRun run) {
                        throw sneaky(failure);
                    }
                })
                .listener(new CleanupListener() {
                    @Override
                    public void runStarted(CleanupRun run) {
                        told.add("started");
                    }

                    @Override
                    public void taskEnded(CleanupRun run, TaskRun task) {
                        told.add(task.task() + " " + task.status());
                    }

                    @Override
                    public void runEnded(CleanupRun run) {
                        assertThat(services.history.find(run.id())).contains(run);
                        told.add("ended " + run.status());
                    }
                }));

        assertThat(service.run(RunRequest.execute()).status()).isEqualTo(RunStatus.SUCCEEDED);

        assertThat(told).containsExactly("started", "hostile SUCCEEDED", "results SUCCEEDED", "ended SUCCEEDED");
        assertThat(services.log())
                .contains("cleanup: listener")
                .contains(failure.getClass().getName())
                .contains("at dev.cleanup.HostilePluginTest");
        assertThat(service.run(RunRequest.execute()).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_listener_that_asks_for_a_run_is_turned_down() {
        List<CleanupService> service = new ArrayList<>();
        service.add(services.open(services.builder(results).listener(new CleanupListener() {
            @Override
            public void taskEnded(CleanupRun run, TaskRun task) {
                service.get(0).run(RunRequest.execute());
            }
        })));

        assertThat(service.get(0).run(RunRequest.execute()).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(services.log()).contains("RunInProgressException");
    }

    @Test
    void a_history_that_throws_without_declaring_it_does_not_lock_the_service() {
        services.history.beforeSave(run -> {
            throw sneaky(new IOException("undeclared"));
        });
        CleanupService service = services.of(results);

        assertThatThrownBy(() -> service.run(RunRequest.execute()))
                .isInstanceOf(CleanupException.class)
                .hasMessageContaining("undeclared");

        services.history.beforeSave(run -> {});
        assertThat(service.run(RunRequest.execute()).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_finding_needs_an_id_that_can_be_kept() {
        assertThatThrownBy(() -> new Finding("", "x", Optional.empty(), Map.of(), ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Finding("x".repeat(1_025), "x", Optional.empty(), Map.of(), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a finding's id has 1025 characters; accepted: 1 to 1024");
    }

    /** The hostile task has failed and the other one is cleaned, in this run and in the next one. */
    private TaskRun failsAlone() {
        CleanupRun run = services.of(hostile, results).run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(results.items).isEmpty();
        assertThat(run.task("results").orElseThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
        TaskRun task = run.task("hostile").orElseThrow();
        assertThat(task.status()).isEqualTo(RunStatus.FAILED);
        assertThat(task.reason()).isNotBlank();
        assertThat(services.history.find(run.id())).contains(run);
        return task;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
        throw (T) failure;
    }
}
