package dev.cleanup.servlet;

import dev.cleanup.RunRequest;
import java.util.Optional;
import java.util.Set;

/**
 * What the parameters of a run ask for.
 *
 * @param dryRun whether to look only
 * @param plan the dry run to apply; only without {@code dryRun}
 */
record RunCommand(boolean dryRun, Optional<String> plan) {
    private static final String DRY_RUN = "dry_run";
    private static final String PLAN = "plan";
    private static final int MAX_PLAN_LENGTH = 200;

    /** The parameters that a run takes. */
    static final Set<String> PARAMETERS = Set.of(DRY_RUN, PLAN);

    /**
     * Reads a command; without parameters it is a dry run.
     *
     * @throws Problem 400 for anything that is not clearly one thing or the other
     */
    static RunCommand of(Query query) {
        boolean dryRun =
                switch (query.value(DRY_RUN).orElse("true")) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw Problem.badRequest("The parameter 'dry_run' accepts true and false.");
                };
        Optional<String> plan = query.value(PLAN);
        if (plan.isPresent() && dryRun) {
            throw Problem.badRequest("The parameter 'plan' needs dry_run=false: a dry run makes a new plan.");
        }
        if (plan.isPresent() && (plan.get().length() > MAX_PLAN_LENGTH || !Printable.is(plan.get()))) {
            throw Problem.badRequest(
                    "The parameter 'plan' accepts up to " + MAX_PLAN_LENGTH + " printable characters.");
        }
        return new RunCommand(dryRun, plan);
    }

    /** Who may ask for it. */
    Role role() {
        return dryRun ? Role.OPERATOR : Role.ADMIN;
    }

    /** The same as the engine takes it. */
    RunRequest request() {
        return dryRun ? RunRequest.dryRun() : plan.map(RunRequest::apply).orElseGet(RunRequest::execute);
    }
}
