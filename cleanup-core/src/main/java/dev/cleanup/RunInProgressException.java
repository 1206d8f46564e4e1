package dev.cleanup;

/** A service does one run at a time; this one was asked for while another was under way. */
public class RunInProgressException extends CleanupException {
    private static final long serialVersionUID = 1L;

    private final String runId;

    public RunInProgressException(String runId) {
        super("run " + runId + " is under way; wait until it ends");
        this.runId = runId;
    }

    /** The id of the run that is under way. */
    public String runId() {
        return runId;
    }
}
