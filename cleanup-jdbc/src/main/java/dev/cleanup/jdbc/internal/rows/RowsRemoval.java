package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.jdbc.internal.rows.Rows.Judging;
import dev.cleanup.jdbc.internal.sql.Key;
import dev.cleanup.jdbc.internal.sql.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Removes one batch in short transactions. Each row is checked at the moment it goes: its DELETE carries the whole predicate, or where that
 * looks at other rows or runs in memory, the row is locked first and judged then; see {@link KeyedRemoval} and {@link RankedWalk}.
 */
final class RowsRemoval {
    private final Rows rows;
    private final Session session;
    private final Optional<Round> round;

    RowsRemoval(Rows rows, Session session, Optional<Round> round) {
        this.rows = rows;
        this.session = session;
        this.round = round;
    }

    BatchResult remove(BatchRequest request) throws SQLException {
        KeyedRemoval removal = new KeyedRemoval(rows, session, request.asOf());
        if (request.ids().isPresent()) {
            removeNamed(request, removal, removal.named(request.ids().get()));
            return removal.result(Optional.empty());
        }
        return removal.result(removeNext(request, removal));
    }

    private void removeNamed(BatchRequest request, KeyedRemoval removal, List<Key> keys) throws SQLException {
        if (round.isPresent()) {
            new RankedWalk(rows, session, removal, round.get()).removeNamed(request, keys);
        } else {
            removal.removeAll(keys);
        }
    }

    private Optional<String> removeNext(BatchRequest request, KeyedRemoval removal) throws SQLException {
        if (round.isPresent()) {
            return new RankedWalk(rows, session, removal, round.get()).remove(request);
        }
        if (rows.judging() == Judging.STREAMED) {
            return new StreamedWalk(rows, session, removal).remove(request);
        }
        return rows.byPages()
                ? new PageWalk(rows, session, removal).remove(request)
                : new KeyWalk(rows, session, removal).remove(request);
    }
}
