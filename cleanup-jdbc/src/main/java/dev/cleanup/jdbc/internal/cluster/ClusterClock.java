package dev.cleanup.jdbc.internal.cluster;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The database's clock between two looks at it, so that all nodes have the same time whatever their own clocks show. It is never ahead of the
 * database's, since each look is taken to have been made when its answer came.
 */
final class ClusterClock implements InstantSource {
    private volatile Look last = new Look(Instant.EPOCH, 0);

    private record Look(Instant shown, long nanos) {}

    /** The database's clock has just shown this. */
    void shows(Instant instant) {
        last = new Look(instant, System.nanoTime());
    }

    @Override
    public Instant instant() {
        Look look = last;
        return look.shown().plusNanos(System.nanoTime() - look.nanos());
    }
}
