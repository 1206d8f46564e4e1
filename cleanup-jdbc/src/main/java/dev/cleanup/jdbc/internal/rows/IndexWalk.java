package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.BatchRequest;
import dev.cleanup.jdbc.internal.rows.KeyedRemoval.Count;
import dev.cleanup.jdbc.internal.sql.Key;
import dev.cleanup.jdbc.internal.sql.KeyColumns;
import dev.cleanup.jdbc.internal.sql.Session;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Goes along an index of the rows' times, where few of many rows may go. A batch is one DELETE from the time that the batch before ended at up to
 * that of the first row too many, so that it never meets again what earlier batches left dead. When it meets a row that somebody holds or that a
 * constraint binds, its rows go by their keys. Once more rows than a batch may hold have the same time, the rest goes by pages.
 */
record IndexWalk(Rows rows, Session session, KeyedRemoval removal) {

    /**
     * Removes the next rows; where the batch after them begins.
     *
     * @param all whether no more rows may go than the batch may hold
     */
    Optional<String> remove(BatchRequest request, boolean all) throws SQLException {
        Optional<IndexPosition> from = request.after().map(IndexPosition::parse);
        if (from.isPresent() && from.get().pages().isPresent()) {
            return byPages(request, from.get());
        }
        Optional<String> end = all ? Optional.empty() : end(from, request.limit());
        if (end.isPresent() && end.equals(from.map(IndexPosition::time))) {
            return byPages(request, new IndexPosition(end.get(), Optional.of(PagePosition.first())));
        }
        removeRange(request, end.isPresent() ? Sql.all(List.of(from(from), before(end.get()))) : from(from));
        return end.map(time -> new IndexPosition(time, Optional.empty()).text());
    }

    private Optional<String> byPages(BatchRequest request, IndexPosition from) throws SQLException {
        removal.within(from(Optional.of(from)));
        return new PageWalk(rows, session, removal)
                .remove(request, from.pages().orElseThrow())
                .map(next -> new IndexPosition(from.time(), Optional.of(PagePosition.parse(next))).text());
    }

    private String time() {
        return rows.time().column().sql();
    }

    private Sql from(Optional<IndexPosition> from) {
        return from.map(position -> Sql.of(time() + " >= ?", rows.time().parse(position.time())))
                .orElse(Sql.of("1 = 1"));
    }

    private Sql before(String end) {
        return Sql.of(time() + " < ?", rows.time().parse(end));
    }

    /** The time of the first row behind the batch. */
    private Optional<String> end(Optional<IndexPosition> from, int limit) throws SQLException {
        Sql sql = Sql.of("SELECT " + time() + " FROM " + rows.table().sql() + " AS c WHERE ")
                .plus(from(from))
                .plus(" AND ")
                .plus(removal.condition())
                .plus(" ORDER BY " + time() + " OFFSET " + limit + " ROWS FETCH FIRST 1 ROW ONLY");
        return session
                .transaction(connection -> Statements.query(
                        connection, rows.dialect(), sql, row -> rows.time().text(row, 1)))
                .stream()
                .findFirst();
    }

    private void removeRange(BatchRequest request, Sql range) throws SQLException {
        boolean together = !removal.mustTellApart()
                && removal.counted(request.limit(), connection -> delete(connection, range))
                        .isPresent();
        if (!together) {
            removal.removeAll(session.transaction(connection -> keys(connection, range, request.limit())));
        }
    }

    private Optional<Count<Long>> delete(Connection connection, Sql range) throws SQLException {
        OptionalLong deleted = new RangeRemoval(rows, connection).remove(range, removal.condition());
        return deleted.isEmpty()
                ? Optional.empty()
                : Optional.of(new Count<>(deleted.getAsLong(), deleted.getAsLong()));
    }

    private List<Key> keys(Connection connection, Sql range, int limit) throws SQLException {
        Sql sql = Sql.of("SELECT " + KeyColumns.text(rows.key()) + " FROM "
                        + rows.table().sql() + " AS c WHERE ")
                .plus(range)
                .plus(" AND ")
                .plus(removal.condition())
                .plus(" ORDER BY " + time() + " FETCH FIRST " + limit + " ROWS ONLY");
        return Statements.query(
                connection,
                rows.dialect(),
                sql,
                row -> Statements.key(row, rows.key().size()));
    }
}
