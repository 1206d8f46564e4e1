package dev.cleanup;

import java.util.HashMap;
import java.util.Map;

/**
 * What became of the items of a task.
 *
 * @param removed are gone
 * @param skipped were spared, because they changed or were in use
 * @param failed could not be removed
 * @param unknown were to be removed, and nobody knows whether they were
 * @param bytes how much room the removed ones gave back, as far as the task knows; 0 where it does not
 * @param dependents what went along with the removed ones, as a number for each name of its kind, such as a table; not among {@code removed}
 */
public record Tally(long removed, long skipped, long failed, long unknown, long bytes, Map<String, Long> dependents) {
    /** Nothing happened yet. */
    public static final Tally NONE = new Tally(0, 0, 0, 0);

    public Tally {
        dependents = Map.copyOf(dependents);
    }

    /** Counts of items that went alone. */
    public Tally(long removed, long skipped, long failed, long unknown, long bytes) {
        this(removed, skipped, failed, unknown, bytes, Map.of());
    }

    /** Counts without the room that was given back. */
    public Tally(long removed, long skipped, long failed, long unknown) {
        this(removed, skipped, failed, unknown, 0);
    }

    /** The sum of both. */
    public Tally plus(Tally other) {
        return new Tally(
                removed + other.removed,
                skipped + other.skipped,
                failed + other.failed,
                unknown + other.unknown,
                bytes + other.bytes,
                sum(dependents, other.dependents));
    }

    private static Map<String, Long> sum(Map<String, Long> some, Map<String, Long> others) {
        Map<String, Long> sum = new HashMap<>(some);
        others.forEach((name, count) -> sum.merge(name, count, Long::sum));
        return sum;
    }
}
