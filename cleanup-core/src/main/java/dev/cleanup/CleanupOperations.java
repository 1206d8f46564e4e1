package dev.cleanup;

import java.util.List;
import java.util.Optional;

/** What operators can ask of a service; what pages and HTTP routes are built on. Safe for use by several threads. */
public interface CleanupOperations {

    /** How the service is set up and doing. */
    CleanupStatus status();

    /**
     * Begins a run and returns as soon as it is recorded; nothing is removed before. However it ends, it is in the history.
     *
     * @throws RunInProgressException when another run is under way
     * @throws ConfigurationException when the request names a task that does not exist
     * @throws CleanupException when the service is closed, or the run cannot be recorded
     */
    RunHandle begin(RunRequest request);

    /** Does a run and waits until it has ended: {@link #begin}, then {@link RunHandle#await}. */
    default CleanupRun run(RunRequest request) {
        return begin(request).await();
    }

    /**
     * Asks a run that is under way to stop before its next batch; does not wait. With a history that nodes share it may be under way on any of
     * them, which then learns of it within about a second.
     *
     * @return whether the run with this id was under way
     */
    boolean stop(String runId, String requestedBy);

    /** A run that is under way or in the history. */
    Optional<CleanupRun> find(String runId);

    /**
     * Why one item is still there, or why it may go: looks now, also while a run is under way, and changes nothing.
     *
     * @param task the name of the task that looks after it
     * @param id as in {@link Finding#id}
     * @return empty when the task cannot tell
     * @throws ConfigurationException when there is no such task
     * @throws CleanupException when the task could not look
     */
    Optional<Explanation> explain(String task, String id);

    /** The newest runs, newest first. */
    List<CleanupRun> latest(int limit);

    /** The same runs with their counts; what the tasks found and left over may be missing, for {@link #find} to tell. */
    default List<CleanupRun> summaries(int limit) {
        return latest(limit);
    }
}
