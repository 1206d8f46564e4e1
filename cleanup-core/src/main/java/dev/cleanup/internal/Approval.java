package dev.cleanup.internal;

import dev.cleanup.CleanupRun;
import dev.cleanup.RunMode;
import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import dev.cleanup.history.HistoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a plan may be applied: plans expire, are used once, and hold only under the rule they were made under. */
final class Approval {
    private final HistoryStore history;
    private final Duration expiry;

    Approval(HistoryStore history, Duration expiry) {
        this.history = history;
        this.expiry = expiry;
    }

    /** Why this plan cannot be applied now; empty when it can. */
    Optional<String> objection(String planId, Instant now) {
        Optional<CleanupRun> plan = history.find(planId);
        if (plan.isEmpty()) {
            return Optional.of(
                    "there is no plan " + Text.clean(planId) + ", or no more in the history; take a dry run first");
        }
        return plan.flatMap(run -> objection(run, now));
    }

    private Optional<String> objection(CleanupRun plan, Instant now) {
        if (plan.mode() != RunMode.DRY_RUN || plan.finishedAt().isEmpty()) {
            return Optional.of("run " + plan.id() + " is not a plan: accepted is a dry run that has ended");
        }
        Instant expired = plan.finishedAt().get().plus(expiry);
        return now.isAfter(expired)
                ? Optional.of("the plan expired at " + expired + "; take a new dry run")
                : Optional.empty();
    }

    /** Uses the plan up. */
    boolean claim(String planId, String runId) {
        return history.claimPlan(planId, runId);
    }

    /** What the plan says of this task, when it can be applied; the objection is set as the task's end otherwise. */
    static void approve(TaskRun planned, TaskProgress progress) {
        if (!planned.rule().equals(progress.rule())) {
            progress.end(RunStatus.REFUSED, "the rule has changed since the plan was made; take a new dry run");
        } else if (planned.survey().isEmpty() || planned.status() != RunStatus.SUCCEEDED) {
            progress.end(RunStatus.REFUSED, "the plan has no survey of this task: " + planned.reason());
        } else {
            progress.surveyed(planned.survey().get());
        }
    }
}
