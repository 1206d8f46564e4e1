package dev.cleanup;

import dev.cleanup.internal.ResourceListTask;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One kind of resource that piles up: how to see which of them may go, and how to remove them batch by batch.
 *
 * <p>Dry runs, plans, limits, retries, the circuit breaker, stopping, progress and history are the engine's; a task only looks and removes.
 * For resources that come as a list, {@link #ofResources} needs three lambdas. One service never surveys or removes from two threads at
 * once; several services, on several nodes, may. {@link #preview} and {@link #explain}, which only look, come at any time: also while a run
 * is under way, and from several threads.
 */
public interface CleanupTask {

    /** How many items a batch holds when a task does not say otherwise. */
    int DEFAULT_BATCH_SIZE = 1_000;

    /** The stable key of this task in history, metrics and configuration: letters, digits, {@code . _ -}, at most 64 of them. */
    String name();

    /** In words, what this task cleans; part of the rule that a plan was made under, so it names everything that decides what may go. */
    default String description() {
        return name();
    }

    /** The policy that says what stays, for display. */
    default Optional<RetentionPolicy> policy() {
        return Optional.empty();
    }

    /**
     * In words, why this task is switched off, such as "CONTAINER_CLEANUP_ENABLED is false"; empty when it is on, as by default. One that is
     * off is neither surveyed nor asked to remove anything, and status and history say why. Asked often, so it must answer at once.
     */
    default Optional<String> off() {
        return Optional.empty();
    }

    /**
     * In words, what is most likely not meant about how this task is set up, and what to do about it. Asked once, when a service is built;
     * the answer is logged and shown in the status. What must not be is refused when the task is built instead.
     *
     * @param others the other tasks of the service
     */
    default List<String> warnings(Collection<CleanupTask> others) {
        return List.of();
    }

    /** The most items one batch may hold; stop, close and the run's deadline take effect between batches. */
    default int batchSize() {
        return DEFAULT_BATCH_SIZE;
    }

    /**
     * The fewest items that a batch may be made to hold when batches take longer than {@link CleanupServiceBuilder#batchDuration}. By default
     * {@link #batchSize}, so that they are never made smaller: that suits tasks with a price for each batch, such as a new list of everything. A
     * task whose batches cost what their items cost answers 1.
     */
    default int smallestBatchSize() {
        return batchSize();
    }

    /**
     * Looks and never changes anything: which items may go, as of one instant taken from the clock of the system that holds them.
     *
     * @throws RefusedException when what is there cannot be right
     * @throws Exception when the answer cannot be trusted, also when only a part of it is missing; nothing is removed then. A {@link
     *     TransientFailureException} or {@link java.io.IOException} is tried again.
     */
    Survey survey(SurveyRequest request) throws Exception;

    /**
     * Removes at most {@link BatchRequest#limit} items that may go as of {@link BatchRequest#asOf}, and checks for each of them at the
     * moment of removal that it still may.
     *
     * @throws Exception when the batch failed as a whole and removed nothing; an item that cannot be removed is a {@link Leftover} instead
     * @throws OutcomeUnknownException when it is not known whether the items were removed
     */
    BatchResult removeBatch(BatchRequest request) throws Exception;

    /**
     * Asked after an {@link OutcomeUnknownException}: which of these items were not removed. The default cannot tell; the items then stay
     * unknown and the run fails.
     */
    default Optional<Set<String>> stillThere(Set<String> ids) throws Exception {
        return Optional.empty();
    }

    /**
     * Looks once and never changes anything: how many of the resources would stay under each of these policies instead of the task's own, for
     * {@link RetentionPreview}. The default cannot tell.
     *
     * @param policies the candidates, at least one
     * @param now this machine's time; only for tasks whose resources have no clock of their own
     * @return one preview for each policy, in the same order; empty when the task cannot tell
     * @throws Exception when the answer cannot be trusted, also when only a part of it is missing
     */
    default Optional<List<PolicyPreview>> preview(List<RetentionPolicy> policies, Instant now) throws Exception {
        return Optional.empty();
    }

    /**
     * Looks and never changes anything: why one item is still there, or why it may go, by the rules of {@link #survey}. The default cannot
     * tell.
     *
     * @param id as in {@link Finding#id}; what is no id of this task's items is {@link Explanation#notFound}
     * @param now this machine's time; only for tasks whose resources have no clock of their own
     * @return empty when the task cannot tell
     * @throws Exception when the answer cannot be trusted
     */
    default Optional<Explanation> explain(String id, Instant now) throws Exception {
        return Optional.empty();
    }

    /**
     * A task for resources that come as a list: files, containers, keys in a store. Their age is judged by this machine's clock, and a
     * removal is looked up again by a fresh list before each batch.
     *
     * @param list gives all resources, or throws; a part of them is never enough, because counted rules and limits need the whole population;
     *     may be called by several threads
     * @param policy what stays
     * @param remove removes one resource, or says why not
     */
    static CleanupTask ofResources(String name, ResourceLister list, RetentionPolicy policy, ResourceRemover remove) {
        return new ResourceListTask(name, list, policy, remove);
    }
}
