package dev.cleanup.spring.app;

import dev.cleanup.CleanupRun;
import dev.cleanup.history.HistoryStore;
import java.util.List;
import java.util.Optional;

/** A history that can be told to fail when it is read. */
final class FaultyHistory implements HistoryStore {
    private final HistoryStore store = HistoryStore.inMemory();
    private volatile boolean failing;

    void fail() {
        failing = true;
    }

    @Override
    public void save(CleanupRun run) {
        store.save(run);
    }

    @Override
    public Optional<CleanupRun> find(String id) {
        return store.find(id);
    }

    @Override
    public List<CleanupRun> latest(int limit) {
        if (failing) {
            throw new IllegalStateException("secret");
        }
        return store.latest(limit);
    }

    @Override
    public boolean claimPlan(String planId, String runId) {
        return store.claimPlan(planId, runId);
    }
}
