package dev.cleanup;

/**
 * What became of the items of a task.
 *
 * @param removed are gone
 * @param skipped were spared, because they changed or were in use
 * @param failed could not be removed
 * @param unknown were to be removed, and nobody knows whether they were
 * @param bytes how much room the removed ones gave back, as far as the task knows; 0 where it does not
 */
public record Tally(long removed, long skipped, long failed, long unknown, long bytes) {
    /** Nothing happened yet. */
    public static final Tally NONE = new Tally(0, 0, 0, 0);

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
                bytes + other.bytes);
    }
}
