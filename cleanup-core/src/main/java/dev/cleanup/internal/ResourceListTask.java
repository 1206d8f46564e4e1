package dev.cleanup.internal;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupException;
import dev.cleanup.CleanupTask;
import dev.cleanup.Explanation;
import dev.cleanup.Finding;
import dev.cleanup.Leftover;
import dev.cleanup.PolicyPreview;
import dev.cleanup.Removal;
import dev.cleanup.ResourceLister;
import dev.cleanup.ResourceRemover;
import dev.cleanup.Survey;
import dev.cleanup.SurveyRequest;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.retention.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** See {@link CleanupTask#ofResources}. Batches go through the resources in the order of their ids. */
public final class ResourceListTask implements CleanupTask {
    /** Small, so that each removal was looked up a moment ago and a stop is soon noticed. */
    private static final int BATCH_SIZE = 100;

    private static final Logger LOG = LoggerFactory.getLogger(ResourceListTask.class);

    private final String name;
    private final ResourceLister lister;
    private final RetentionPolicy policy;
    private final ResourceRemover remover;

    public ResourceListTask(String name, ResourceLister lister, RetentionPolicy policy, ResourceRemover remover) {
        policy.check();
        this.name = name;
        this.lister = lister;
        this.policy = policy;
        this.remover = remover;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<RetentionPolicy> policy() {
        return Optional.of(policy);
    }

    @Override
    public int batchSize() {
        return BATCH_SIZE;
    }

    @Override
    public Survey survey(SurveyRequest request) throws Exception {
        List<Verdict> verdicts = judge(request.now());
        List<Verdict> going = new ArrayList<>();
        long unknownAge = 0;
        for (Verdict verdict : verdicts) {
            if (!verdict.kept()) {
                going.add(verdict);
            } else if (verdict.unknownAge()) {
                unknownAge++;
            }
        }
        going.sort(Comparator.comparing(ResourceListTask::since));
        List<Finding> findings = going.stream()
                .filter(verdict -> verdict.resource().id().length() <= Finding.MAX_ID_LENGTH)
                .limit(request.findingsLimit())
                .map(ResourceListTask::finding)
                .toList();
        return new Survey(
                request.now(),
                going.size(),
                OptionalLong.of(verdicts.size()),
                unknownAge,
                findings,
                List.of(),
                going.isEmpty() ? Optional.empty() : Optional.of(since(going.get(going.size() - 1))));
    }

    /** Known of whatever may go. */
    private static Instant since(Verdict verdict) {
        return verdict.resource().since().orElseThrow();
    }

    private static Finding finding(Verdict verdict) {
        Resource resource = verdict.resource();
        return new Finding(resource.id(), resource.label(), resource.since(), resource.tags(), verdict.reason());
    }

    @Override
    public Optional<List<PolicyPreview>> preview(List<RetentionPolicy> policies, Instant now) throws Exception {
        List<Resource> resources = list();
        return Optional.of(policies.stream()
                .map(candidate -> PolicyPreview.of(candidate, judge(resources, candidate, now)))
                .toList());
    }

    @Override
    public Optional<Explanation> explain(String id, Instant now) throws Exception {
        for (Verdict verdict : judge(now)) {
            if (verdict.resource().id().equals(id)) {
                return Optional.of(Explanation.of(verdict));
            }
        }
        return Optional.of(Explanation.notFound());
    }

    @Override
    public BatchResult removeBatch(BatchRequest request) throws Exception {
        List<Verdict> verdicts = judge(request.asOf());
        return request.ids().isPresent() ? removeIds(request.ids().get(), verdicts) : removeNext(request, verdicts);
    }

    private BatchResult removeNext(BatchRequest request, List<Verdict> verdicts) throws Exception {
        List<Resource> behind = verdicts.stream()
                .filter(verdict -> !verdict.kept())
                .map(Verdict::resource)
                .filter(resource -> request.after()
                        .map(after -> resource.id().compareTo(after) > 0)
                        .orElse(true))
                .sorted(Comparator.comparing(Resource::id))
                .limit(request.limit() + 1L)
                .toList();
        List<Resource> batch = behind.subList(0, Math.min(request.limit(), behind.size()));
        List<Leftover> leftovers = new ArrayList<>();
        long removed = removeEach(batch, leftovers);
        boolean more = behind.size() > batch.size();
        return new BatchResult(
                removed,
                leftovers,
                more ? Optional.of(batch.get(batch.size() - 1).id()) : Optional.empty());
    }

    private BatchResult removeIds(List<String> ids, List<Verdict> verdicts) throws Exception {
        Set<String> wanted = new HashSet<>(ids);
        List<Leftover> leftovers = new ArrayList<>();
        List<Resource> batch = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            Resource resource = verdict.resource();
            if (wanted.remove(resource.id())) {
                if (verdict.kept()) {
                    leftovers.add(Leftover.skipped(resource.id(), "changed meanwhile: " + verdict.reason()));
                } else {
                    batch.add(resource);
                }
            }
        }
        wanted.forEach(id -> leftovers.add(Leftover.skipped(id, "gone meanwhile")));
        return new BatchResult(removeEach(batch, leftovers), leftovers, Optional.empty());
    }

    private long removeEach(List<Resource> batch, List<Leftover> leftovers) throws Exception {
        long removed = 0;
        List<Leftover> failed = new ArrayList<>();
        for (Resource resource : batch) {
            if (Thread.currentThread().isInterrupted()) {
                leftovers.add(Leftover.skipped(resource.id(), "interrupted before it was removed"));
                continue;
            }
            Optional<Leftover> leftover = remove(resource);
            if (leftover.isEmpty()) {
                removed++;
            } else if (leftover.get().failed()) {
                failed.add(leftover.get());
            } else {
                leftovers.add(leftover.get());
            }
        }
        return removed + lookAgain(failed, leftovers);
    }

    private Optional<Leftover> remove(Resource resource) {
        try {
            Removal removal = remover.remove(resource);
            return removal.skipped().map(reason -> Leftover.skipped(resource.id(), reason));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of(Leftover.failed(resource.id(), "interrupted while it was being removed"));
        } catch (Exception | Error failure) {
            LOG.warn("{}: {} could not be removed", name, Text.clean(resource.id()), Failure.forLog(failure));
            return Optional.of(Leftover.failed(resource.id(), Failure.reason(failure)));
        }
    }

    /** A removal that failed may have taken place all the same, when only its answer was lost; a fresh list tells. */
    private long lookAgain(List<Leftover> failed, List<Leftover> leftovers) {
        if (failed.isEmpty()) {
            return 0;
        }
        Set<String> ids = failed.stream().map(Leftover::id).collect(Collectors.toSet());
        Set<String> there = ids;
        try {
            there = stillThere(ids).orElse(ids);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception | Error failure) {
            LOG.warn("{}: what failed could not be looked up again", name, Failure.forLog(failure));
        }
        for (Leftover leftover : failed) {
            if (there.contains(leftover.id())) {
                leftovers.add(leftover);
            }
        }
        return (long) ids.size() - there.size();
    }

    @Override
    public Optional<Set<String>> stillThere(Set<String> ids) throws Exception {
        return Optional.of(
                lister.list().stream().map(Resource::id).filter(ids::contains).collect(Collectors.toSet()));
    }

    private List<Verdict> judge(Instant asOf) throws Exception {
        return judge(list(), policy, asOf);
    }

    private List<Resource> list() throws Exception {
        List<Resource> resources = lister.list();
        Set<String> ids = new HashSet<>();
        for (Resource resource : resources) {
            if (!ids.add(resource.id())) {
                throw new CleanupException(
                        "two resources have the id '" + Text.clean(resource.id()) + "'; ids must be unique");
            }
        }
        return resources;
    }

    private static List<Verdict> judge(List<Resource> resources, RetentionPolicy policy, Instant asOf) {
        List<Verdict> verdicts = policy.evaluate(resources, asOf);
        for (Verdict verdict : verdicts) {
            if (!verdict.kept() && !ageIsKnown(verdict.resource(), asOf)) {
                throw new CleanupException("the policy '" + policy.describe() + "' would remove '"
                        + Text.clean(verdict.resource().id()) + "', whose age is unknown");
            }
        }
        return verdicts;
    }

    private static boolean ageIsKnown(Resource resource, Instant asOf) {
        return resource.since()
                .filter(since -> !since.isBefore(RetentionPolicy.EARLIEST) && !since.isAfter(asOf))
                .isPresent();
    }
}
