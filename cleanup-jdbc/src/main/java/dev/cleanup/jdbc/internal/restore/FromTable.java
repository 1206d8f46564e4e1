package dev.cleanup.jdbc.internal.restore;

import dev.cleanup.CleanupException;
import dev.cleanup.jdbc.internal.along.TableArchive.Pair;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Moves the rows of a run from their archive back to their table. They are marked first, so that exactly those that were put back leave the
 * archive, whatever comes in between.
 */
record FromTable(Connection connection, Dialect dialect, String run) {

    Restored restore(Part part, Pair pair) throws SQLException {
        String mark = UUID.randomUUID().toString();
        String where = "a." + pair.run().quoted() + " = CAST(? AS VARCHAR)";
        String archive = pair.archive().sql() + " AS a";
        long all = Statements.one(
                connection,
                dialect,
                Sql.of("SELECT count(*) FROM " + archive + " WHERE " + where, run),
                row -> row.getLong(1));
        String set = " SET " + pair.run().quoted() + " = CAST(? AS VARCHAR) WHERE ";
        long marked =
                update(Sql.of("UPDATE " + archive + set + where, mark, run).plus(missing(part)));
        long inserted = update(insert(part)
                .plus(
                        part.columns().stream()
                                        .map(column -> "a." + column.quoted())
                                        .collect(Collectors.joining(", ")) + " FROM " + archive + " WHERE " + where,
                        mark));
        long left = update(Sql.of("DELETE FROM " + archive + " WHERE " + where, mark));
        if (inserted != marked || left != marked) {
            throw new CleanupException(
                    "of " + marked + " rows of " + part.table().display() + ", " + inserted + " were put back and "
                            + left + " left the archive, so nothing was done");
        }
        return new Restored(part.table().display(), inserted, all - marked);
    }

    private static Sql insert(Part part) {
        return Sql.of("INSERT INTO " + part.table().sql() + " ("
                + part.columns().stream().map(Column::quoted).collect(Collectors.joining(", "))
                + ") OVERRIDING SYSTEM VALUE SELECT ");
    }

    /** Rows whose key is not in the table; all, when it has no key. */
    private static Sql missing(Part part) {
        if (part.key().isEmpty()) {
            return Sql.of("");
        }
        return Sql.of(part.key().stream()
                .map(column -> column.sql() + " = a." + column.quoted())
                .collect(Collectors.joining(
                        " AND ",
                        " AND NOT EXISTS (SELECT 1 FROM " + part.table().sql() + " AS c WHERE ",
                        ")")));
    }

    private long update(Sql sql) throws SQLException {
        return Statements.update(connection, dialect, sql);
    }
}
