package dev.cleanup.jdbc.internal.history;

import dev.cleanup.CleanupRun;
import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import dev.cleanup.jdbc.internal.tables.OwnTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the state of a run within a transaction. When its last state is known, only what has changed is written: while it removes, that is its
 * row and the row of the task.
 */
public final class RunWriter {
    private final Connection connection;
    private final OwnTables tables;

    public RunWriter(Connection connection, OwnTables tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /**
     * The state of a run that was written.
     *
     * @param saves how often the run had been written by then; when the database has another number, somebody else wrote since
     */
    public record Written(CleanupRun run, long saves) {}

    private record Kept(long seq, RunStatus status, long saves) {}

    /**
     * Writes the run, unless it has ended in the database and here it has not.
     *
     * @param before what was written last, if that is known
     * @return what is written now
     */
    public Optional<Written> write(CleanupRun run, Optional<Written> before) throws SQLException {
        Optional<Kept> kept = lock(run.id());
        if (kept.isEmpty()) {
            insert(run);
            Kept inserted = lock(run.id()).orElseThrow();
            new TaskWriter(connection, tables, inserted.seq).write(List.of(), run.tasks());
            return Optional.of(new Written(run, inserted.saves));
        }
        return kept.get().status.ended() && !run.status().ended()
                ? Optional.empty()
                : Optional.of(replace(kept.get(), run, before));
    }

    /** Marks the plan as used by a run; false when it is used or not there. */
    public boolean claim(String plan, String run) throws SQLException {
        String statement = "UPDATE {runs} SET claimed_by = ? WHERE id = ? AND claimed_by IS NULL";
        return tables.update(connection, statement, Stored.of(run), Stored.of(plan)) == 1;
    }

    private Written replace(Kept kept, CleanupRun run, Optional<Written> before) throws SQLException {
        update(kept.seq, run);
        Optional<List<TaskRun>> known = before.filter(last -> last.saves == kept.saves)
                .map(last -> last.run.tasks())
                .filter(last -> TaskWriter.goesOn(last, run.tasks()));
        if (known.isEmpty()) {
            execute("DELETE FROM {task_runs} WHERE run = ?", kept.seq);
        }
        new TaskWriter(connection, tables, kept.seq).write(known.orElse(List.of()), run.tasks());
        return new Written(run, kept.saves + 1);
    }

    private Optional<Kept> lock(String id) throws SQLException {
        return tables
                .query(
                        connection,
                        row -> new Kept(row.getLong(1), RunStatus.valueOf(row.getString(2)), row.getLong(3)),
                        "SELECT seq, status, saves FROM {runs} WHERE id = ? FOR UPDATE",
                        Stored.of(id))
                .stream()
                .findFirst();
    }

    private void insert(CleanupRun run) throws SQLException {
        execute("""
                INSERT INTO {runs} (mode, status, plan, requested_by, node, reason, started_at, updated_at, finished_at, id,
                    saved_at, saves)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CURRENT_TIMESTAMP, 1)""", values(run, Stored.of(run.id())));
    }

    private void update(long seq, CleanupRun run) throws SQLException {
        execute("""
                UPDATE {runs} SET mode = ?, status = ?, plan = ?, requested_by = ?, node = ?, reason = ?, started_at = ?,
                    updated_at = ?, finished_at = ?, saved_at = CURRENT_TIMESTAMP, saves = saves + 1
                WHERE seq = ?""", values(run, seq));
    }

    private static @Nullable Object[] values(CleanupRun run, Object key) {
        return new @Nullable Object[] {
            run.mode().name(),
            run.status().name(),
            run.plan().map(Stored::of).orElse(null),
            Stored.of(run.requestedBy()),
            Stored.of(run.node()),
            Stored.of(run.reason()),
            Stored.of(run.startedAt()),
            Stored.of(run.updatedAt()),
            Stored.of(run.finishedAt()),
            key
        };
    }

    private void execute(String statement, @Nullable Object... values) throws SQLException {
        tables.batch(connection, statement, List.of(Arrays.asList(values)));
    }
}
