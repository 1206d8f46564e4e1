package dev.cleanup;

import java.util.Optional;

/**
 * What became of one resource.
 *
 * @param skipped why it was spared; empty when it was removed
 */
public record Removal(Optional<String> skipped) {
    private static final Removal REMOVED = new Removal(Optional.empty());

    /** The resource is gone. */
    public static Removal removed() {
        return REMOVED;
    }

    /** The resource was spared, because it changed since it was listed. */
    public static Removal skipped(String reason) {
        return new Removal(Optional.of(reason));
    }
}
