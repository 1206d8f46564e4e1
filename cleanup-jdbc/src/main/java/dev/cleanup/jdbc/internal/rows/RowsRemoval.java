package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.Leftover;
import dev.cleanup.OutcomeUnknownException;
import dev.cleanup.jdbc.internal.sql.FailureKind;
import dev.cleanup.jdbc.internal.sql.Failures;
import dev.cleanup.jdbc.internal.sql.Key;
import dev.cleanup.jdbc.internal.sql.KeyColumns;
import dev.cleanup.jdbc.internal.sql.KeyedRows;
import dev.cleanup.jdbc.internal.sql.LostCommitException;
import dev.cleanup.jdbc.internal.sql.Session;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Removes one batch in short transactions. Every DELETE carries the whole predicate, so that each row is checked at the moment it goes.
 *
 * <p>A full batch is first tried as a range: the key of its last row is looked up, then one DELETE removes what may go up to there. When it
 * does not remove exactly the batch, because somebody holds or changed a row or a constraint forbids it, it is rolled back, and the batch goes
 * by its keys, which tells the rows apart.
 *
 * <p>That suffices while the predicate looks at the row alone, because READ COMMITTED evaluates it anew for a row it had to wait for. The
 * missing parent of an orphan is another row: there the children are locked first, and a second statement, which sees what was committed
 * meanwhile, checks and deletes. The same form passes by rows that others hold.
 */
final class RowsRemoval {
    private static final String CHANGED = "changed meanwhile";
    private static final String LOCKED = "locked by another session";
    private static final String UNKNOWN = "the connection was lost at COMMIT, nobody knows whether it was removed";

    private final Rows rows;
    private final Session session;
    private final KeyedRows keyed;
    private final List<Leftover> leftovers = new ArrayList<>();
    private Sql condition = Sql.of("1 = 0");
    private long removed;

    RowsRemoval(Rows rows, Session session) {
        this.rows = rows;
        this.session = session;
        this.keyed = rows.dialect().keyedRows(rows.table(), rows.key());
    }

    BatchResult remove(BatchRequest request) throws SQLException {
        condition = new Eligibility(rows).at(request.asOf());
        if (request.ids().isPresent()) {
            removeAll(decoded(request.ids().get()));
            return result(Optional.empty());
        }
        Optional<Key> last = rows.reference().isPresent() ? Optional.empty() : removeRange(request);
        return last.isPresent() ? result(last) : removeNext(request);
    }

    private BatchResult removeNext(BatchRequest request) throws SQLException {
        List<Key> keys = session.transaction(connection -> next(connection, request));
        removeAll(keys);
        return result(keys.size() == request.limit() ? Optional.of(keys.get(keys.size() - 1)) : Optional.empty());
    }

    private BatchResult result(Optional<Key> last) {
        return new BatchResult(removed, leftovers, last.map(KeyText::encode));
    }

    private List<Key> decoded(List<String> ids) {
        List<Key> keys = new ArrayList<>();
        for (String id : ids) {
            KeyText.decode(id, rows.key().size())
                    .ifPresentOrElse(keys::add, () -> leftovers.add(Leftover.failed(id, "not the id of a row")));
        }
        return keys;
    }

