package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.BatchRequest;
import dev.cleanup.jdbc.internal.sql.Key;
import dev.cleanup.jdbc.internal.sql.KeyColumns;
import dev.cleanup.jdbc.internal.sql.Session;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Goes through a table in the order of its key; each batch begins behind the last key of the one before. */
record KeyWalk(Rows rows, Session session, KeyedRemoval removal) {

    /** Removes the next rows; where the batch after them begins. */
    Optional<String> remove(BatchRequest request) throws SQLException {
        Sql next = next(request);
        List<Key> keys = session.transaction(connection -> Statements.query(
                connection,
                rows.dialect(),
                next,
                row -> Statements.key(row, rows.key().size())));
        removal.removeAll(keys);
        boolean more = keys.size() == request.limit();
        return more ? Optional.of(KeyText.encode(keys.get(keys.size() - 1))) : Optional.empty();
    }

    private Sql next(BatchRequest request) {
        Sql sql = Sql.of("SELECT " + KeyColumns.text(rows.key()) + " FROM "
                        + rows.table().sql() + " AS c WHERE ")
                .plus(removal.condition());
        if (request.after().isPresent()) {
            Key after = KeyText.decode(request.after().get(), rows.key().size())
                    .orElseThrow(() -> new IllegalArgumentException("'after' is no id of this task"));
            sql = sql.plus(" AND ").plus(KeyColumns.behind(rows.key(), after));
        }
        return sql.plus(" ORDER BY " + KeyColumns.names(rows.key()) + " FETCH FIRST " + request.limit() + " ROWS ONLY");
    }
}
