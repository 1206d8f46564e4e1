package dev.cleanup.jdbc.internal.history;

import dev.cleanup.CleanupRun;
import dev.cleanup.Finding;
import dev.cleanup.Leftover;
import dev.cleanup.RunMode;
import dev.cleanup.RunStatus;
import dev.cleanup.Survey;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import dev.cleanup.jdbc.internal.sql.Statements.RowReader;
import dev.cleanup.jdbc.internal.tables.OwnTables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads runs in one snapshot, however many: two queries for their counts, two more for what their tasks found and left over. */
public final class RunReader {
    private final Connection connection;
    private final OwnTables tables;

    public RunReader(Connection connection, OwnTables tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /** A run without its tasks. */
    private record Head(long seq, CleanupRun run) {
        CleanupRun with(List<TaskRun> tasks) {
            return new CleanupRun(
                    run.id(),
                    run.mode(),
                    run.status(),
                    run.plan(),
                    run.requestedBy(),
                    run.reason(),
                    run.startedAt(),
                    run.updatedAt(),
                    run.finishedAt(),
                    tasks,
                    run.node());
        }
    }

    /** A task of a run. */
    private record Part(long run, int ordinal) {
        static Part of(ResultSet row, String task) throws SQLException {
            return new Part(row.getLong("run"), row.getInt(task));
        }
    }

    public Optional<CleanupRun> find(String id) throws SQLException {
        return runs(true, "SELECT * FROM {runs} WHERE id = ?", Stored.of(id)).stream()
                .findFirst();
    }

    /**
     * The newest runs, newest first.
     *
     * @param whole whether with what the tasks found and left over
     */
    public List<CleanupRun> newest(int limit, boolean whole) throws SQLException {
        return runs(whole, "SELECT * FROM {runs} ORDER BY seq DESC LIMIT " + limit);
    }

    private List<CleanupRun> runs(boolean whole, String statement, Object... values) throws SQLException {
        List<Head> heads = tables.query(connection, RunReader::head, statement, values);
        if (heads.isEmpty()) {
            return List.of();
        }
        // Those that were selected are all there are between the first and the last.
        Range range = new Range(heads.get(heads.size() - 1).seq, heads.get(0).seq);
        Map<Part, List<Finding>> findings = whole ? listed(range, "{findings}", RunReader::finding) : Map.of();
        Map<Part, List<Leftover>> leftovers = whole ? listed(range, "{leftovers}", RunReader::leftover) : Map.of();
        Map<Long, List<TaskRun>> tasks = grouped(
                range, "{task_runs}", "run, ordinal", row -> row.getLong("run"), row -> task(row, findings, leftovers));
        return heads.stream()
                .map(head -> head.with(tasks.getOrDefault(head.seq, List.of())))
                .toList();
    }

    private record Range(long first, long last) {}

    private <V> Map<Part, List<V>> listed(Range range, String table, RowReader<V> value) throws SQLException {
        return grouped(range, table, "run, task, ordinal", row -> Part.of(row, "task"), value);
    }

    private <K, V> Map<K, List<V>> grouped(
            Range range, String table, String order, RowReader<K> key, RowReader<V> value) throws SQLException {
        Map<K, List<V>> groups = new HashMap<>();
        tables.each(
                connection,
                row -> groups.computeIfAbsent(key.read(row), one -> new ArrayList<>())
                        .add(value.read(row)),
                "SELECT * FROM " + table + " WHERE run BETWEEN ? AND ? ORDER BY " + order,
                range.first,
                range.last);
        return groups;
    }

    private static Head head(ResultSet row) throws SQLException {
        CleanupRun run = new CleanupRun(
                Stored.text(row, "id"),
                RunMode.valueOf(row.getString("mode")),
                status(row),
                Stored.optionalText(row, "plan"),
                Stored.text(row, "requested_by"),
                Stored.text(row, "reason"),
                Stored.instant(row, "started_at"),
                Stored.instant(row, "updated_at"),
                Stored.optionalInstant(row, "finished_at"),
                List.of(),
                Stored.text(row, "node"));
        return new Head(row.getLong("seq"), run);
    }

    /** Who asked for a stop sees at once that it was taken. */
    private static RunStatus status(ResultSet row) throws SQLException {
        RunStatus status = RunStatus.valueOf(row.getString("status"));
        return status == RunStatus.RUNNING && row.getString("stop_reason") != null ? RunStatus.STOPPING : status;
    }

    private static TaskRun task(ResultSet row, Map<Part, List<Finding>> findings, Map<Part, List<Leftover>> leftovers)
            throws SQLException {
        Part part = Part.of(row, "ordinal");
        return new TaskRun(
                Stored.text(row, "task"),
                Stored.text(row, "rule"),
                RunStatus.valueOf(row.getString("status")),
                Stored.text(row, "reason"),
                survey(row, findings.getOrDefault(part, List.of())),
                new Tally(
                        row.getLong("removed"),
                        row.getLong("skipped"),
                        row.getLong("failed"),
                        row.getLong("unknown_outcome"),
                        row.getLong("bytes"),
                        Stored.counts(row, "dependents")),
                leftovers.getOrDefault(part, List.of()));
    }

    private static Optional<Survey> survey(ResultSet row, List<Finding> findings) throws SQLException {
        Optional<Instant> asOf = Stored.optionalInstant(row, "as_of");
        if (asOf.isEmpty()) {
            return Optional.empty();
        }
        long population = row.getLong("population");
        return Optional.of(new Survey(
                asOf.get(),
                row.getLong("eligible"),
                row.getObject("population") == null ? OptionalLong.empty() : OptionalLong.of(population),
                row.getLong("unknown_age"),
                findings,
                Stored.lines(row, "notices"),
                Stored.optionalInstant(row, "newest")));
    }

    private static Finding finding(ResultSet row) throws SQLException {
        return new Finding(
                Stored.text(row, "id"),
                Stored.text(row, "label"),
                Stored.optionalInstant(row, "since"),
                Stored.tags(row, "tags"),
                Stored.text(row, "reason"));
    }

    private static Leftover leftover(ResultSet row) throws SQLException {
        return new Leftover(Stored.text(row, "id"), row.getBoolean("failed"), Stored.text(row, "reason"));
    }
}
