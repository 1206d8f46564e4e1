package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.jdbc.internal.rows.Planner.Counted;
import dev.cleanup.jdbc.internal.rows.Planner.Plan;
import dev.cleanup.jdbc.internal.rows.Planner.Walk;
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
    private final Optional<Counted> counted;

    /** With what a survey of the same instant counted, if it is known. */
    RowsRemoval(Rows rows, Session session, Optional<Round> round, Optional<Counted> counted) {
        this.rows = rows;
        this.session = session;
        this.round = round;
        this.counted = counted;
    }

    BatchResult remove(BatchRequest request) throws SQLException {
        KeyedRemoval removal = new KeyedRemoval(rows, session, request);
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
        return request.after().isPresent() ? goOn(request, request.after().get(), removal) : begin(request, removal);
    }

    /** The first batch; the position of each further one says which way it goes. */
    private Optional<String> begin(BatchRequest request, KeyedRemoval removal) throws SQLException {
        Optional<Plan> plan = counted.isPresent()
                ? session.transaction(connection -> new Planner(rows, connection).plan(counted.get()))
                : Optional.empty();
        if (!rows.byPages()) {
            return new KeyWalk(rows, session, removal).remove(request);
        }
        if (plan.isPresent() && plan.get().walk() == Walk.INDEX) {
            boolean all = plan.get().counted().eligible() <= request.limit();
            return new IndexWalk(rows, session, removal).remove(request, all);
        }
        PagePosition start = plan.map(Plan::start).orElse(PagePosition.first());
        return new PageWalk(rows, session, removal).remove(request, start);
    }

    private Optional<String> goOn(BatchRequest request, String after, KeyedRemoval removal) throws SQLException {
        if (!rows.byPages()) {
            return new KeyWalk(rows, session, removal).remove(request);
        }
        return IndexPosition.is(after)
                ? new IndexWalk(rows, session, removal).remove(request, false)
                : new PageWalk(rows, session, removal).remove(request, PagePosition.parse(after));
    }
}
