package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.jdbc.internal.rows.Round.Batch;
import java.util.Arrays;

/** In the order of their places, with all witnesses in each batch. */
final class ByPlace implements Round.Order {
    private final long[] candidates;
    private final Places witnesses;

    ByPlace(Found found, Places witnesses) {
        this.candidates = found.places(Found.GOES).toArray();
        this.witnesses = witnesses;
        Arrays.sort(candidates);
    }

    @Override
    public Batch next(int from, int limit, int end) {
        int to = Math.min(end, from + limit);
        return new Batch(Places.of(candidates, from, to), witnesses, to);
    }

    @Override
    public int end() {
        return candidates.length;
    }
}
