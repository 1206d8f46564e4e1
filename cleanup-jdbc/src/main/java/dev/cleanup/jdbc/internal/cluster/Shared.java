package dev.cleanup.jdbc.internal.cluster;

import dev.cleanup.CleanupException;
import dev.cleanup.jdbc.internal.sql.Database;
import dev.cleanup.jdbc.internal.sql.FailureKind;
import dev.cleanup.jdbc.internal.sql.Session;
import dev.cleanup.jdbc.internal.tables.OwnTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * The database that the nodes share, in short transactions.
 *
 * @param database reached anew for each of them
 * @param tables what they work on
 */
public record Shared(Database database, OwnTables tables) {

    /** Something that is changed. */
    interface Change {
        void make(Connection connection) throws SQLException;
    }

    /**
     * Does the work in one transaction.
     *
     * @throws CleanupException when the database did not do it
     */
    <T> T in(Session.Work<T> work) {
        return database.writing(session -> session.transaction(work));
    }

    /** What the database's clock shows. */
    Instant now(Connection connection) throws SQLException {
        return tables.query(
                        connection,
                        row -> row.getObject(1, OffsetDateTime.class).toInstant(),
                        "SELECT {now}")
                .get(0);
    }

    void change(Change change) {
        boolean unused = in(connection -> {
            change.make(connection);
            return true;
        });
    }

    /** Adds a row, unless another node has added it a moment ago. */
    void add(Change insert) {
        boolean unused = database.writing(session -> {
            try {
                return session.transaction(connection -> {
                    insert.make(connection);
                    return true;
                });
            } catch (SQLException failure) {
                if (session.dialect().kind(failure) == FailureKind.CONSTRAINT) {
                    return false;
                }
                throw failure;
            }
        });
    }
}
