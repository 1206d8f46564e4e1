package dev.cleanup;

import dev.cleanup.internal.Text;
import java.util.List;
import java.util.Optional;

/**
 * One task's part of a run.
 *
 * @param task the task's name
 * @param rule in words, the rule in force; a plan is applied only while it still is
 * @param status how it is doing
 * @param reason in words, why it ended as it did, or while it runs, why it pauses ("paused: …"); empty when there is nothing to say
 * @param survey what was seen; of a run that applies a plan, what the plan saw; empty when the survey failed
 * @param tally what became of the items
 * @param leftovers items that are still there, with reasons; the first {@value #MAX_LEFTOVERS}
 */
public record TaskRun(
        String task,
        String rule,
        RunStatus status,
        String reason,
        Optional<Survey> survey,
        Tally tally,
        List<Leftover> leftovers) {

    /** How many leftovers are kept; the tally counts all of them. */
    public static final int MAX_LEFTOVERS = 100;

    public TaskRun {
        leftovers = List.copyOf(leftovers);
    }

    /** The rule in twelve characters, for comparing it with that of other runs and nodes. */
    public String ruleHash() {
        return Text.hash(rule);
    }

    /** How many items could go, as surveyed. */
    public long eligible() {
        return survey.map(Survey::eligible).orElse(0L);
    }

    /** What could go, as far as it was listed. */
    public List<Finding> findings() {
        return survey.map(Survey::findings).orElse(List.of());
    }
}
