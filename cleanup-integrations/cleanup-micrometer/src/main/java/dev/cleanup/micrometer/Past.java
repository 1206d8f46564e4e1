package dev.cleanup.micrometer;

import dev.cleanup.Attention;
import dev.cleanup.Attention.Kind;
import dev.cleanup.CleanupRun;
import dev.cleanup.RunMode;
import dev.cleanup.RunStatus;
import dev.cleanup.Survey;
import dev.cleanup.TaskRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * What became of one task so far.
 *
 * @param lastRun when the last run with it ended; the epoch when there was none
 * @param lastSuccess when the last run with it ended that removed what it was to remove; the epoch when there was none
 * @param seen what was seen last
 * @param failing whether it failed, or its node died, and it has not worked since
 * @param refused whether a safety rule said no, and nobody has decided yet
 */
record Past(Instant lastRun, Instant lastSuccess, Optional<Survey> seen, boolean failing, boolean refused) {
    static final Past NONE = new Past(Instant.EPOCH, Instant.EPOCH, Optional.empty(), false, false);

    /** A history that keeps few runs may have lost what was read from it before. */
    Past with(String task, boolean dryRuns, List<CleanupRun> runs, List<Attention> problems) {
        return new Past(
                newest(task, runs, lastRun, (run, part) -> true),
                newest(task, runs, lastSuccess, (run, part) -> succeeded(run, part, dryRuns)),
                runs.stream()
                        .flatMap(run -> run.task(task).flatMap(TaskRun::survey).stream())
                        .findFirst()
                        .or(() -> seen),
                is(task, problems, Set.of(Kind.FAILED, Kind.ABANDONED)),
                is(task, problems, Set.of(Kind.REFUSED)));
    }

    /** A dry run is no success of a service that removes, and the only one of a service that does not. */
    private static boolean succeeded(CleanupRun run, TaskRun part, boolean dryRuns) {
        return part.status() == RunStatus.SUCCEEDED && (dryRuns || run.mode() != RunMode.DRY_RUN);
    }

    private static Instant newest(
            String task, List<CleanupRun> runs, Instant before, BiPredicate<CleanupRun, TaskRun> counts) {
        Instant newest = before;
        for (CleanupRun run : runs) {
            boolean taken =
                    run.task(task).filter(part -> counts.test(run, part)).isPresent();
            Instant ended = run.finishedAt().orElse(Instant.EPOCH);
            newest = taken && ended.isAfter(newest) ? ended : newest;
        }
        return newest;
    }

    /** What is about no task in particular, as a node that died before any had begun, is about each. */
    private static boolean is(String task, List<Attention> problems, Set<Kind> kinds) {
        return problems.stream()
                .anyMatch(problem -> problem.task().orElse(task).equals(task) && kinds.contains(problem.kind()));
    }
}
