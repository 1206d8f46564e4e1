package dev.cleanup.docker;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupTask;
import dev.cleanup.Explanation;
import dev.cleanup.PolicyPreview;
import dev.cleanup.Survey;
import dev.cleanup.SurveyRequest;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A task whose process has looked before, so that what a look finds is not taken to have come a moment ago.
 *
 * @param task the task itself
 */
record LookedBefore(CleanupTask task) implements CleanupTask {
    @Override
    public String name() {
        return task.name();
    }

    @Override
    public String description() {
        return task.description();
    }

    @Override
    public Optional<RetentionPolicy> policy() {
        return task.policy();
    }

    @Override
    public int batchSize() {
        return task.batchSize();
    }

    @Override
    public Survey survey(SurveyRequest request) throws Exception {
        task.survey(request);
        return task.survey(request);
    }

    @Override
    public BatchResult removeBatch(BatchRequest request) throws Exception {
        return task.removeBatch(request);
    }

    @Override
    public Optional<Set<String>> stillThere(Set<String> ids) throws Exception {
        return task.stillThere(ids);
    }

    @Override
    public Optional<List<PolicyPreview>> preview(List<RetentionPolicy> policies, Instant now) throws Exception {
        task.preview(policies, now);
        return task.preview(policies, now);
    }

    @Override
    public Optional<Explanation> explain(String id, Instant now) throws Exception {
        task.explain(id, now);
        return task.explain(id, now);
    }
}
