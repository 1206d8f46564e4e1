package dev.cleanup.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What one policy says of each resource of a population, by its index. Words are made only when they are asked for. */
interface Judgement {
    Instant NEVER = Instant.MAX;

    boolean keeps(int index);

    /** Why the resource is kept, or why not. */
    List<String> reasons(int index);

    /**
     * For a resource that is kept, when that ends while nothing else changes: {@link #NEVER} when time alone does not end it, empty when
     * something else will probably change before.
     */
    default Optional<Instant> removableAt(int index) {
        return Optional.of(NEVER);
    }
}
