package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.jdbc.internal.sql.Key;
import dev.cleanup.jdbc.internal.sql.KeyedRows;
import dev.cleanup.jdbc.internal.sql.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out what became of a batch whose COMMIT had no answer. */
record RowsLookup(Rows rows, Session session) {

    /** Which of these rows are there, once the lost transaction has ended. */
    Set<String> stillThere(Set<String> ids) throws SQLException {
        List<Key> keys = ids.stream()
                .map(id -> KeyText.decode(id, rows.key().size()))
                .flatMap(Optional::stream)
                .toList();
        KeyedRows keyed = rows.dialect().keyedRows(rows.table(), rows.key());
        // The lost transaction may still be at work: wait for its locks.
        List<Key> there = session.transaction(connection -> keyed.waiting(connection, keys));
        return there.stream().map(KeyText::encode).collect(Collectors.toSet());
    }
}
