package dev.cleanup.docker.internal.task;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupTask;
import dev.cleanup.Explanation;
import dev.cleanup.Finding;
import dev.cleanup.PolicyPreview;
import dev.cleanup.Survey;
import dev.cleanup.SurveyRequest;
import dev.cleanup.docker.internal.engine.Api;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.retention.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Cleans one kind of Docker resource. A survey holds nothing that can remove: it only ever sends GET. Each batch looks anew at
 * what it is about, by the cutoff of the survey: whatever happened to a resource after that has a later date, and makes it stay.
 *
 * @param <T> what is known of one resource
 */
public final class DockerTask<T> implements CleanupTask {
    private final Kind<T> kind;
    private final DockerSettings settings;

    public DockerTask(Kind<T> kind, DockerSettings settings) {
        settings.policy().check();
        this.kind = kind;
        this.settings = settings;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String description() {
        return kind.description() + " on " + settings.access().address();
    }

    @Override
    public Optional<RetentionPolicy> policy() {
        return Optional.of(settings.policy());
    }

    @Override
    public Optional<String> off() {
        return settings.off();
    }

    @Override
    public int batchSize() {
        return kind.batchSize();
    }

    @Override
    public Survey survey(SurveyRequest request) throws Exception {
        try (Api api = Api.of(settings.access())) {
            Instant asOf = api.now();
            return survey(look(api, asOf), asOf, request.findingsLimit());
        }
    }

    private static <T> Survey survey(Look<T> look, Instant asOf, int findingsLimit) {
        List<Judged<T>> going =
                look.going().stream().sorted(Judged.OLDEST_FIRST).toList();
        List<Finding> findings =
                going.stream().limit(findingsLimit).map(Judged::finding).toList();
        return new Survey(
                asOf,
                going.size(),
                OptionalLong.of(look.population()),
                look.unknownAge(),
                findings,
                List.of(),
                going.isEmpty()
                        ? Optional.empty()
                        : Optional.of(going.get(going.size() - 1).since()));
    }

    private Look<T> look(Api api, Instant asOf) throws Exception {
        return Look.of(kind.look(api, settings.workers(), asOf), settings.policy(), asOf);
    }

    @Override
    public Optional<Explanation> explain(String id, Instant now) throws Exception {
        try (Api api = Api.of(settings.access())) {
            return look(api, api.now()).find(id).map(Judged::explanation).or(() -> Optional.of(Explanation.notFound()));
        }
    }

    @Override
    public Optional<List<PolicyPreview>> preview(List<RetentionPolicy> policies, Instant now) throws Exception {
        try (Api api = Api.of(settings.access())) {
            Instant asOf = api.now();
            List<Seen<T>> seen = kind.look(api, settings.workers(), asOf);
            return Optional.of(policies.stream()
                    .map(policy -> PolicyPreview.of(policy, verdicts(Look.of(seen, policy, asOf))))
                    .toList());
        }
    }

    /** What nothing but the policy keeps is as the policy says; all else is kept. */
    private static <T> List<Verdict> verdicts(Look<T> look) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Judged<T> one : look.all()) {
            Resource resource = one.seen().resource();
            verdicts.add(
                    one.kept().isEmpty() && one.verdict().isPresent()
                            ? one.verdict().get()
                            : Verdict.keep(resource, one::reasons));
        }
        return verdicts;
    }

    @Override
    public BatchResult removeBatch(BatchRequest request) throws Exception {
        try (Api api = Api.of(settings.access())) {
            Optional<Portions<T>> portions = kind.portions();
            return portions.isPresent() && Counting.of(settings.policy()).eachAlone()
                    ? EachAlone.of(kind, portions.get(), settings, api, request.asOf())
                            .remove(request)
                    : Together.of(kind, settings, api).remove(request);
        }
    }

    @Override
    public Optional<Set<String>> stillThere(Set<String> ids) throws Exception {
        try (Api api = Api.of(settings.access())) {
            Set<String> there = new HashSet<>(kind.ids(api));
            there.retainAll(ids);
            return Optional.of(there);
        }
    }
}
