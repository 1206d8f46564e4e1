package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupException;
import dev.cleanup.Leftover;
import dev.cleanup.OutcomeUnknownException;
import dev.cleanup.jdbc.internal.along.UnequalException;
import dev.cleanup.jdbc.internal.rows.Rows.Judging;
import dev.cleanup.jdbc.internal.sql.FailureKind;
import dev.cleanup.jdbc.internal.sql.Failures;
import dev.cleanup.jdbc.internal.sql.Key;
import dev.cleanup.jdbc.internal.sql.KeyedRows;
import dev.cleanup.jdbc.internal.sql.LostCommitException;
import dev.cleanup.jdbc.internal.sql.Session;
import dev.cleanup.jdbc.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Removes rows by their keys, and keeps account of the batch. The DELETE carries the whole predicate.
 *
 * <p>That suffices while the predicate looks at the row alone, because READ COMMITTED evaluates it anew for a row it had to wait for. The
 * missing parent of an orphan is another row: there the children are locked first, and a second statement, which sees what was committed
 * meanwhile, checks and deletes. The same form passes by rows that others hold.
 */
final class KeyedRemoval {
    private static final String CHANGED = "changed or gone meanwhile";
    private static final String LOCKED = "locked by another session";
    private static final String UNKNOWN = "the connection was lost at COMMIT, nobody knows whether it was removed";

    private static final String NO_ID = "not the id of a row";
    private static final String UNTRIED = "not tried, the batch took too long";

    /** Up to here a batch goes on to look for the rows that spoil it. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final long begun = System.nanoTime();
    private final Rows rows;
    private final Session session;
    private final Instant asOf;
    private Judge judge;
    private Sql condition;
    private final KeyedRows keyed;
    private final List<Leftover> leftovers = new ArrayList<>();
    private boolean lockFirst;
    private boolean mustTellApart;
    private final List<Key> gone = new ArrayList<>();
    private final Map<String, Long> dependents = new TreeMap<>();
    private final AlongRemoval along;
    private long removed;

    KeyedRemoval(Rows rows, Session session, BatchRequest request) {
        this.asOf = request.asOf();
        this.rows = rows;
        this.session = session;
        boolean streamed = rows.judging() == Judging.STREAMED;
        this.judge = streamed ? new StreamedRows(rows, asOf)::removable : (connection, locked) -> locked;
        this.condition = streamed ? new Eligibility(rows).population(asOf) : new Eligibility(rows).at(asOf);
        this.keyed = rows.dialect().keyedRows(rows.table(), rows.key());
        this.along = new AlongRemoval(rows, keyed, request.run());
        this.lockFirst = rows.reference().isPresent()
                || rows.judging() != Judging.EACH
                || !rows.along().isEmpty();
        // What is done with rows right before they go is done with locked ones.
        this.mustTellApart = !rows.along().isEmpty();
    }

    Sql condition() {
        return condition;
    }

    /** The same condition for the rows of a range. */
    Sql conditionWithin(Sql range) {
        return rows.reference().isPresent() ? Eligibility.within(rows, range).at(asOf) : condition;
    }

    /** From now on only rows that meet this condition, too. */
    void within(Sql more) {
        condition = Sql.all(List.of(condition, more));
    }

    /** Somebody holds a row: from now on only rows that are free are touched. */
    void lockFirst() {
        lockFirst = true;
    }

    /** Says which of some rows, which are locked, may go. */
    interface Judge {
        List<Key> removable(Connection connection, List<Key> locked) throws SQLException;
    }

    /** From now on rows that meet this condition go if this judge says so. */
    KeyedRemoval by(Sql otherCondition, Judge otherJudge) {
        condition = otherCondition;
        judge = otherJudge;
        return this;
    }

    long removed() {
        return removed;
    }

    /** Whether a row that is locked or bound by a constraint has spoilt an attempt to remove rows together. */
    boolean mustTellApart() {
        return mustTellApart;
    }

    BatchResult result(Optional<String> next) {
        return new BatchResult(removed, 0, 0, leftovers, next, dependents);
    }

