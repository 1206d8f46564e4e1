package dev.cleanup.testkit;

import dev.cleanup.CleanupRun;
import dev.cleanup.history.HistoryStore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps every run, as the contract says, until a test breaks it. */
class MapStore implements HistoryStore {
    final Map<String, CleanupRun> runs = new TreeMap<>();
    final Map<String, String> claims = new HashMap<>();

    @Override
    public synchronized void save(CleanupRun run) {
        runs.merge(
                run.id(),
                run,
                (kept, late) -> kept.status().ended() && !late.status().ended() ? kept : late);
    }

    @Override
    public synchronized Optional<CleanupRun> find(String id) {
        return Optional.ofNullable(runs.get(id));
    }

    @Override
    public synchronized List<CleanupRun> latest(int limit) {
        return newestFirst().stream().limit(limit).toList();
    }

    final List<CleanupRun> newestFirst() {
        return runs.values().stream()
                .sorted(Comparator.comparing(CleanupRun::startedAt).reversed())
                .toList();
    }

    @Override
    public boolean claimPlan(String planId, String runId) {
        synchronized (this) {
            return runs.containsKey(planId) && claims.putIfAbsent(planId, runId) == null;
        }
    }
}
