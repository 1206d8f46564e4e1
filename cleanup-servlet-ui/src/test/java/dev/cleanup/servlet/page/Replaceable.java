package dev.cleanup.servlet.page;

import dev.cleanup.CleanupOperations;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupStatus;
import dev.cleanup.Explanation;
import dev.cleanup.RunHandle;
import dev.cleanup.RunRequest;
import java.util.List;
import java.util.Optional;

/** A service that is replaced by its next version while people look at its page. */
final class Replaceable implements CleanupOperations {
    private volatile CleanupOperations current;

    Replaceable(CleanupOperations first) {
        current = first;
    }

    void replaceBy(CleanupOperations next) {
        current = next;
    }

    @Override
    public CleanupStatus status() {
        return current.status();
    }

    @Override
    public RunHandle begin(RunRequest request) {
        return current.begin(request);
    }

    @Override
    public boolean stop(String runId, String requestedBy) {
        return current.stop(runId, requestedBy);
    }

    @Override
    public Optional<CleanupRun> find(String runId) {
        return current.find(runId);
    }

    @Override
    public Optional<Explanation> explain(String task, String id) {
        return current.explain(task, id);
    }

    @Override
    public List<CleanupRun> latest(int limit) {
        return current.latest(limit);
    }
}
