package dev.cleanup.docker.internal.kind;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When something was last seen in use, or came, since the engine does not keep that: an image that was fetched a moment ago has the date of its
 * build. It lasts as long as the process, and what was there at its first look has come, and was last used, at a time that nobody knows. Safe for
 * use by several threads.
 */
final class Memory {
    private final Map<String, Instant> seen = new ConcurrentHashMap<>();
    private final boolean youngAtFirst;
    private Set<String> known = Set.of();
    private boolean looked;

    private Memory(boolean youngAtFirst) {
        this.youngAtFirst = youngAtFirst;
    }

    /** What the first look finds is as old as the engine says: for what can be had again. */
    static Memory trusting() {
        return new Memory(false);
    }

    /** What the first look finds counts as having come then: a container may have let go of it a moment before this process began. */
    static Memory doubting() {
        return new Memory(true);
    }

    /** These are there, and these of them in use; what is no longer there is forgotten. */
    synchronized void see(Set<String> there, Set<String> used, Instant now) {
        seen.keySet().retainAll(there);
        used.forEach(id -> seen.merge(id, now, Memory::later));
        if (looked || youngAtFirst) {
            there.stream().filter(id -> !known.contains(id)).forEach(id -> seen.merge(id, now, Memory::later));
        }
        known = Set.copyOf(there);
        looked = true;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** The later of this instant and when it was last seen in use, or came. */
    Optional<Instant> since(String id, Optional<Instant> known) {
        Instant last = seen.get(id);
        return known.map(instant -> last != null && last.isAfter(instant) ? last : instant);
    }
}
