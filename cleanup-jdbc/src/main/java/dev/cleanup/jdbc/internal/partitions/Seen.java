package dev.cleanup.jdbc.internal.partitions;

import java.time.Instant;
import java.util.List;

/** The partitions that a survey saw, so that what was put in the place of one stays. */
record Seen(Instant asOf, List<Partition> partitions) {

    boolean has(Partition partition) {
        return partitions.stream().anyMatch(partition::sameAs);
    }
}
