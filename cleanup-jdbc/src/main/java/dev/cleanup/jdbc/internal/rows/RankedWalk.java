package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.BatchRequest;
import dev.cleanup.jdbc.internal.rows.Round.Batch;
import dev.cleanup.jdbc.internal.rows.Round.Position;
import dev.cleanup.jdbc.internal.sql.Key;
import dev.cleanup.jdbc.internal.sql.KeyColumns;
import dev.cleanup.jdbc.internal.sql.KeyedRows;
import dev.cleanup.jdbc.internal.sql.Session;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Goes through a round. Where the database tells that rows have been as they are since before the round, a batch deletes such rows, which
 * locks them, and then makes sure that all of their witnesses are as they were, too; whatever else changes in a group never makes them stay.
 * Otherwise it locks the rows, and the window functions judge them and their witnesses anew, and nothing else: what goes by fewer rows goes
 * by all. When the rows of a batch must be told apart, they go by their keys, a few at a time.
 */
record RankedWalk(Rows rows, Session session, KeyedRemoval removal, Round round) {
    private static final int FEW = 500;

    /** Removes the next rows; where the batch after them begins. */
    Optional<String> remove(BatchRequest request) throws SQLException {
        Position from = round.position(request.after()).orElse(round.start(false));
        Batch batch = round.next(from, request.limit());
        if (batch.candidates().size() > 0 && !removeTogether(request, from, batch)) {
            removeFew(request, from, batch.next());
        }
        round.removed(removal.removed());
        return round.behind(from, batch);
    }

    private boolean removeTogether(BatchRequest request, Position from, Batch batch) throws SQLException {
        return (!from.witnesses()
                        && removeUntouched(request, batch) == batch.candidates().size())
                || removeJudged(request, batch);
    }

    /** How many rows were removed, because neither they nor any of their witnesses had been touched. */
    private long removeUntouched(BatchRequest request, Batch batch) throws SQLException {
        if (round.horizon().isEmpty()) {
            return 0;
        }
        Sql untouched =
                Sql.of(" AND ").plus(rows.dialect().untouched(round.horizon().get(), rows.table()));
        Sql population = Sql.of(" AND ").plus(new Eligibility(rows).population(request.asOf()));
        long before = removal.removed();
        boolean done = removal.together((connection, gone) -> {
                    rows.dialect().preferPlaces(connection);
                    gone.addAll(keyed().deleteAll(
                                    connection,
                                    at(batch.candidates()).plus(untouched).plus(population)));
                    return areThere(connection, batch.witnesses(), untouched) ? Optional.of(gone) : Optional.empty();
                })
                .isPresent();
        return done ? removal.removed() - before : 0;
    }

    private boolean areThere(Connection connection, Places witnesses, Sql untouched) throws SQLException {
        Sql count = Sql.of("SELECT count(*) FROM " + rows.table().sql() + " AS c WHERE ")
                .plus(at(witnesses))
                .plus(untouched);
        return Statements.one(connection, rows.dialect(), count, row -> row.getLong(1)) == witnesses.size();
    }

    /** Whether this was possible without telling the rows apart. */
    private boolean removeJudged(BatchRequest request, Batch batch) throws SQLException {
        Sql condition = condition(request, batch);
        return !removal.mustTellApart()
                && removal.together((connection, gone) -> {
                            rows.dialect().preferPlaces(connection);
                            keyed().lockAll(connection, at(batch.candidates()));
                            gone.addAll(keyed().deleteAll(connection, condition));
                            return Optional.of(gone);
                        })
                        .isPresent();
    }

    private Sql condition(BatchRequest request, Batch batch) {
        return at(batch.candidates())
                .plus(" AND ")
                .plus(new Eligibility(rows).among(rows.dialect().atPlaces(batch.together()), request.asOf()));
    }

    private KeyedRows keyed() {
        return rows.dialect().keyedRows(rows.table(), rows.key());
    }

    private Sql at(Places places) {
        return rows.dialect().atPlaces(places.toArray());
    }

    /** Removes the rows of a part of the round by their keys; which keys these were. */
    private List<Key> removeFew(BatchRequest request, Position from, int end) throws SQLException {
        List<Key> tried = new ArrayList<>();
        Position position = from;
        while (position.index() < end) {
            Batch few = round.next(position, Math.min(FEW, end - position.index()));
            if (few.candidates().size() > 0) {
                Sql condition = condition(request, few);
                List<Key> keys = keys(condition);
                removal.by(condition).removeAll(keys);
                tried.addAll(keys);
            }
            position = new Position(from.round(), from.witnesses(), few.next());
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
        List<Key> tried = new ArrayList<>(removeFew(request, round.start(false), round.end(false)));
        tried.addAll(removeFew(request, round.start(true), round.end(true)));
        removal.changed(keys, tried);
    }
}
