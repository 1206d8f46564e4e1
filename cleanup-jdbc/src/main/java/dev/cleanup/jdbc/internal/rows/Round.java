package dev.cleanup.jdbc.internal.rows;

import java.util.Optional;
import java.util.UUID;

/**
 * What one look at all rows by window functions found: the places of the rows that may go, and of the witnesses that their verdicts hang on.
 * It only says where to look; every batch makes sure of what it removes. For use by one thread at a time.
 */
final class Round {
    /** Up to here every batch can make sure of all witnesses, and rows go in the order of their places, which is the fastest. */
    private static final int FEW_WITNESSES = 5_000;

    /** No round has this id, so that another look is taken. */
    private static final String ANOTHER = "another";

    private final String id = UUID.randomUUID().toString();
    private final Optional<String> horizon;
    private boolean complete;
    private final Order order;
    private final long[] goingWitnesses;
    private final Places witnesses;
    private long removed;

    /**
     * A round of these rows.
     *
     * @param goingWitnesses the witnesses that may go themselves, in the order in which they may
     * @param horizon what tells rows that have been as they are since before the look; empty where the database does not say so
     */
    Round(Found found, Places goingWitnesses, Optional<String> horizon) {
        this.horizon = horizon;
        this.complete = found.complete();
        this.goingWitnesses = goingWitnesses.toArray();
        this.witnesses = found.places(Found.WITNESS).plus(goingWitnesses);
        this.order = witnesses.size() <= FEW_WITNESSES ? new ByPlace(found, witnesses) : new ByGroup(found);
    }

    /** Rows in some order, in batches. */
    interface Order {

        /** The next rows from this one on, at most so many and none from {@code end} on. */
        Batch next(int from, int limit, int end);

        /** Where the last batch ends. */
        int end();
    }

    /**
     * Some rows that may go, and all that their verdicts hang on.
     *
     * @param candidates the rows that may go
     * @param witnesses the rows that their verdicts hang on
     * @param next where the next batch begins
     */
    record Batch(Places candidates, Places witnesses, int next) {
        /** All of them together: what goes among these, goes among all. */
        long[] together() {
            return candidates.plus(witnesses).toArray();
        }
    }

    /** The next rows, at most so many and none from {@code end} on. */
    Batch next(Position from, int limit, int end) {
        return from.witnesses() ? nextWitnesses(from.index(), limit, end) : order.next(from.index(), limit, end);
    }

    /** Witnesses that may go themselves come last, so that the verdicts that hang on them have been carried out. */
    private Batch nextWitnesses(int from, int limit, int end) {
        int to = Math.min(end, from + limit);
        return new Batch(Places.of(goingWitnesses, from, to), witnesses, to);
    }

    /** Where the batch behind this one begins; empty when there is none. */
    Optional<String> behind(Position from, Batch batch) {
        if (batch.next() < (from.witnesses() ? goingWitnesses.length : order.end())) {
            return Optional.of(new Position(id, from.witnesses(), batch.next()).text());
        }
        if (!from.witnesses() && goingWitnesses.length > 0) {
            return Optional.of(new Position(id, true, 0).text());
        }
        return complete || removed == 0 ? Optional.empty() : Optional.of(new Position(ANOTHER, false, 0).text());
    }

    /** A witness was touched, so that rows may have stayed that another look would find. */
    void touched() {
        complete = false;
    }

    void removed(long count) {
        removed += count;
    }

    Optional<String> horizon() {
        return horizon;
    }

    Position start(boolean witnesses) {
        return new Position(id, witnesses, 0);
    }

    int end(boolean witnesses) {
        return witnesses ? goingWitnesses.length : order.end();
    }

    /** Where a batch begins in this round; empty for another round's. */
    Optional<Position> position(Optional<String> after) {
        return after.map(Position::parse).filter(position -> position.round().equals(id));
    }

    /**
     * Where a batch begins.
     *
     * @param round the round's id
     * @param witnesses whether it is among the witnesses that may go themselves
     * @param index the first row
     */
    record Position(String round, boolean witnesses, int index) {
        static Position parse(String text) {
            String[] parts = text.split(",", 3);
            return new Position(parts[0], Boolean.parseBoolean(parts[1]), Integer.parseInt(parts[2]));
        }

        String text() {
            return round + "," + witnesses + "," + index;
        }
    }
}
