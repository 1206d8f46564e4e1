package dev.cleanup.docker.internal.task;

import dev.cleanup.CleanupException;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.retention.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges everything that was seen. The policy is asked about what nothing else keeps, which can only make it keep more. */
record Look<T>(List<Judged<T>> all) {

    static <T> Look<T> of(List<Seen<T>> seen, RetentionPolicy policy, Instant asOf) {
        checkUnique(seen);
        List<Resource> candidates = seen.stream()
                .filter(one -> one.kept().isEmpty())
                .map(Seen::resource)
                .toList();
        Map<String, Verdict> verdicts = new HashMap<>();
        for (Verdict verdict : policy.evaluate(candidates, asOf)) {
            checkAge(verdict, policy, asOf);
            verdicts.put(verdict.resource().id(), verdict);
        }
        List<Judged<T>> judged = seen.stream()
                .map(one -> new Judged<>(one, Optional.ofNullable(verdicts.get(one.id())), one.kept()))
                .toList();
        return new Look<>(withoutNeeded(judged));
    }

    /** What is listed twice would count twice. */
    private static <T> void checkUnique(List<Seen<T>> seen) {
        Set<String> ids = new HashSet<>();
        for (Seen<T> one : seen) {
            if (!ids.add(one.id())) {
                throw new CleanupException("the Docker engine lists " + one.id() + " twice");
            }
        }
    }

    /** A policy of a user's own may be wrong about what has no age. */
    private static void checkAge(Verdict verdict, RetentionPolicy policy, Instant asOf) {
        boolean known = verdict.resource()
                .since()
                .filter(since -> !since.isBefore(RetentionPolicy.EARLIEST) && !since.isAfter(asOf))
                .isPresent();
        if (!verdict.kept() && !known) {
            throw new CleanupException("the policy '" + policy.describe() + "' would remove '"
                    + verdict.resource().id() + "', whose age is unknown");
        }
    }

    /** What others need stays as long as they do. */
    private static <T> List<Judged<T>> withoutNeeded(List<Judged<T>> judged) {
        List<Judged<T>> all = new ArrayList<>(judged);
        Set<String> staying = new HashSet<>();
        all.stream().filter(one -> !one.goes()).map(Judged::id).forEach(staying::add);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int index = 0; index < all.size(); index++) {
                Judged<T> one = all.get(index);
                Optional<String> by =
                        one.seen().neededBy().stream().filter(staying::contains).findFirst();
                if (one.goes() && by.isPresent()) {
                    all.set(index, one.kept("needed by " + by.get()));
                    changed |= staying.add(one.id());
                }
            }
        }
        return all;
    }

    List<Judged<T>> going() {
        return all.stream().filter(Judged::goes).toList();
    }

    /** How many there are of those that the task is for: what it removes is a share of these. */
    long population() {
        return all.stream().filter(one -> one.seen().selected()).count();
    }

    long unknownAge() {
        return all.stream().filter(Judged::unknownAge).count();
    }

    Optional<Judged<T>> find(String id) {
        return all.stream().filter(one -> one.id().equals(id)).findFirst();
    }
}
