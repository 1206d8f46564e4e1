package dev.cleanup;

/** A service does one run at a time, and each of its tasks runs on one node at a time; this run was asked for while another was under way. */
public class RunInProgressException extends CleanupException {
    private static final long serialVersionUID = 1L;

    private final String runId;

    public RunInProgressException(String runId) {
        super("run " + runId + " is under way; wait until it ends");
        this.runId = runId;
    }

    /** A run on another node. */
    public RunInProgressException(String runId, String node) {
        super("run " + runId + " is under way on node " + node + "; wait until it ends");
        this.runId = runId;
    }

    /** The id of the run that is under way. */
    public String runId() {
        return runId;
    }
}
