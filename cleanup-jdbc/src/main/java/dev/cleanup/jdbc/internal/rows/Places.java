package dev.cleanup.jdbc.internal.rows;

import java.util.Arrays;

/** A growing list of places. */
final class Places {
    private long[] places = new long[16];
    private int size;

    void add(long place) {
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
        }
        places[size++] = place;
    }

    int size() {
        return size;
    }

    Places copy() {
        Places copy = new Places();
        copy.places = Arrays.copyOf(places, Math.max(16, size));
        copy.size = size;
        return copy;
    }

    long[] toArray() {
        return Arrays.copyOf(places, size);
    }
}
