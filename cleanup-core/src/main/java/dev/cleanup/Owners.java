package dev.cleanup;

import java.util.Set;

/**
 * Who of some owners is still there, so that what belongs to the others may go: the rows of a table, the accounts of another service.
 *
 * <p>There are three answers: present, absent, and unknown. Whoever cannot say for certain that an owner is absent throws, and nothing is
 * removed on its account. Called by several threads; must answer anew each time, since an owner may appear meanwhile.
 */
@FunctionalInterface
public interface Owners {

    /**
     * Those of these owners that are still there; all others are taken to be gone.
     *
     * @param ids whom to look up; never empty, and as many at once as whoever asks finds fit
     * @throws Exception when the answer is not complete: an error, a timeout, a page that was cut off
     */
    Set<String> active(Set<String> ids) throws Exception;

    /**
     * Whether there is any owner at all. Asked when none of those that were looked up is there, nor anybody else who could be: without any owner,
     * the source itself is more likely broken or empty than everybody gone, and the task refuses. The default cannot tell, so that such a task
     * refuses, too.
     *
     * @throws Exception when it cannot be told
     */
    default boolean any() throws Exception {
        return false;
    }
}
