package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.jdbc.internal.rows.Round.Batch;

/** Group by group, each batch with the witnesses in its groups and those for all. */
final class ByGroup implements Round.Order {
    private final Found found;
    private final Places witnessesForAll = new Places();

    ByGroup(Found found) {
        this.found = found;
        for (int index = 0; index < found.size(); index++) {
            if (found.is(index, Found.WITNESS_FOR_ALL)) {
                witnessesForAll.add(found.place(index));
            }
        }
    }

    @Override
    public Batch next(int from, int limit, int end) {
        Places candidates = new Places();
        int first = found.size();
        int index = from;
        while (index < end && candidates.size() < limit) {
            if (found.is(index, Found.GOES) && !found.is(index, Found.WITNESS | Found.WITNESS_FOR_ALL)) {
                candidates.add(found.place(index));
                first = Math.min(first, index);
            }
            index++;
        }
        return new Batch(candidates, witnesses(first, index), index);
    }

    private Places witnesses(int first, int end) {
        int begin = first;
        while (begin > 0 && begin < found.size() && !found.is(begin, Found.BEGINS)) {
            begin--;
        }
        int last = end;
        while (last < found.size() && !found.is(last, Found.BEGINS)) {
            last++;
        }
        Places witnesses = witnessesForAll.plus(new Places());
        for (int index = begin; index < last; index++) {
            if (found.is(index, Found.WITNESS) && !found.is(index, Found.WITNESS_FOR_ALL)) {
                witnesses.add(found.place(index));
            }
        }
        return witnesses;
    }

    @Override
    public int end() {
        return found.size();
    }
}
