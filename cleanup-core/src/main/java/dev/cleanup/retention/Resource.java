package dev.cleanup.retention;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Something that a policy judges; immutable.
 *
 * @param id unique among its kind
 * @param label what a person calls it
 * @param since when its age began; empty when unknown, and then it is always kept
 * @param event what happened at {@code since}, as in "deleted 9 d ago"; empty for "9 d old"
 * @param tags names with values; a tag without a value has the value {@code ""}
 */
public record Resource(String id, String label, Optional<Instant> since, String event, Map<String, String> tags) {
    public Resource {
        if (id.isBlank()) {
            throw new IllegalArgumentException(
                    "a resource's id is blank; accepted is any text that tells it from others");
        }
        tags = Map.copyOf(tags);
    }

    /** A resource whose age began at this instant. */
    public static Resource of(String id, Instant since) {
        return new Resource(id, id, Optional.of(since), "", Map.of());
    }

    /** A resource whose age is not known; every policy keeps it. */
    public static Resource undated(String id) {
        return new Resource(id, id, Optional.empty(), "", Map.of());
    }

    /** The same resource under the name that people use. */
    public Resource labelled(String text) {
        return new Resource(id, text, since, event, tags);
    }

    /** The same resource, with the word for what happened when its age began: "deleted", "created". */
    public Resource event(String word) {
        return new Resource(id, label, since, word, tags);
    }

    /** The same resource with one more tag that has no value. */
    public Resource tagged(String name) {
        return tagged(name, "");
    }

    /** The same resource with one more tag. */
    public Resource tagged(String name, String value) {
        Map<String, String> more = new TreeMap<>(tags);
        more.put(name, value);
        return new Resource(id, label, since, event, more);
    }
}
