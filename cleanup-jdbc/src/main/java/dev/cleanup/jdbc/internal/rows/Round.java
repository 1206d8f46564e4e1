package dev.cleanup.jdbc.internal.rows;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * What one look at all rows by window functions found: the places of the rows that may go and of their witnesses, group by group, packed so
 * that a million of them take nine megabytes. It only says where to look; every batch has the database judge its rows anew. For use by one
 * thread at a time.
 */
final class Round {
    /** The row may go. */
    static final int GOES = 1;

    /** Verdicts on the rows of its group hang on it. */
    static final int WITNESS = 2;

    /** Verdicts on rows of other groups hang on it. */
    static final int WITNESS_FOR_ALL = 4;

    /** A group begins with it. */
    static final int BEGINS = 8;

    private final String id = UUID.randomUUID().toString();
    private long[] places = new long[1_024];
    private byte[] flags = new byte[1_024];
    private int size;
    private boolean complete = true;
    private long removed;

    void add(long place, int flag) {
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
            flags = Arrays.copyOf(flags, 2 * size);
        }
        places[size] = place;
        flags[size] = (byte) flag;
        size++;
    }

    /** There are more rows than a round holds. */
    void incomplete() {
        complete = false;
    }

    void removed(long count) {
        removed += count;
    }

    /** Whether another look would find rows that this one left out. */
    boolean isWorthAnother() {
        return !complete && removed > 0;
    }

    String id() {
        return id;
    }

    /** Whether it is the one that a batch begins in. */
    boolean goesOn(Optional<String> after) {
        return after.map(Position::parse)
                .filter(position -> position.round().equals(id))
                .isPresent();
    }

    int size() {
        return size;
    }

    private boolean is(int index, int flag) {
        return (flags[index] & flag) != 0;
    }

    /**
     * Some rows that may go, and all that their verdicts hang on.
     *
     * @param candidates the places of the rows that may go
     * @param among the places of these rows and of their witnesses
     * @param next where the next ones begin
     */
    record Batch(Places candidates, Places among, Position next) {}

    /**
     * The next rows that may go, at most so many. Witnesses that may go themselves come after all others, in a second pass, so that the
     * verdicts that hang on them stay as they are.
     */
    Batch next(Position from, int limit) {
        Places candidates = new Places();
        int index = from.index();
        int first = size;
        while (index < size && candidates.size() < limit) {
            if (is(index, GOES) && is(index, WITNESS | WITNESS_FOR_ALL) == from.witnesses()) {
                candidates.add(places[index]);
                first = Math.min(first, index);
            }
            index++;
        }
        return new Batch(candidates, among(candidates, first, index), new Position(id, from.witnesses(), index));
    }

    private Places among(Places candidates, int first, int end) {
        Places among = candidates.copy();
        int begin = first;
        while (begin > 0 && begin < size && !is(begin, BEGINS)) {
            begin--;
        }
        int last = end;
        while (last < size && !is(last, BEGINS)) {
            last++;
        }
        for (int index = 0; index < size; index++) {
            boolean near = index >= begin && index < last;
            if (is(index, near ? WITNESS | WITNESS_FOR_ALL : WITNESS_FOR_ALL)) {
                among.add(places[index]);
            }
        }
        return among;
    }

    /**
     * Where a batch begins.
     *
     * @param round the round's id
     * @param witnesses whether it is the second pass, for witnesses that may go themselves
     * @param index the first row
     */
    record Position(String round, boolean witnesses, int index) {
        static Position start(Round round) {
            return new Position(round.id(), false, 0);
        }

        static Position parse(String text) {
            String[] parts = text.split(",", 3);
            return new Position(parts[0], Boolean.parseBoolean(parts[1]), Integer.parseInt(parts[2]));
        }

        String text() {
            return round + "," + witnesses + "," + index;
        }
    }
}