    /** The keys of these ids. */
    List<Key> named(List<String> ids) throws SQLException {
        List<Key> keys = new ArrayList<>();
        for (String id : ids) {
            KeyText.decode(id, rows.key().size())
                    .ifPresentOrElse(keys::add, () -> leftovers.add(Leftover.failed(id, NO_ID)));
        }
        return readable(keys);
    }

    /** Without those that are no keys of this type: one of them would fail a statement for all. */
    private List<Key> readable(List<Key> keys) throws SQLException {
        if (keys.isEmpty()) {
            return keys;
        }
        try {
            session.transaction(connection -> keyed.matching(connection, keys, Sql.of("1 = 1")));
            return keys;
        } catch (SQLException failure) {
            if (rows.dialect().kind(failure) != FailureKind.DATA) {
                throw failure;
            }
        }
        if (keys.size() == 1) {
            leave(keys, Leftover.failed("", NO_ID));
            return List.of();
        }
        int half = keys.size() / 2;
        List<Key> readable = new ArrayList<>(readable(keys.subList(0, half)));
        readable.addAll(readable(keys.subList(half, keys.size())));
        return readable;
    }

    /** Those of these rows that were not even tried are no longer what they were. */
    void changed(List<Key> keys, List<Key> tried) {
        leave(without(keys, tried), Leftover.skipped("", CHANGED));
    }

    /** Removes rows without telling them apart beforehand, and adds the keys of those that are gone; empty to let them stay after all. */
    interface Together<T> {
        Optional<T> delete(Connection connection, List<Key> into) throws SQLException;
    }

    /** Removes rows in one transaction; empty when nothing was removed. */
    <T> Optional<T> together(Together<T> deletion) throws SQLException {
        List<Key> together = new ArrayList<>();
        try {
            Optional<T> result = session.transaction(connection -> {
                Optional<T> deleted = deletion.delete(connection, together);
                if (deleted.isEmpty()) {
                    connection.rollback();
                    together.clear();
                }
                return deleted;
            });
            gone.addAll(together);
            removed += together.size();
            return result;
        } catch (LostCommitException lost) {
            if (together.isEmpty()) {
                throw lost;
            }
            throw unknown(together, lost);
        } catch (SQLException failure) {
            spoilt(failure);
            return Optional.empty();
        }
    }

    /** So many rows, and what else is known then. */
    record Count<T>(long rows, T result) {}

    /** Removes rows and counts them without knowing which they are. */
    interface Counted<T> {
        /** Empty to let them stay after all, because they must be told apart. */
        Optional<Count<T>> delete(Connection connection) throws SQLException;
    }

    /** Removes rows in one transaction; empty when nothing was removed, because there were more than so many or a single one is in the way. */
    <T> Optional<T> counted(int limit, Counted<T> deletion) throws SQLException {
        try {
            Optional<Count<T>> count = session.lookedUp(connection -> {
                Optional<Count<T>> deleted = deletion.delete(connection);
                mustTellApart |= deleted.isEmpty();
                Optional<Count<T>> fitting = deleted.filter(rows -> rows.rows() <= limit);
                if (fitting.isEmpty()) {
                    connection.rollback();
                }
                return fitting;
            });
            removed += count.map(Count::rows).orElse(0L);
            return count.map(Count::result);
        } catch (LostCommitException lost) {
            throw unknown(List.of(), lost);
        } catch (SQLException failure) {
            spoilt(failure);
            return Optional.empty();
        }
    }

    /** Notes that rows must be told apart, if it is a single one that is in the way. */
    private void spoilt(SQLException failure) throws SQLException {
        FailureKind kind = rows.dialect().kind(failure);
        if (kind != FailureKind.LOCKED && !kind.ofSingleRows()) {
            throw failure;
        }
        mustTellApart = true;
        lockFirst |= kind == FailureKind.LOCKED;
    }

