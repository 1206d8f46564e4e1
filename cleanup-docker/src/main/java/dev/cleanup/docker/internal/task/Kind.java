package dev.cleanup.docker.internal.task;

import dev.cleanup.docker.internal.engine.Api;
import dev.cleanup.docker.internal.engine.Workers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One kind of resource.
 *
 * @param <T> what is known of one
 */
public interface Kind<T> {

    /** What is cleaned and what is spared, in words, without the policy. */
    String description();

    /** How many one batch holds. */
    int batchSize();

    /** Everything there is of this kind, those that stay and those that may go; a part of it is an exception. */
    List<Seen<T>> look(Api api, Workers workers, Instant asOf) throws Exception;

    /** How it can be looked at in portions; empty where what stays depends on all there is, or a few lists tell it anyway. */
    default Optional<Portions<T>> portions() {
        return Optional.empty();
    }

    /** The ids of everything there is. */
    Set<String> ids(Api api) throws Exception;

    /** These few, right before they go, with whatever keeps one by now that no look at it alone can tell; in the same order. */
    default List<Seen<T>> again(List<Seen<T>> few) throws Exception {
        return few;
    }

    /** Makes sure that this one is as it was seen, and removes it. Called by several threads. */
    Outcome remove(Api api, Seen<T> seen) throws Exception;

    /** Asked before a batch: how much room each takes by itself, by its id; none where nobody can tell. */
    default Map<String, Long> sizes(Api api) throws Exception {
        return Map.of();
    }

    /** Asked before a batch and after it, where they share it: how much room is taken by all; empty where each one's is known, or nobody can tell. */
    default OptionalLong room(Api api) throws Exception {
        return OptionalLong.empty();
    }
}
