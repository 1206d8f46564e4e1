package dev.cleanup.internal;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupException;
import dev.cleanup.Finding;
import dev.cleanup.Survey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The batches that remove what a survey saw: always forward, so that it ends whatever happens to single items, and never more than was
 * counted. When the survey lists everything, the batches name the ids, and nothing else can go.
 */
abstract sealed class BatchWalk {
    final Survey survey;
    final BatchSize size;
    final Optional<String> run;
    long budget;

    private BatchWalk(Survey survey, BatchSize size, String run) {
        this.survey = survey;
        this.size = size;
        this.run = Optional.of(run);
        this.budget = survey.eligible();
    }

    static BatchWalk of(Survey survey, BatchSize size, String run) {
        return survey.listsAll() ? new Listed(survey, size, run) : new Counted(survey, size, run);
    }

    /** How many items the next batch may hold. */
    final BatchSize size() {
        return size;
    }

    /** The next batch; empty when all is done. From the same place again until {@link #done}. */
    abstract Optional<BatchRequest> next();

    /** The batch was removed, as far as it could be. */
    final void done(BatchRequest request, BatchResult result) {
        budget -= result.removed() + result.unknown();
        advance(request, result);
    }

    /** These of the batch turned out to be gone; the rest of it is next. */
    void gone(Set<String> ids) {
        budget -= ids.size();
    }

    abstract void advance(BatchRequest request, BatchResult result);

    /** A survey that lists every item. */
    private static final class Listed extends BatchWalk {
        private final List<String> ids;
        private int from;

        Listed(Survey survey, BatchSize size, String run) {
            super(survey, size, run);
            ids = new ArrayList<>(survey.findings().stream().map(Finding::id).toList());
        }

        @Override
        void gone(Set<String> gone) {
            super.gone(gone);
            ids.subList(from, ids.size()).removeAll(gone);
        }

        @Override
        Optional<BatchRequest> next() {
            List<String> batch = ids.subList(from, Math.min(from + size.now(), ids.size()));
            return batch.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new BatchRequest(survey.asOf(), batch.size(), Optional.empty(), Optional.of(batch), run));
        }

        @Override
        void advance(BatchRequest request, BatchResult result) {
            from += request.limit();
        }
    }

    /** A survey with more items than it lists. */
    private static final class Counted extends BatchWalk {
        private Optional<String> after = Optional.empty();
        private boolean ended;

        Counted(Survey survey, BatchSize size, String run) {
            super(survey, size, run);
        }

        @Override
        Optional<BatchRequest> next() {
            int limit = (int) Math.min(size.now(), budget);
            return ended || limit <= 0
                    ? Optional.empty()
                    : Optional.of(new BatchRequest(survey.asOf(), limit, after, Optional.empty(), run));
        }

        @Override
        void advance(BatchRequest request, BatchResult result) {
            if (result.next().isPresent() && result.next().equals(after)) {
                throw new CleanupException(
                        "the task's batch ended where it began; stopped, so that it does not go round");
            }
            after = result.next();
            ended = after.isEmpty();
        }
    }
}
