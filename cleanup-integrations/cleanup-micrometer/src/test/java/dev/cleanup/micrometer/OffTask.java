package dev.cleanup.micrometer;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupTask;
import dev.cleanup.Survey;
import dev.cleanup.SurveyRequest;
import java.util.Optional;

/** A task with a switch. */
final class OffTask implements CleanupTask {
    volatile boolean off;
    private final CleanupTask task;

    OffTask(CleanupTask task) {
        this.task = task;
    }

    @Override
    public String name() {
        return task.name();
    }

    @Override
    public String description() {
        return task.description();
    }

    @Override
    public Optional<String> off() {
        return off ? Optional.of("not here") : Optional.empty();
    }

    @Override
    public Survey survey(SurveyRequest request) throws Exception {
        return task.survey(request);
    }

    @Override
    public BatchResult removeBatch(BatchRequest request) throws Exception {
        return task.removeBatch(request);
    }
}
