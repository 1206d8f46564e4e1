package dev.cleanup.jdbc;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupTask;
import dev.cleanup.Survey;
import dev.cleanup.SurveyRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A hundred items that go one by one, each when the test lets it. */
record Steps(Step step) implements CleanupTask {
    static final int ITEMS = 100;

    /** What happens when an item goes. */
    interface Step {
        void take() throws Exception;
    }

    @Override
    public String name() {
        return "steps";
    }

    @Override
    public int batchSize() {
        return 1;
    }

    @Override
    public Survey survey(SurveyRequest request) {
        return new Survey(request.now(), ITEMS, OptionalLong.empty(), 0, List.of(), List.of());
    }

    @Override
    public BatchResult removeBatch(BatchRequest request) throws Exception {
        step.take();
        int number = request.after().map(Integer::parseInt).orElse(0) + 1;
        return new BatchResult(1, List.of(), Optional.of(String.valueOf(number)));
    }
}
