package dev.cleanup;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of one batch.
 *
 * @param removed how many items are gone
 * @param bytes how much room that gave back, as far as the task knows; 0 where it does not
 * @param unknown how many more were to be removed, and nobody knows whether they were or will be: none of the leftovers. A task that expects
 *     another look to tell throws {@link OutcomeUnknownException} instead
 * @param leftovers the items of this batch that were looked at and are still there, each with its reason
 * @param next where the next batch begins; empty when there is nothing behind. Always further on than the request's {@code after}, so that an
 *     item that cannot be removed is passed and never looked at twice in a run
 * @param dependents what went along with the items, as a number for each name of its kind, such as a table; not among {@code removed}
 */
public record BatchResult(
        long removed,
        long bytes,
        long unknown,
        List<Leftover> leftovers,
        Optional<String> next,
        Map<String, Long> dependents) {
    public BatchResult {
        leftovers = List.copyOf(leftovers);
        dependents = Map.copyOf(dependents);
    }

    /** A batch whose items went alone. */
    public BatchResult(long removed, long bytes, long unknown, List<Leftover> leftovers, Optional<String> next) {
        this(removed, bytes, unknown, leftovers, next, Map.of());
    }

    /** A batch of which everything is known. */
    public BatchResult(long removed, long bytes, List<Leftover> leftovers, Optional<String> next) {
        this(removed, bytes, 0, leftovers, next);
    }

    /** A batch of which nobody knows how much room it gave back. */
    public BatchResult(long removed, List<Leftover> leftovers, Optional<String> next) {
        this(removed, 0, leftovers, next);
    }
}
