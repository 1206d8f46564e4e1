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
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
        Batch batch = round.next(from, request.limit(), round.end(from.witnesses()));
        if (batch.candidates().size() > 0 && !removeTogether(request, from, batch)) {
            removeFew(request, from, batch.next(), key -> true);
        }
        round.removed(removal.removed());
        return round.behind(from, batch);
    }

    private boolean removeTogether(BatchRequest request, Position from, Batch batch) throws SQLException {
        if (removal.mustTellApart()) {
            return false;
        }
        if (from.witnesses() || round.horizon().isEmpty()) {
            return removeJudged(request, batch);
        }
        if (removeUntouched(request, batch, round.horizon().get())
                == batch.candidates().size()) {
            return true;
        }
        round.touched();
        return removeJudged(request, batch);
    }

    /** How many rows were removed, because neither they nor any of their witnesses had been touched. */
    private long removeUntouched(BatchRequest request, Batch batch, String horizon) throws SQLException {
        Sql untouched = Sql.of(" AND ").plus(rows.dialect().untouched(horizon, rows.table()));
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
        Sql population = Sql.of(" AND ").plus(new Eligibility(rows).population(request.asOf()));
        return !removal.mustTellApart()
                && removal.together((connection, gone) -> {
                            rows.dialect().preferPlaces(connection);
                            Set<Long> locked = locked(connection, batch);
                            Places going = new Places();
                            judged(connection, request, batch).stream()
                                    .map(Going::place)
                                    .filter(locked::contains)
                                    .forEach(going::add);
                            gone.addAll(keyed().deleteAll(connection, at(going).plus(population)));
                            return Optional.of(gone);
                        })
                        .isPresent();
    }

    /** The rows of a batch that nobody can change any more; one that was changed before is at another place. */
    private Set<Long> locked(Connection connection, Batch batch) throws SQLException {
        String place = rows.dialect().place(rows.table(), rows.byPages()).get(0);
        return keyed().lockAll(connection, place, at(batch.candidates())).stream()
                .map(rows.dialect()::place)
                .collect(Collectors.toSet());
    }

    /** A row that may go. */
    private record Going(long place, Key key) {}

    /** Those rows of a batch that may go now, judged together with their witnesses. */
    private List<Going> judged(Connection connection, BatchRequest request, Batch batch) throws SQLException {
        Ranked ranked = new Ranked(rows, request.asOf(), rows.dialect().atPlaces(batch.together()));
        Sql sql = Sql.of("SELECT " + KeyColumns.text(rows.key()) + ", CAST(" + ranked.placeColumns("c.")
                        + " AS VARCHAR) FROM ")
                .plus(ranked.table())
                .plus(" WHERE ")
                .plus(ranked.goes());
        Set<Long> candidates = batch.candidates().toSet();
        int columns = rows.key().size();
        return Statements.query(
                        connection,
                        rows.dialect(),
                        sql,
                        row -> new Going(
                                rows.dialect().place(row.getString(columns + 1)), Statements.key(row, columns)))
                .stream()
                .filter(row -> candidates.contains(row.place()))
                .toList();
    }

    private KeyedRows keyed() {
        return rows.dialect().keyedRows(rows.table(), rows.key());
    }

    private Sql at(Places places) {
        return rows.dialect().atPlaces(places.toArray());
    }

    /** Removes the wanted rows of a part of the round by their keys; which keys these were. */
    private List<Key> removeFew(BatchRequest request, Position from, int end, Predicate<Key> wanted)
            throws SQLException {
        List<Key> tried = new ArrayList<>();
        Position position = from;
        while (position.index() < end) {
            Batch few = round.next(position, FEW, end);
            if (few.candidates().size() > 0) {
                List<Key> keys = session.transaction(connection -> keys(connection, request, few)).stream()
                        .filter(wanted)
                        .toList();
                removal.by(
                                new Eligibility(rows).population(request.asOf()),
                                (connection, locked) -> among(locked, keys(connection, request, few)))
                        .removeAll(keys);
                tried.addAll(keys);
            }
            position = new Position(from.round(), from.witnesses(), few.next());
        }
        return tried;
    }

    private List<Key> keys(Connection connection, BatchRequest request, Batch batch) throws SQLException {
        return judged(connection, request, batch).stream().map(Going::key).toList();
    }

    private static List<Key> among(List<Key> locked, List<Key> going) {
        Set<Key> all = Set.copyOf(going);
        return locked.stream().filter(all::contains).toList();
    }

    /** Removes those of these rows that may go. */
    void removeNamed(BatchRequest request, List<Key> keys) throws SQLException {
        // Another row may have taken the place of a named one.
        Predicate<Key> named = Set.copyOf(keys)::contains;
        List<Key> tried = new ArrayList<>(removeFew(request, round.start(false), round.end(false), named));
        tried.addAll(removeFew(request, round.start(true), round.end(true), named));
        removal.changed(keys, tried);
    }
}
