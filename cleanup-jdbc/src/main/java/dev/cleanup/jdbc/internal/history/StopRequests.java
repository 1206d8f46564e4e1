package dev.cleanup.jdbc.internal.history;

import dev.cleanup.RunStatus;
import dev.cleanup.jdbc.internal.tables.OwnTables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** What the node that does a run has to be told. */
public final class StopRequests {
    private static final String GIVEN_UP =
            "nothing was heard of this node for too long, and the run was given up as abandoned";

    private final Connection connection;
    private final OwnTables tables;

    public StopRequests(Connection connection, OwnTables tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /** Asks for a run to stop, if it is under way; the first reason stays. */
    public boolean add(String run, String why) throws SQLException {
        String statement =
                "UPDATE {runs} SET stop_reason = COALESCE(stop_reason, ?) WHERE id = ? AND status IN ('RUNNING', 'STOPPING')";
        return tables.update(connection, statement, Stored.of(why), Stored.of(run)) == 1;
    }

    /** Why this run has to stop. */
    public Optional<String> of(String run) throws SQLException {
        return tables
                .query(
                        connection,
                        StopRequests::reason,
                        "SELECT status, stop_reason FROM {runs} WHERE id = ?",
                        Stored.of(run))
                .stream()
                .findFirst()
                .flatMap(reason -> reason);
    }

    private static Optional<String> reason(ResultSet row) throws SQLException {
        RunStatus status = RunStatus.valueOf(row.getString("status"));
        if (status == RunStatus.ABANDONED) {
            return Optional.of(GIVEN_UP);
        }
        return status.ended() ? Optional.empty() : Stored.optionalText(row, "stop_reason");
    }
}
