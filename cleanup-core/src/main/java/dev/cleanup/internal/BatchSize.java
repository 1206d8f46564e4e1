package dev.cleanup.internal;

import dev.cleanup.CleanupException;
import java.time.Duration;

/**
 * How many items the next batch may hold: as many as are gone within the time aimed at, judged by the batch before. It grows slowly and
 * shrinks fast, at most by half, so that one slow moment of the database does not undo what many batches have found out.
 *
 * <p>The step of 1.2 is the one of GitLab's optimizer for batched migrations; as there, a batch that met fewer items than it might have held
 * says nothing about the size, because something else took its time. A batch may have a price of its own, such as the way to a distant
 * database, that no smaller size saves: what is found of it by comparing with a larger batch is at most half of the time aimed at.
 */
final class BatchSize {
    private static final double MOST_GROWTH = 1.2;
    private static final double MOST_SHRINKING = 0.5;

    /** Where a batch may hold more, the first run begins with so many, or with a quarter of the most; later ones with what the last has found out. */
    private static final int FIRST = 1_000;

    /** Batches whose sizes differ less tell too little about the price. */
    private static final double COMPARABLE = 1.5;

    private final double smallest;
    private final double most;
    private final double aim;
    private double size;
    private double price;
    private double fastest = Double.MAX_VALUE;
    private double largerItems;
    private double largerNanos;

    private BatchSize(int smallest, int most, double first, Duration aim) {
        this.smallest = smallest;
        this.most = most;
        this.aim = aim.toNanos();
        this.size = Math.max(smallest, Math.min(most, first));
    }

    static BatchSize of(EngineTask task, Duration aim) {
        int most = task.task().batchSize();
        if (most < 1) {
            throw new CleanupException("the task wants batches of " + most + " items; accepted is 1 or more");
        }
        int smallest = Math.max(1, Math.min(task.task().smallestBatchSize(), most));
        int second = task.throttle().itemsPerSecond().orElse(most);
        int bound = Math.max(smallest, Math.min(second, most));
        // The price of each batch is found by comparing, for which there must be something smaller.
        double first = task.lastBatch() > 0 ? Math.max(task.lastBatch(), 2.0 * smallest) : Math.max(FIRST, bound / 4);
        return new BatchSize(smallest, bound, first, aim);
    }

    int now() {
        return (int) size;
    }

    /** A batch took so long for the items it met. */
    void took(long nanos, long items) {
        if (items * 2 < now()) {
            return;
        }
        compare((double) Math.max(1, nanos), (double) items);
        vary(Math.max(aim, 2 * price) / Math.max(1, nanos));
    }

    private void compare(double nanos, double items) {
        fastest = Math.min(fastest, nanos);
        if (largerItems >= items * COMPARABLE) {
            double perItem = (largerNanos - nanos) / (largerItems - items);
            price = Math.max(0, Math.min(fastest, nanos - perItem * items));
        } else if (items < largerItems) {
            return;
        }
        largerItems = items;
        largerNanos = nanos;
    }

    /** A batch failed, be it at a lock or at the timeout of a statement. */
    void failed() {
        vary(MOST_SHRINKING);
    }

    private void vary(double factor) {
        double bounded = Math.max(MOST_SHRINKING, Math.min(MOST_GROWTH, factor));
        size = Math.max(smallest, Math.min(most, size * bounded));
    }
}
