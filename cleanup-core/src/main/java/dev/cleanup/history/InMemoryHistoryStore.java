package dev.cleanup.history;

import dev.cleanup.CleanupRun;
import dev.cleanup.ConfigurationException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The newest runs that have ended, and any under way, in the order they were first saved; so a plan is there while it is applied. */
final class InMemoryHistoryStore implements HistoryStore {
    private static final int MOST_RUNS = 10_000;

    private final int capacity;
    private final Map<String, CleanupRun> runs = new LinkedHashMap<>();
    private final Map<String, String> claims = new HashMap<>();
    private final Map<String, String> stops = new HashMap<>();

    InMemoryHistoryStore(int capacity) {
        if (capacity < 1 || capacity > MOST_RUNS) {
            throw new ConfigurationException(
                    "history, runs", capacity, "accepted is a whole number from 1 to " + MOST_RUNS);
        }
        this.capacity = capacity;
    }

    @Override
    public synchronized void save(CleanupRun run) {
        runs.merge(
                run.id(),
                run,
                (kept, late) -> kept.status().ended() && !late.status().ended() ? kept : late);
        List<String> ended = runs.values().stream()
                .filter(kept -> kept.status().ended())
                .map(CleanupRun::id)
                .toList();
        ended.stream().limit(Math.max(0, ended.size() - capacity)).forEach(runs::remove);
        claims.keySet().retainAll(runs.keySet());
        stops.keySet().retainAll(runs.keySet());
    }

    @Override
    public synchronized Optional<CleanupRun> find(String id) {
        return Optional.ofNullable(runs.get(id));
    }

    @Override
    public synchronized List<CleanupRun> latest(int limit) {
        List<CleanupRun> newestFirst = new ArrayList<>(runs.values());
        Collections.reverse(newestFirst);
        return newestFirst.stream().limit(limit).toList();
    }

    @Override
    public synchronized boolean claimPlan(String planId, String runId) {
        return runs.containsKey(planId) && claims.putIfAbsent(planId, runId) == null;
    }

    @Override
    public synchronized boolean requestStop(String runId, String why) {
        CleanupRun run = runs.get(runId);
        boolean underWay = run != null && !run.status().ended();
        if (underWay) {
            stops.putIfAbsent(runId, why);
        }
        return underWay;
    }

    @Override
    public synchronized Optional<String> stopRequested(String runId) {
        return Optional.ofNullable(stops.get(runId));
    }
}
