package dev.cleanup.jdbc.internal.rows;

import java.util.Arrays;

/** Rows by their places, with what was found out about them, group by group; a million of them take nine megabytes. */
final class Found {
    /** The row may go. */
    static final int GOES = 1;

    /** Verdicts on rows of its group hang on it. */
    static final int WITNESS = 2;

    /** Verdicts on rows of other groups hang on it. */
    static final int WITNESS_FOR_ALL = 4;

    /** A group begins with it. */
    static final int BEGINS = 8;

    static final int MOST_ROWS = 1 << 20;

    private long[] places = new long[1_024];
    private byte[] flags = new byte[1_024];
    private final int most;
    private int size;
    private int group;
    private boolean groupGoes;
    private boolean complete = true;

    Found() {
        this(MOST_ROWS);
    }

    /** Room for about so many rows: from then on rows that may go are left out, but never what those before hang on. */
    Found(int most) {
        this.most = most;
    }

    /** Rows come group by group; of a group that nothing goes of, only what others hang on is kept. */
    void add(long place, int flag) {
        boolean room = size < most;
        complete &= room || (flag & GOES) == 0;
        int fitting = room ? flag : flag & ~GOES;
        if (fitting != 0) {
            append(place, fitting);
        }
    }

    private void append(long place, int flag) {
        if ((flag & BEGINS) != 0) {
            endGroup();
        }
        groupGoes |= (flag & GOES) != 0;
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
            flags = Arrays.copyOf(flags, 2 * size);
        }
        places[size] = place;
        flags[size] = (byte) flag;
        size++;
    }

    private void endGroup() {
        int kept = groupGoes ? size : group;
        for (int index = kept; index < size; index++) {
            if (is(index, WITNESS_FOR_ALL)) {
                places[kept] = places[index];
                flags[kept++] = flags[index];
            }
        }
        size = kept;
        group = kept;
        groupGoes = false;
    }

    /** Whether all rows that may go are here. */
    boolean complete() {
        return complete;
    }

    int size() {
        return size;
    }

    long place(int index) {
        return places[index];
    }

    /** Whether one of these flags is on the row. */
    boolean is(int index, int flag) {
        return (flags[index] & flag) != 0;
    }

    /** The rows that go, the witnesses of both kinds, or the witnesses that go: those, and no others, that have what is asked for. */
    Places places(int kind) {
        Places some = new Places();
        for (int index = 0; index < size; index++) {
            boolean goes = is(index, GOES);
            boolean witness = is(index, WITNESS | WITNESS_FOR_ALL);
            if (goes == ((kind & GOES) != 0) && witness == ((kind & WITNESS) != 0)) {
                some.add(places[index]);
            }
        }
        return some;
    }
}
