package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.BatchRequest;
import dev.cleanup.jdbc.internal.rows.Round.Position;
import dev.cleanup.jdbc.internal.sql.Key;
import dev.cleanup.jdbc.internal.sql.KeyColumns;
import dev.cleanup.jdbc.internal.sql.KeyedRows;
import dev.cleanup.jdbc.internal.sql.Session;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Goes through a round group by group. A batch is one DELETE of rows that may go, in which the window functions judge these rows and their
 * witnesses anew, and nothing else: whatever became of them since the round, what goes by fewer rows goes by all. When the rows of a batch
 * must be told apart, they go by their keys, a few at a time.
 */
record RankedWalk(Rows rows, Session session, KeyedRemoval removal, Round round) {
    private static final int FEW = 500;

    /** Removes the next rows; where the batch after them begins. */
    Optional<String> remove(BatchRequest request) throws SQLException {
        Position from = request.after()
                .map(Position::parse)
                .filter(position -> position.round().equals(round.id()))
                .orElse(Position.start(round));
        Round.Batch batch = round.next(from, request.limit());
        long before = removal.removed();
        if (batch.candidates().size() > 0 && removeTogether(request, batch).isEmpty()) {
            removeFew(request, from, batch.next().index());
        }
        round.removed(removal.removed() - before);
        return behind(batch.next());
    }

    private Optional<String> behind(Position next) {
        if (next.index() < round.size()) {
            return Optional.of(next.text());
        }
        if (!next.witnesses()) {
            return Optional.of(new Position(round.id(), true, 0).text());
        }
        // Of another round: this one is not it, so a new look is taken.
        return round.isWorthAnother() ? Optional.of(new Position("next", false, 0).text()) : Optional.empty();
    }

    private Optional<List<Key>> removeTogether(BatchRequest request, Round.Batch batch) throws SQLException {
        KeyedRows keyed = rows.dialect().keyedRows(rows.table(), rows.key());
        Sql condition = condition(request, batch);
        return removal.together((connection, gone) -> {
            gone.addAll(keyed.deleteAll(connection, condition));
            return Optional.of(gone);
        });
    }

    private Sql condition(BatchRequest request, Round.Batch batch) {
        return rows.dialect()
                .atPlaces(batch.candidates().toArray())
                .plus(" AND ")
                .plus(new Eligibility(rows)
                        .among(rows.dialect().atPlaces(batch.among().toArray()), request.asOf()));
    }

    /** Removes the rows of a part of the round by their keys; which keys these were. */
    List<Key> removeFew(BatchRequest request, Position from, int end) throws SQLException {
        List<Key> tried = new ArrayList<>();
        Position position = from;
        removal.lockFirst();
        while (position.index() < end) {
            Round.Batch few = round.next(position, Math.min(FEW, end - position.index()));
            if (few.candidates().size() > 0) {
                Sql condition = condition(request, few);
                List<Key> keys = keys(condition);
                removal.by(condition).removeAll(keys);
                tried.addAll(keys);
            }
            position = few.next();
        }
        return tried;
    }

    private List<Key> keys(Sql condition) throws SQLException {
        Sql sql = Sql.of("SELECT " + KeyColumns.text(rows.key()) + " FROM "
                        + rows.table().sql() + " AS c WHERE ")
                .plus(condition);
        return session.transaction(connection -> Statements.query(
                connection,
                rows.dialect(),
                sql,
                row -> Statements.key(row, rows.key().size())));
    }

    /** Removes those of these rows that may go. */
    void removeNamed(BatchRequest request, List<Key> keys) throws SQLException {
        List<Key> tried = new ArrayList<>(removeFew(request, Position.start(round), round.size()));
        tried.addAll(removeFew(request, new Position(round.id(), true, 0), round.size()));
        removal.changed(keys, tried);
    }
}
