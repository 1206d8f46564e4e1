package dev.cleanup.spring;

import dev.cleanup.Attention;
import dev.cleanup.CleanupOperations;
import dev.cleanup.CleanupStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a health indicator says: up as long as the cleanup works. A person's decision that is due, such as about a run that a safety rule refused, is in
 * the details alone. These hold names of tasks and ids of runs, and nothing of what a task found or said.
 */
record HealthReport(boolean up, Map<String, Object> details) {

    /** What keeps nothing from working until somebody decides. */
    private static final Set<Attention.Kind> DECISIONS = Set.of(Attention.Kind.REFUSED, Attention.Kind.RULES_DIFFER);

    static HealthReport of(CleanupOperations cleanup) {
        CleanupStatus status = cleanup.status();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("service", status.service());
        details.put("running", status.current().isPresent());
        status.nextRun().ifPresent(next -> details.put("nextRun", next));
        try {
            List<Attention> attention = Attention.of(status, cleanup.summaries(Attention.LOOK_BACK));
            if (!attention.isEmpty()) {
                details.put(
                        "attention",
                        attention.stream().map(HealthReport::describe).toList());
            }
            return new HealthReport(attention.stream().map(Attention::kind).allMatch(DECISIONS::contains), details);
        } catch (RuntimeException unreadable) {
            // Its message may be one of the application's own history.
            details.put("history", "cannot be read: " + unreadable.getClass().getName());
            return new HealthReport(false, details);
        }
    }

    private static Map<String, Object> describe(Attention what) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("kind", what.kind());
        what.task().ifPresent(task -> described.put("task", task));
        what.run().ifPresent(run -> described.put("run", run));
        what.since().ifPresent(since -> described.put("since", since));
        return described;
    }
}
