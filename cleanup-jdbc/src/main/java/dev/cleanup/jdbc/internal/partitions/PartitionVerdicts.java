package dev.cleanup.jdbc.internal.partitions;

import dev.cleanup.jdbc.internal.partitions.Partition.End;
import dev.cleanup.jdbc.internal.sql.Table;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.retention.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a policy makes of all partitions of a table as of one instant, and what keeps some of them whatever it says. */
record PartitionVerdicts(List<Judged> all) {

    /** A partition and what becomes of it. */
    record Judged(Partition partition, Verdict verdict) {
        Instant end() {
            return partition.end().map(End::at).orElseThrow();
        }
    }

    static PartitionVerdicts of(List<Partition> partitions, Table table, RetentionPolicy policy, Instant asOf) {
        List<Resource> resources =
                partitions.stream().map(part -> part.resource(table)).toList();
        List<Verdict> verdicts = policy.evaluate(resources, asOf);
        List<Judged> judged = new ArrayList<>();
        for (int index = 0; index < partitions.size(); index++) {
            judged.add(judge(partitions.get(index), verdicts.get(index), asOf));
        }
        return new PartitionVerdicts(judged);
    }

    private static Judged judge(Partition partition, Verdict verdict, Instant asOf) {
        List<String> reasons = new ArrayList<>(partition.holds());
        partition
                .end()
                .filter(end -> end.at().isAfter(asOf))
                .ifPresent(end -> reasons.add("it has not ended: rows up to " + end.at() + " belong in it"));
        if (reasons.isEmpty()) {
            return new Judged(partition, verdict);
        }
        if (verdict.kept() && !verdict.unknownAge()) {
            reasons.addAll(verdict.reasons());
        }
        return new Judged(partition, Verdict.keep(verdict.resource(), () -> reasons));
    }

    /** Those that may go, the one that ends first in front. */
    List<Judged> going() {
        return all.stream().filter(judged -> !judged.verdict().kept()).toList();
    }

    /** Those without an end that can be trusted. */
    long unknownAge() {
        return all.stream()
                .filter(judged -> judged.partition()
                        .end()
                        .filter(end -> !end.at().isBefore(RetentionPolicy.EARLIEST))
                        .isEmpty())
                .count();
    }

    List<Verdict> verdicts() {
        return all.stream().map(Judged::verdict).toList();
    }

    Optional<Judged> find(String id) {
        return all.stream().filter(judged -> judged.partition().id().equals(id)).findFirst();
    }
}
