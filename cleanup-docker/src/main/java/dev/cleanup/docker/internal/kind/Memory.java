package dev.cleanup.docker.internal.kind;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When something was last seen in use, since the engine does not keep that. It lasts as long as the process. Safe for use by several threads.
 */
final class Memory {
    private final Map<String, Instant> inUse = new ConcurrentHashMap<>();

    /** These are there, and these of them in use; what is no longer there is forgotten. */
    void see(Set<String> there, Set<String> used, Instant now) {
        inUse.keySet().retainAll(there);
        used.forEach(id -> inUse.merge(id, now, (one, other) -> one.isAfter(other) ? one : other));
    }

    /** The later of this instant and when it was last seen in use. */
    Optional<Instant> since(String id, Optional<Instant> known) {
        Instant seen = inUse.get(id);
        return known.map(instant -> seen != null && seen.isAfter(instant) ? seen : instant);
    }
}
