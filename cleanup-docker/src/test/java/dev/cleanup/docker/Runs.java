package dev.cleanup.docker;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.Finding;
import dev.cleanup.Leftover;
import dev.cleanup.RunRequest;
import dev.cleanup.TaskRun;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs of one task in a service of its own, as an application would have it. */
final class Runs {
    private Runs() {}

    /** Looks and removes. */
    static TaskRun execute(CleanupTask task) {
        try (CleanupService service = service(task)) {
            return part(service.run(RunRequest.execute()));
        }
    }

    /** Looks only. */
    static TaskRun plan(CleanupTask task) {
        try (CleanupService service = service(task)) {
            return part(service.run(RunRequest.dryRun()));
        }
    }

    /** Looks, and removes what it saw after something has happened. */
    static TaskRun planThenApply(CleanupTask task, Runnable meanwhile) {
        try (CleanupService service = service(task)) {
            CleanupRun plan = service.run(RunRequest.dryRun());
            meanwhile.run();
            return part(service.run(RunRequest.apply(plan.id())));
        }
    }

    static Set<String> found(TaskRun run) {
        return run.findings().stream().map(Finding::id).collect(Collectors.toSet());
    }

    /** What is said of an item that is still there. */
    static String reason(TaskRun run, String id) {
        return run.leftovers().stream()
                .filter(leftover -> leftover.id().equals(id))
                .map(Leftover::reason)
                .collect(Collectors.joining());
    }

    private static CleanupService service(CleanupTask task) {
        return CleanupService.builder().task(task).build();
    }

    private static TaskRun part(CleanupRun run) {
        return run.tasks().get(0);
    }
}