    /** The last key of the batch when it went as a range; empty when nothing was removed that way. */
    private Optional<Key> removeRange(BatchRequest request) throws SQLException {
        List<Key> gone = new ArrayList<>();
        try {
            Optional<Key> last = session.transaction(connection -> deleteRange(connection, request, gone));
            removed = last.isPresent() ? gone.size() : 0;
            return last;
        } catch (LostCommitException lost) {
            throw unknown(gone, lost);
        } catch (SQLException failure) {
            FailureKind kind = rows.dialect().kind(failure);
            if (kind == FailureKind.LOCKED || kind.ofSingleRows()) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private Optional<Key> deleteRange(Connection connection, BatchRequest request, List<Key> gone) throws SQLException {
        Sql full = select(request).plus(" OFFSET " + (request.limit() - 1) + " ROWS FETCH FIRST 1 ROW ONLY");
        Optional<Key> last = keys(connection, full).stream().findFirst();
        if (last.isPresent()) {
            Sql range = rest(request).plus(" AND ").plus(KeyColumns.upTo(rows.key(), last.get()));
            gone.addAll(keyed.deleteAll(connection, range));
        }
        if (gone.size() == request.limit()) {
            return last;
        }
        connection.rollback();
        gone.clear();
        return Optional.empty();
    }

    private List<Key> next(Connection connection, BatchRequest request) throws SQLException {
        return keys(connection, select(request).plus(" FETCH FIRST " + request.limit() + " ROWS ONLY"));
    }

    private Sql select(BatchRequest request) {
        return Sql.of("SELECT " + KeyColumns.text(rows.key()) + " FROM "
                        + rows.table().sql() + " AS c WHERE ")
                .plus(rest(request))
                .plus(" ORDER BY " + KeyColumns.names(rows.key()));
    }

    private List<Key> keys(Connection connection, Sql sql) throws SQLException {
        return Statements.query(
                connection,
                rows.dialect(),
                sql,
                row -> Statements.key(row, rows.key().size()));
    }

    /** What may go behind the batch before. */
    private Sql rest(BatchRequest request) {
        if (request.after().isEmpty()) {
            return condition;
        }
        Key after = KeyText.decode(request.after().get(), rows.key().size())
                .orElseThrow(() -> new IllegalArgumentException("'after' is no id of this task"));
        return condition.plus(" AND ").plus(KeyColumns.behind(rows.key(), after));
    }

    private void removeAll(List<Key> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        try {
            removeTogether(keys);
        } catch (LostCommitException lost) {
            lost(keys, lost);
        } catch (SQLException failure) {
            FailureKind kind = rows.dialect().kind(failure);
            if (kind.ofSingleRows()) {
                removeApart(keys, failure);
            } else if (removed == 0 && leftovers.isEmpty()) {
                throw failure;
            } else {
                // A part of the batch is done, so the batch as a whole did not fail.
                leave(keys, Leftover.failed("", kind.words() + " (SQLState " + failure.getSQLState() + ")"));
            }
        }
    }

    private void removeTogether(List<Key> keys) throws SQLException {
        if (rows.reference().isPresent()) {
            settle(keys, session.transaction(connection -> lockedThenDeleted(connection, keys)));
            return;
        }
        Deleted deleted;
        try {
            deleted = session.transaction(
                    connection -> new Deleted(keyed.delete(connection, keys, condition), List.of()));
        } catch (SQLException failure) {
            if (rows.dialect().kind(failure) != FailureKind.LOCKED) {
                throw failure;
            }
            deleted = session.transaction(connection -> lockedThenDeleted(connection, keys));
        }
        settle(keys, deleted);
    }

    private record Deleted(List<Key> keys, List<Key> locked) {}

    private Deleted lockedThenDeleted(Connection connection, List<Key> keys) throws SQLException {
        List<Key> ours = keyed.lock(connection, keys, condition);
        List<Key> deleted = ours.isEmpty() ? List.of() : keyed.delete(connection, ours, condition);
        List<Key> others = without(keys, ours);
        List<Key> locked = others.isEmpty() ? List.of() : keyed.matching(connection, others, condition);
        return new Deleted(deleted, locked);
    }

    private void settle(List<Key> keys, Deleted deleted) {
        removed += deleted.keys().size();
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
            leave(keys, Leftover.failed("", Failures.reason(rows.dialect(), failure)));
            return;
        }
        int half = keys.size() / 2;
        removeAll(keys.subList(0, half));
        removeAll(keys.subList(half, keys.size()));
    }

    private void lost(List<Key> keys, LostCommitException lost) {
        if (removed == 0) {
            throw unknown(keys, lost);
        }
        // An exception would make us forget what is removed for certain.
        leave(keys, Leftover.failed("", UNKNOWN));
    }

    private static OutcomeUnknownException unknown(List<Key> keys, LostCommitException lost) {
        Set<String> ids = keys.stream().map(KeyText::encode).collect(Collectors.toSet());
        return new OutcomeUnknownException(
                UNKNOWN + " (SQLState " + lost.getSQLState() + ")", ids, Failures.withoutMessage(lost));
    }
}
