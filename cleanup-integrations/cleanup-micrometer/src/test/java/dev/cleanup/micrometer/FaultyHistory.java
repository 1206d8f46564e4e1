package dev.cleanup.micrometer;

import dev.cleanup.CleanupException;
import dev.cleanup.CleanupRun;
import dev.cleanup.history.HistoryStore;
import java.util.List;
import java.util.Optional;

/** A history whose reading a test holds up or lets fail. */
final class FaultyHistory implements HistoryStore {
    private final HistoryStore store;
    private volatile Fault fault = () -> {};

    /** What happens before each reading. */
    interface Fault {
        void happen() throws InterruptedException;
    }

    FaultyHistory(HistoryStore store) {
        this.store = store;
    }

    void beforeReading(Fault happens) {
        fault = happens;
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
        try {
            fault.happen();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CleanupException("interrupted");
        }
        return store.latest(limit);
    }

    @Override
    public boolean claimPlan(String planId, String runId) {
        return store.claimPlan(planId, runId);
    }
}
