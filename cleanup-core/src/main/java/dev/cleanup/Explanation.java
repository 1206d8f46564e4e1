package dev.cleanup;

import dev.cleanup.internal.Text;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why one item stays or may go, seen at one instant; see {@link CleanupTask#explain}.
 *
 * @param label what a person calls it; empty when there is no such item
 * @param since when its age began; empty when unknown
 * @param reasons in words, each for itself: "tag hold", "2 d left of 7 d"
 * @param removableAt for an item that is kept: when it may go at the earliest, as long as nothing else changes; empty when that cannot be
 *     known
 */
public record Explanation(
        Answer answer, String label, Optional<Instant> since, List<String> reasons, Optional<Instant> removableAt) {

    /** What would become of the item if a run saw it now. */
    public enum Answer {
        /** It stays. */
        KEPT,
        /** A run may remove it. */
        GOES,
        /** The task sees no item with this id. */
        NOT_FOUND
    }

    public Explanation {
        label = Text.clean(label);
        reasons = reasons.stream().map(Text::clean).toList();
    }

    /** What a policy says of a resource. */
    public static Explanation of(Verdict verdict) {
        Resource resource = verdict.resource();
        return new Explanation(
                verdict.kept() ? Answer.KEPT : Answer.GOES,
                resource.label(),
                resource.since(),
                verdict.reasons(),
                verdict.removableAt());
    }

    /** There is no such item. */
    public static Explanation notFound() {
        return new Explanation(Answer.NOT_FOUND, "", Optional.empty(), List.of(), Optional.empty());
    }
}
