package dev.cleanup.servlet;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupTask;
import dev.cleanup.Explanation;
import dev.cleanup.Survey;
import dev.cleanup.SurveyRequest;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A task whose things take room and two labels each, and which can be switched off; otherwise another task, such as that of a {@link Shelf}. */
public final class Crates implements CleanupTask {
    private final CleanupTask task;
    private final long bytes;
    private volatile Optional<String> off = Optional.empty();

    /** The task, of whose things each takes so much room. */
    public Crates(CleanupTask task, long bytes) {
        this.task = task;
        this.bytes = bytes;
    }

    public Crates off(String why) {
        off = Optional.of(why);
        return this;
    }

    public void on() {
        off = Optional.empty();
    }

    @Override
    public String name() {
        return task.name();
    }

    @Override
    public Optional<RetentionPolicy> policy() {
        return task.policy();
    }

    @Override
    public Optional<String> off() {
        return off;
    }

    @Override
    public Survey survey(SurveyRequest request) throws Exception {
        return task.survey(request);
    }

    @Override
    public BatchResult removeBatch(BatchRequest request) throws Exception {
        BatchResult batch = task.removeBatch(request);
        return new BatchResult(
                batch.removed(),
                bytes * batch.removed(),
                batch.unknown(),
                batch.leftovers(),
                batch.next(),
                Map.of("labels", 2 * batch.removed()));
    }

    @Override
    public Optional<Explanation> explain(String id, Instant now) throws Exception {
        return task.explain(id, now);
    }
}
