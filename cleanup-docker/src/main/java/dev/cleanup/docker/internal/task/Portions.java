package dev.cleanup.docker.internal.task;

import dev.cleanup.docker.internal.engine.Api;
import dev.cleanup.docker.internal.engine.Workers;
import java.util.List;
import java.util.Optional;

/**
 * A kind of which a list tells what there is, and an inspection of each what the list leaves open: so a batch need not look at everything again, but
 * only at what it is about.
 *
 * @param <T> what is known of one
 */
public interface Portions<T> {

    /** How many are looked at in one go. */
    int size();

    /** All there are, or those of these ids that are, as the list has them; kept is what cannot go by that alone. Owners are not asked yet. */
    List<Seen<T>> listed(Api api, Workers workers, Optional<List<String>> ids) throws Exception;

    /** Some of the listed ones, with those kept whose owner is there. */
    List<Seen<T>> owned(Api api, List<Seen<T>> some) throws Exception;

    /** Some of the listed ones in full, as {@link Kind#look} has them; what is gone is left out. */
    List<Seen<T>> look(Api api, Workers workers, List<Seen<T>> some) throws Exception;

    /** Looks at a listed one now, makes sure that it is as it was listed and does not stay, and removes it. Called by several threads. */
    Outcome remove(Api api, Seen<T> listed, Stays<T> stays) throws Exception;

    /** Says why one that was looked at in full has to stay, in words; empty when it may go. */
    interface Stays<T> {
        Optional<String> why(Seen<T> now);
    }
}