    void removeAll(List<Key> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        // Whatever fails from here on, what an earlier transaction has copied is not for it to discard.
        along.begin();
        try {
            settle(keys, session.transaction(connection -> delete(connection, keys)));
        } catch (LostCommitException lost) {
            // What went before in this batch is looked up again with it, so that it still counts.
            throw unknown(Stream.concat(gone.stream(), keys.stream()).toList(), lost);
        } catch (SQLException failure) {
            along.discard();
            failed(keys, failure);
        } catch (CleanupException failure) {
            along.discard();
            if (removed == 0 && leftovers.isEmpty()) {
                throw failure;
            }
            leave(keys, Leftover.failed("", String.valueOf(failure.getMessage())));
        }
    }

    private void failed(List<Key> keys, SQLException failure) throws SQLException {
        FailureKind kind = rows.dialect().kind(failure);
        if (failure instanceof UnequalException) {
            removeApart(keys, failure);
        } else if (kind == FailureKind.LOCKED && !lockFirst) {
            lockFirst();
            removeAll(keys);
        } else if (kind.ofSingleRows() || kind == FailureKind.LOCKED) {
            removeApart(keys, failure);
        } else if (removed == 0 && leftovers.isEmpty()) {
            throw failure;
        } else {
            // A part of the batch is done, so the batch as a whole did not fail.
            leave(keys, Leftover.failed("", kind.words() + " (SQLState " + failure.getSQLState() + ")"));
        }
    }

    private record Deleted(List<Key> keys, List<Key> locked, Map<String, Long> dependents) {}

    private Deleted delete(Connection connection, List<Key> keys) throws SQLException {
        if (!lockFirst) {
            return new Deleted(keyed.delete(connection, keys, condition), List.of(), Map.of());
        }
        List<Key> ours = keyed.lock(connection, keys, condition);
        List<Key> removable = ours.isEmpty() ? ours : judge.removable(connection, ours);
        List<Key> deleted = removable.isEmpty() ? List.of() : along.delete(connection, removable, condition);
        List<Key> others = without(keys, ours);
        List<Key> locked = others.isEmpty() ? List.of() : keyed.matching(connection, others, condition);
        return new Deleted(deleted, locked, along.dependents());
    }

    private void settle(List<Key> keys, Deleted deleted) {
        gone.addAll(deleted.keys());
        removed += deleted.keys().size();
        deleted.dependents().forEach((table, count) -> dependents.merge(table, count, Long::sum));
        leave(deleted.locked(), Leftover.skipped("", LOCKED));
        leave(without(without(keys, deleted.keys()), deleted.locked()), Leftover.skipped("", CHANGED));
    }

    private static List<Key> without(List<Key> keys, List<Key> others) {
        Set<Key> out = new HashSet<>(others);
        return keys.stream().filter(key -> !out.contains(key)).toList();
    }

    private void leave(List<Key> keys, Leftover reason) {
        keys.forEach(key -> leftovers.add(new Leftover(KeyText.encode(key), reason.failed(), reason.reason())));
    }

    /** One row spoils the batch: its halves, down to the single row, are tried in transactions of their own. */
    private void removeApart(List<Key> keys, SQLException failure) throws SQLException {
        if (keys.size() == 1) {
            leave(keys, alone(failure));
            return;
        }
        if (System.nanoTime() - begun > LONGEST.toNanos()
                || Thread.currentThread().isInterrupted()) {
            leave(keys, Leftover.skipped("", UNTRIED));
            return;
        }
        int half = keys.size() / 2;
        removeAll(keys.subList(0, half));
        removeAll(keys.subList(half, keys.size()));
    }

    private Leftover alone(SQLException failure) {
        if (failure instanceof UnequalException unequal) {
            return new Leftover("", !unequal.isChange(), unequal.words());
        }
        // The row itself was free: somebody holds one that refers to it.
        return rows.dialect().kind(failure) == FailureKind.LOCKED
                ? Leftover.skipped("", LOCKED)
                : Leftover.failed("", Failures.reason(rows.dialect(), failure));
    }

    private static OutcomeUnknownException unknown(List<Key> keys, LostCommitException lost) {
        Set<String> ids = keys.stream().map(KeyText::encode).collect(Collectors.toSet());
        return new OutcomeUnknownException(
                UNKNOWN + " (SQLState " + lost.getSQLState() + ")", ids, Failures.withoutMessage(lost));
    }
}
