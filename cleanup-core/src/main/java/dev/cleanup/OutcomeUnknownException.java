package dev.cleanup;

import java.util.Set;

/**
 * A removal was asked for and nobody knows whether it took place, such as a connection lost on COMMIT. The engine records the items as
 * unknown and asks {@link CleanupTask#stillThere} before it counts any of them as removed.
 */
public class OutcomeUnknownException extends CleanupException {
    private static final long serialVersionUID = 1L;

    private final transient Set<String> ids;

    public OutcomeUnknownException(String message, Set<String> ids, Throwable cause) {
        super(message, cause);
        this.ids = Set.copyOf(ids);
    }

    /** The ids of the items whose outcome is unknown. */
    public Set<String> ids() {
        return ids;
    }
}
