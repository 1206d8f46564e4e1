package dev.cleanup.docker.internal.task;

import dev.cleanup.retention.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One resource as a look saw it.
 *
 * @param resource what the policy judges
 * @param kept what keeps it whatever the policy says, in words; empty when the policy decides
 * @param why what else there is to say when it goes: whose it was
 * @param neededBy the ids of others that have to go before it
 * @param facts what has to be the same when it is removed
 */
public record Seen<T>(Resource resource, Optional<String> kept, List<String> why, Set<String> neededBy, T facts) {
    private static final String NOT_SELECTED = "it is not selected";

    /** One that only the policy keeps. */
    public static <T> Seen<T> candidate(Resource resource, T facts) {
        return new Seen<>(resource, Optional.empty(), List.of(), Set.of(), facts);
    }

    /** The same one, kept for this reason. */
    public Seen<T> kept(String reason) {
        return new Seen<>(resource, Optional.of(reason), why, neededBy, facts);
    }

    /** The same one, which is none of the task's: it stays, and does not count as one of all there are. */
    public Seen<T> notSelected() {
        return kept(NOT_SELECTED);
    }

    boolean selected() {
        return !kept.equals(Optional.of(NOT_SELECTED));
    }

    /** The same one, with something to say when it goes. */
    public Seen<T> because(String words) {
        return new Seen<>(resource, kept, List.of(words), neededBy, facts);
    }

    /** The same one, which others need. */
    public Seen<T> neededBy(Set<String> others) {
        return new Seen<>(resource, kept, why, Set.copyOf(others), facts);
    }

    public String id() {
        return resource.id();
    }
}
