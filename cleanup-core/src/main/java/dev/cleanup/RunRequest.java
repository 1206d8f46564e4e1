package dev.cleanup;

import dev.cleanup.internal.Text;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A run that somebody wants; immutable.
 *
 * @param mode what to do
 * @param plan the id of the dry run to apply; present exactly when the mode is {@link RunMode#APPLY}
 * @param requestedBy who or what wants it; kept in the history
 * @param tasks the names of the tasks to run; empty means all of them, or all of the plan's
 */
public record RunRequest(RunMode mode, Optional<String> plan, String requestedBy, Set<String> tasks) {
    private static final String UNNAMED = "application";

    public RunRequest {
        if (plan.isPresent() != (mode == RunMode.APPLY)) {
            throw new ConfigurationException("plan", plan.orElse(""), "a plan's id goes with APPLY, and only with it");
        }
        plan = plan.map(Text::clean);
        requestedBy = Text.clean(requestedBy);
        if (requestedBy.isBlank()) {
            throw new ConfigurationException("requestedBy", requestedBy, "say who or what wants the run");
        }
        tasks = Set.copyOf(tasks);
    }

    /** Look and remove nothing; the answer is a plan that {@link #apply} takes. */
    public static RunRequest dryRun() {
        return new RunRequest(RunMode.DRY_RUN, Optional.empty(), UNNAMED, Set.of());
    }

    /** Look, then remove what was seen, within the removal limits. */
    public static RunRequest execute() {
        return new RunRequest(RunMode.EXECUTE, Optional.empty(), UNNAMED, Set.of());
    }

    /** Remove what the dry run with this id saw, and nothing else; the removal limits do not apply, since a person has seen the counts. */
    public static RunRequest apply(String planId) {
        return new RunRequest(RunMode.APPLY, Optional.of(planId), UNNAMED, Set.of());
    }

    /** The same request in somebody's name. */
    public RunRequest requestedBy(String who) {
        return new RunRequest(mode, plan, who, tasks);
    }

    /** The same request for these tasks only, at least one. */
    public RunRequest only(String... names) {
        if (names.length == 0) {
            throw new ConfigurationException(
                    "tasks", "[]", "accepted is at least one name; leave it out for all tasks");
        }
        return new RunRequest(mode, plan, requestedBy, Set.copyOf(List.of(names)));
    }
}
