package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.jdbc.internal.sql.Session;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Removes one batch in short transactions. Every DELETE carries the whole predicate, so that each row is checked at the moment it goes; see
 * {@link KeyedRemoval} for why that suffices, and what is done for orphans, where it does not.
 */
final class RowsRemoval {
    private final Rows rows;
    private final Session session;

    RowsRemoval(Rows rows, Session session) {
        this.rows = rows;
        this.session = session;
    }

    BatchResult remove(BatchRequest request) throws SQLException {
        KeyedRemoval removal = new KeyedRemoval(rows, session, request.asOf());
        if (request.ids().isPresent()) {
            removal.removeNamed(request.ids().get());
            return removal.result(Optional.empty());
        }
        Optional<String> next = rows.byPages()
                ? new PageWalk(rows, session, removal).remove(request)
                : new KeyWalk(rows, session, removal).remove(request);
        return removal.result(next);
    }
}
