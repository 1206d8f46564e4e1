package dev.cleanup.jdbc.internal.rows;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** A growing list of places. */
final class Places {
    private long[] places = new long[16];
    private int size;

    static Places of(long[] all, int from, int to) {
        Places some = new Places();
        some.places = Arrays.copyOfRange(all, from, Math.max(to, from + 1));
        some.size = to - from;
        return some;
    }

    void add(long place) {
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
        }
        places[size++] = place;
    }

    int size() {
        return size;
    }

    Places plus(Places more) {
        Places both = new Places();
        both.places = Arrays.copyOf(places, size + Math.max(1, more.size));
        System.arraycopy(more.places, 0, both.places, size, more.size);
        both.size = size + more.size;
        return both;
    }

    Set<Long> toSet() {
        return LongStream.of(toArray()).boxed().collect(Collectors.toSet());
    }

    long[] toArray() {
        return Arrays.copyOf(places, size);
    }
}
