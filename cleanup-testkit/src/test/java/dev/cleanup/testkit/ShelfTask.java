package dev.cleanup.testkit;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupTask;
import dev.cleanup.Explanation;
import dev.cleanup.Explanation.Answer;
import dev.cleanup.Finding;
import dev.cleanup.Leftover;
import dev.cleanup.Survey;
import dev.cleanup.SurveyRequest;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Keeps a week of what is on a shelf, as the contract says, until a test breaks it. */
class ShelfTask implements CleanupTask {
    static final Duration WEEK = Duration.ofDays(7);

    final Shelf shelf;

    ShelfTask(Shelf shelf) {
        this.shelf = shelf;
    }

    @Override
    public String name() {
        return "shelf";
    }

    boolean mayGo(String id, Instant asOf) {
        Instant since = shelf.items.get(id);
        return since != null && !since.isBefore(RetentionPolicy.EARLIEST) && !since.isAfter(asOf.minus(WEEK));
    }

    @Override
    public Survey survey(SurveyRequest request) {
        List<Finding> all = shelf.items.keySet().stream()
                .filter(id -> mayGo(id, request.now()))
                .sorted(Comparator.comparing(shelf.items::get))
                .map(this::finding)
                .toList();
        return new Survey(
                request.now(),
                all.size(),
                OptionalLong.of(shelf.items.size()),
                0,
                all.stream().limit(request.findingsLimit()).toList(),
                List.of(),
                all.isEmpty() ? Optional.empty() : all.get(all.size() - 1).since());
    }

    @Override
    public Optional<Explanation> explain(String id, Instant now) {
        if (!shelf.items.containsKey(id)) {
            return Optional.of(Explanation.notFound());
        }
        boolean goes = mayGo(id, now);
        return Optional.of(new Explanation(
                goes ? Answer.GOES : Answer.KEPT,
                id,
                Optional.of(shelf.items.get(id)),
                List.of(goes ? "more than a week old" : "not a week old"),
                Optional.empty()));
    }

    Finding finding(String id) {
        return new Finding(id, id, Optional.of(shelf.items.get(id)), Map.of(), "more than a week old");
    }

    @Override
    public BatchResult removeBatch(BatchRequest request) throws Exception {
        return request.ids().isPresent() ? removeNamed(request, request.ids().get()) : removeNext(request);
    }

    BatchResult removeNamed(BatchRequest request, List<String> ids) throws Exception {
        List<Leftover> leftovers = new ArrayList<>();
        List<String> batch = new ArrayList<>();
        for (String id : ids) {
            if (mayGo(id, request.asOf())) {
                batch.add(id);
            } else {
                leftovers.add(Leftover.skipped(id, "changed or gone meanwhile"));
            }
        }
        return take(batch, leftovers, Optional.empty());
    }

    BatchResult removeNext(BatchRequest request) throws Exception {
        List<String> behind = behind(request);
        List<String> batch = behind.subList(0, Math.min(request.limit(), behind.size()));
        boolean more = behind.size() > batch.size();
        return take(batch, new ArrayList<>(), more ? Optional.of(batch.get(batch.size() - 1)) : Optional.empty());
    }

    List<String> behind(BatchRequest request) {
        return shelf.items.tailMap(request.after().orElse(""), false).keySet().stream()
                .filter(id -> mayGo(id, request.asOf()))
                .toList();
    }

    final BatchResult take(List<String> batch, List<Leftover> leftovers, Optional<String> next) throws Exception {
        long removed = 0;
        for (String id : batch) {
            if (shelf.stuck.contains(id)) {
                leftovers.add(stuck(id));
            } else {
                shelf.items.remove(id);
                removed++;
            }
        }
        return new BatchResult(removed, leftovers, next);
    }

    Leftover stuck(String id) throws Exception {
        return Leftover.failed(id, "stuck to the shelf");
    }

    @Override
    public Optional<Set<String>> stillThere(Set<String> ids) {
        Set<String> there = new TreeSet<>(ids);
        there.retainAll(shelf.items.keySet());
        return Optional.of(there);
    }
}
