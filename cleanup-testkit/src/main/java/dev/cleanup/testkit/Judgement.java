package dev.cleanup.testkit;

import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.retention.Verdict;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a policy said of some resources at one instant, by their ids. */
record Judgement(Map<String, Verdict> verdicts) {
    private static final int MOST_LINES = 20;

    static Judgement of(RetentionPolicy policy, Collection<Resource> resources, Instant asOf) {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        for (Verdict verdict : policy.evaluate(resources, asOf)) {
            String id = verdict.resource().id();
            if (verdicts.put(id, verdict) != null) {
                throw new IllegalArgumentException("two resources have the id '" + id + "'; ids must be unique");
            }
        }
        return new Judgement(verdicts);
    }

    List<Verdict> on(Collection<String> ids) {
        return verdicts.values().stream()
                .filter(verdict -> ids.contains(verdict.resource().id()))
                .toList();
    }

    /** One line for each verdict, for a person who asks why. */
    static String lines(List<Verdict> verdicts) {
        String lines = verdicts.stream().limit(MOST_LINES).map(Judgement::line).collect(Collectors.joining("\n"));
        int more = verdicts.size() - MOST_LINES;
        return more > 0 ? lines + "\n  and " + more + " more" : lines;
    }

    private static String line(Verdict verdict) {
        Resource resource = verdict.resource();
        String dated = resource.since().map(since -> "dated " + since).orElse("undated");
        return "  " + (verdict.kept() ? "keeps " : "removes ") + resource.id() + ", " + dated + ": " + verdict.reason();
    }
}
