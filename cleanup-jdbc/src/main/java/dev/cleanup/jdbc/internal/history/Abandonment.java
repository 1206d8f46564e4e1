package dev.cleanup.jdbc.internal.history;

import dev.cleanup.RunStatus;
import dev.cleanup.jdbc.internal.tables.OwnTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives runs up whose node has not saved them for too long. When that was is set and judged by the database's clock alone; the clocks of nodes do
 * not matter. A save that comes at the same moment wins: the row is looked at again once it is free.
 */
public final class Abandonment {
    private static final String UNDER_WAY = " status IN ('RUNNING', 'STOPPING')";
    private static final String DIED = "the node that ran it died";

    private final Connection connection;
    private final OwnTables tables;

    public Abandonment(Connection connection, OwnTables tables) {
        this.connection = connection;
        this.tables = tables;
    }

    private record Silent(long seq, String id) {}

    /** Marks the runs that nothing was heard of for so long, and gives their ids. */
    public List<String> mark(Duration after) throws SQLException {
        int seconds = (int) after.toSeconds();
        String silent = UNDER_WAY + " AND saved_at < " + tables.in(-seconds);
        List<Silent> found = tables.query(
                connection,
                row -> new Silent(row.getLong("seq"), Stored.text(row, "id")),
                "SELECT seq, id FROM {runs} WHERE" + silent);
        List<String> marked = new ArrayList<>();
        for (Silent run : found) {
            if (mark(run.seq, silent, seconds)) {
                marked.add(run.id);
            }
        }
        return marked;
    }

    private boolean mark(long seq, String silent, int seconds) throws SQLException {
        String why = DIED + ", or lost the history: nothing was heard of it for over " + seconds + " s";
        int marked = tables.update(
                connection,
                "UPDATE {runs} SET status = ?, reason = ?, finished_at = updated_at, saves = saves + 1 WHERE seq = ? AND"
                        + silent,
                RunStatus.ABANDONED.name(),
                why,
                seq);
        if (marked == 0) {
            return false;
        }
        tables.update(
                connection,
                "UPDATE {task_runs} SET status = ?, reason = ? WHERE run = ? AND" + UNDER_WAY,
                RunStatus.ABANDONED.name(),
                DIED,
                seq);
        return true;
    }
}
