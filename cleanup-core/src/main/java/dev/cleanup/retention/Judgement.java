package dev.cleanup.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What one policy says of each resource of a population, by its index. Words are made only when they are asked for. */
interface Judgement {

    boolean keeps(int index);

    /** Why the resource is kept, or why not. */
    List<String> reasons(int index);

    /** For a resource that is kept, when that ends at the earliest while nothing else changes; empty when nobody can know. */
    default Optional<Instant> removableAt(int index) {
        return Optional.empty();
    }
}
