package dev.cleanup.testkit;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupTask;
import dev.cleanup.Leftover;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * What became of the batches of a task, one after the other.
 *
 * @param batches what each batch did
 * @param ended whether the last one said that nothing is behind it; false when the batches went round, or on and on
 */
record Walk(List<Batch> batches, boolean ended) {
    private static final int MOST_BATCHES = 10_000;

    /**
     * One batch.
     *
     * @param result what the task says of it
     * @param gone how many items are no longer there
     */
    record Batch(BatchResult result, int gone) {}

    static Walk through(CleanupTask task, Instant asOf, int limit, Callable<Set<String>> there) throws Exception {
        List<Batch> batches = new ArrayList<>();
        Set<Optional<String>> begun = new HashSet<>();
        Optional<String> after = Optional.empty();
        do {
            if (!begun.add(after) || batches.size() == MOST_BATCHES) {
                return new Walk(batches, false);
            }
            Batch batch = batch(task, new BatchRequest(asOf, limit, after, Optional.empty()), there);
            batches.add(batch);
            after = batch.result().next();
        } while (after.isPresent());
        return new Walk(batches, true);
    }

    static Batch batch(CleanupTask task, BatchRequest request, Callable<Set<String>> there) throws Exception {
        int before = there.call().size();
        BatchResult result = task.removeBatch(request);
        return new Batch(result, before - there.call().size());
    }

    long gone() {
        return batches.stream().mapToLong(Batch::gone).sum();
    }

    long removed() {
        return batches.stream().mapToLong(batch -> batch.result().removed()).sum();
    }

    List<Leftover> leftovers() {
        return batches.stream()
                .flatMap(batch -> batch.result().leftovers().stream())
                .toList();
    }
}
