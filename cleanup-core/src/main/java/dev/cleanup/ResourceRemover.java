package dev.cleanup;

import dev.cleanup.retention.Resource;

/** Removes one resource; see {@link CleanupTask#ofResources}. */
@FunctionalInterface
public interface ResourceRemover {

    /**
     * Removes this resource, or spares it.
     *
     * @throws Exception when it could not be removed; it is reported with the reason and never blocks the others
     */
    Removal remove(Resource resource) throws Exception;
}
