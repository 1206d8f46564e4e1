package dev.cleanup.servlet;

import dev.cleanup.CleanupOperations;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupStatus;
import dev.cleanup.Explanation;
import dev.cleanup.RunHandle;
import dev.cleanup.RunRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Does whatever a fault would do, whatever it is asked. */
record FaultyOperations(Supplier<RuntimeException> fault) implements CleanupOperations {

    @Override
    public CleanupStatus status() {
        throw fault.get();
    }

    @Override
    public RunHandle begin(RunRequest request) {
        throw fault.get();
    }

    @Override
    public boolean stop(String runId, String requestedBy) {
        throw fault.get();
    }

    @Override
    public Optional<CleanupRun> find(String runId) {
        throw fault.get();
    }

    @Override
    public Optional<Explanation> explain(String task, String id) {
        throw fault.get();
    }

    @Override
    public List<CleanupRun> latest(int limit) {
        throw fault.get();
    }
}
