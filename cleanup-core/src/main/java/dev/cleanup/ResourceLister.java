package dev.cleanup;

import dev.cleanup.retention.Resource;
import java.util.List;

/** Lists every resource of one kind, those that stay and those that may go; see {@link CleanupTask#ofResources}. */
@FunctionalInterface
public interface ResourceLister {

    /**
     * All resources there are; ids are unique.
     *
     * @throws Exception when the list is not complete; nothing is removed then
     */
    List<Resource> list() throws Exception;
}
