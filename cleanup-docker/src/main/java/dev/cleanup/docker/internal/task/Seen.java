package dev.cleanup.docker.internal.task;

import dev.cleanup.retention.Resource;
import java.util.Optional;
import java.util.Set;

/**
 * One resource as a look saw it.
 *
 * @param resource what the policy judges
 * @param kept what keeps it whatever the policy says, in words; empty when the policy decides
 * @param owner whose it is; empty where nobody asks
 * @param neededBy the ids of others that have to go before it
 * @param facts what has to be the same when it is removed
 */
public record Seen<T>(Resource resource, Optional<String> kept, Optional<String> owner, Set<String> neededBy, T facts) {
    private static final String NOT_SELECTED = "it is not selected";

    /** One that only the policy keeps. */
    public static <T> Seen<T> candidate(Resource resource, T facts) {
        return new Seen<>(resource, Optional.empty(), Optional.empty(), Set.of(), facts);
    }

    /** The same one, kept for this reason. */
    public Seen<T> kept(String reason) {
        return new Seen<>(resource, Optional.of(reason), owner, neededBy, facts);
    }

    /** The same one, which is none of the task's: it stays, and does not count as one of all there are. */
    public Seen<T> notSelected() {
        return kept(NOT_SELECTED);
    }

    boolean selected() {
        return !kept.equals(Optional.of(NOT_SELECTED));
    }

    /** The same one, which is somebody's. */
    public Seen<T> ownedBy(String somebody) {
        return new Seen<>(resource, kept, Optional.of(somebody), neededBy, facts);
    }

    /** The same one, which others need. */
    public Seen<T> neededBy(Set<String> others) {
        return new Seen<>(resource, kept, owner, Set.copyOf(others), facts);
    }

    public String id() {
        return resource.id();
    }
}
