package dev.cleanup.testkit;

import dev.cleanup.CleanupRun;
import dev.cleanup.Finding;
import dev.cleanup.Leftover;
import dev.cleanup.RunMode;
import dev.cleanup.RunStatus;
import dev.cleanup.Survey;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Runs as the engine saves them. Instants have whole milliseconds, which every store can hold. */
final class SampleRuns {
    private static final Instant START = Instant.parse("2026-03-10T12:00:00.123Z");
    /** Text that a store must bind and encode as it should. */
    static final String AWKWARD = "it's \"so\", \\ {0} %s é 漢 🙂 <b>&amp; ; -- ?";

    private static final Survey NOTHING = new Survey(START, 0, OptionalLong.empty(), 0, List.of(), List.of());
    private static final List<Leftover> LEFTOVERS =
            List.of(Leftover.skipped("id 1", AWKWARD), Leftover.failed(AWKWARD, "in use"));

    private SampleRuns() {}

    /** The id of a run, of the form that the engine gives them. */
    static String id(int number) {
        return new UUID(0, number).toString();
    }

    /** A dry run that has succeeded; a higher number began later. */
    static CleanupRun ended(int number) {
        return run(number, RunStatus.SUCCEEDED);
    }

    static CleanupRun run(int number, RunStatus status) {
        Instant started = START.plus(Duration.ofMinutes(number));
        return new CleanupRun(
                id(number),
                RunMode.DRY_RUN,
                status,
                Optional.of(id(number)),
                "contract",
                "",
                started,
                started.plusMillis(1),
                status.ended() ? Optional.of(started.plusMillis(1)) : Optional.empty(),
                List.of());
    }

    /** A run with everything a run can hold, in this mode and with this status. */
    static CleanupRun full(int number, RunMode mode, RunStatus status) {
        CleanupRun run = run(number, status);
        Optional<String> plan =
                switch (mode) {
                    case DRY_RUN -> Optional.of(run.id());
                    case APPLY -> Optional.of(id(number - 1));
                    case EXECUTE -> Optional.empty();
                };
        List<TaskRun> tasks = List.of(
                task("surveyed", status, Optional.of(survey()), LEFTOVERS),
                task("full", status, Optional.of(NOTHING), LEFTOVERS),
                task("blind", RunStatus.FAILED, Optional.empty(), LEFTOVERS));
        return new CleanupRun(
                run.id(),
                mode,
                status,
                plan,
                AWKWARD,
                AWKWARD,
                run.startedAt(),
                run.updatedAt(),
                run.finishedAt(),
                tasks);
    }

    /** The states of a run as the engine saves them one after another, and one that the engine never would. */
    static List<CleanupRun> growing(int number) {
        TaskRun begun = task("a", RunStatus.RUNNING, Optional.empty(), List.of());
        TaskRun seen = task("a", RunStatus.RUNNING, Optional.of(survey()), List.of());
        TaskRun noticed = task("a", RunStatus.RUNNING, Optional.of(survey().withNotice("late")), List.of());
        TaskRun removing = task("a", RunStatus.STOPPING, noticed.survey(), LEFTOVERS.subList(0, 1));
        TaskRun done = task("a", RunStatus.SUCCEEDED, noticed.survey(), LEFTOVERS);
        TaskRun other = task("b", RunStatus.RUNNING, Optional.of(NOTHING), LEFTOVERS);
        return List.of(
                run(number, RunStatus.RUNNING),
                with(List.of(begun), run(number, RunStatus.RUNNING)),
                with(List.of(seen), run(number, RunStatus.RUNNING)),
                with(List.of(noticed, begun), run(number, RunStatus.RUNNING)),
                with(List.of(removing, other), run(number, RunStatus.STOPPING)),
                with(List.of(other, seen), run(number, RunStatus.STOPPING)),
                with(List.of(done, other), run(number, RunStatus.FAILED)));
    }

    /** The same run with these tasks. */
    static CleanupRun with(List<TaskRun> tasks, CleanupRun run) {
        return new CleanupRun(
                run.id(),
                run.mode(),
                run.status(),
                run.plan(),
                run.requestedBy(),
                run.reason(),
                run.startedAt(),
                run.updatedAt(),
                run.finishedAt(),
                tasks);
    }

    /** The run without what its tasks found and left over. */
    static CleanupRun bare(CleanupRun run) {
        return with(run.tasks().stream().map(SampleRuns::bare).toList(), run);
    }

    private static TaskRun bare(TaskRun task) {
        Optional<Survey> counts = task.survey()
                .map(seen -> new Survey(
                        seen.asOf(),
                        seen.eligible(),
                        seen.population(),
                        seen.unknownAge(),
                        List.of(),
                        seen.notices(),
                        seen.newest()));
        return new TaskRun(task.task(), task.rule(), task.status(), task.reason(), counts, task.tally(), List.of());
    }

    private static TaskRun task(String name, RunStatus status, Optional<Survey> survey, List<Leftover> leftovers) {
        return new TaskRun(
                name,
                "keep 7d, " + AWKWARD,
                status,
                AWKWARD,
                survey,
                new Tally(1, 2, 3, 4, 5, Map.of("results", 6L, "jobs.of bots", 7L)),
                leftovers);
    }

    private static Survey survey() {
        Finding dated = new Finding("id,1", AWKWARD, Optional.of(START), Map.of("env", "prod", "hold", ""), "9 d old");
        Finding undated = new Finding(AWKWARD, "label", Optional.empty(), Map.of(), AWKWARD);
        return new Survey(
                START, 5_000_000_000L, OptionalLong.of(6_000_000_000L), 7, List.of(dated, undated), List.of(AWKWARD));
    }
}
