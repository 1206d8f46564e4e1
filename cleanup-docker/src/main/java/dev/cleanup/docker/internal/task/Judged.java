package dev.cleanup.docker.internal.task;

import dev.cleanup.Explanation;
import dev.cleanup.Explanation.Answer;
import dev.cleanup.Finding;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One resource with what becomes of it.
 *
 * @param seen the resource
 * @param verdict what the policy says of it; empty when something else keeps it
 * @param kept what keeps it besides the policy
 */
record Judged<T>(Seen<T> seen, Optional<Verdict> verdict, Optional<String> kept) {
    static final Comparator<Judged<?>> OLDEST_FIRST =
            Comparator.<Judged<?>, Instant>comparing(Judged::since).thenComparing(Judged::id);

    boolean goes() {
        return kept.isEmpty() && verdict.isPresent() && !verdict.get().kept();
    }

    boolean unknownAge() {
        return verdict.filter(Verdict::unknownAge).isPresent();
    }

    String id() {
        return seen.id();
    }

    /** Known of whatever may go. */
    Instant since() {
        return seen.resource().since().orElse(Instant.MAX);
    }

    /** The same one, kept for this reason. */
    Judged<T> kept(String reason) {
        return new Judged<>(seen, verdict, Optional.of(reason));
    }

    List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        kept.ifPresent(reasons::add);
        if (kept.isEmpty() && goes()) {
            seen.owner().ifPresent(owner -> reasons.add("its owner " + owner + " is gone"));
        }
        if (kept.isEmpty()) {
            verdict.ifPresent(policy -> reasons.addAll(policy.reasons()));
        }
        return reasons;
    }

    String reason() {
        return String.join("; ", reasons());
    }

    Finding finding() {
        Resource resource = seen.resource();
        return new Finding(resource.id(), resource.label(), resource.since(), resource.tags(), reason());
    }

    Explanation explanation() {
        return new Explanation(
                goes() ? Answer.GOES : Answer.KEPT,
                seen.resource().label(),
                seen.resource().since(),
                reasons(),
                kept.isPresent() ? Optional.empty() : verdict.flatMap(Verdict::removableAt));
    }
}
