package dev.cleanup;

import java.util.List;
import java.util.Optional;

/** What operators can ask of a service; what pages and HTTP routes are built on. Safe for use by several threads. */
public interface CleanupOperations {

    /** How the service is set up and doing. */
    CleanupStatus status();

    /**
     * Does a run and waits until it has ended. However it ends, it is in the history. A waiting thread that is interrupted stops the run,
     * waits for its last batch and keeps its interrupt flag.
     *
     * @throws RunInProgressException when another run is under way
     * @throws ConfigurationException when the request names a task that does not exist
     */
    CleanupRun run(RunRequest request);

    /**
     * Asks the run that is under way to stop before its next batch; does not wait.
     *
     * @return whether the run with this id was under way
     */
    boolean stop(String runId, String requestedBy);

    /** A run that is under way or in the history. */
    Optional<CleanupRun> find(String runId);

    /** The newest runs, newest first. */
    List<CleanupRun> latest(int limit);
}
