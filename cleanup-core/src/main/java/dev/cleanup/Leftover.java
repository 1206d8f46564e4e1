package dev.cleanup;

import dev.cleanup.internal.Text;

/**
 * An item that was to be removed and is still there.
 *
 * @param id the item
 * @param failed true when it could not be removed, false when it was spared because it changed or is in use
 * @param reason in words, without row contents
 */
public record Leftover(String id, boolean failed, String reason) {
    public Leftover {
        reason = Text.redact(reason);
    }

    /** Spared: it changed meanwhile, or somebody holds it. */
    public static Leftover skipped(String id, String reason) {
        return new Leftover(id, false, reason);
    }

    /** It could not be removed. */
    public static Leftover failed(String id, String reason) {
        return new Leftover(id, true, reason);
    }
}
