package dev.cleanup.jdbc.internal.history;

import dev.cleanup.Finding;
import dev.cleanup.Leftover;
import dev.cleanup.Survey;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import dev.cleanup.jdbc.internal.tables.OwnTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Writes the tasks of one run, with what they found and left over, as far as that is not there yet. */
final class TaskWriter {
    private final Connection connection;
    private final OwnTables tables;
    private final long run;
    private final List<List<@Nullable Object>> added = new ArrayList<>();
    private final List<List<@Nullable Object>> changed = new ArrayList<>();
    private final List<List<@Nullable Object>> findings = new ArrayList<>();
    private final List<List<@Nullable Object>> leftovers = new ArrayList<>();

    TaskWriter(Connection connection, OwnTables tables, long run) {
        this.connection = connection;
        this.tables = tables;
        this.run = run;
    }

    /** Whether the one state can come of the other as it does in a run: counts change, and tasks, findings and leftovers are added. */
    static boolean goesOn(List<TaskRun> before, List<TaskRun> now) {
        for (int task = 0; task < before.size(); task++) {
            if (task == now.size() || !goesOn(before.get(task), now.get(task))) {
                return false;
            }
        }
        return true;
    }

    private static boolean goesOn(TaskRun before, TaskRun now) {
        return before.task().equals(now.task())
                && before.rule().equals(now.rule())
                && beginsWith(now.findings(), before.findings())
                && beginsWith(now.leftovers(), before.leftovers());
    }

    private static <T> boolean beginsWith(List<T> list, List<T> head) {
        return list == head
                || (list.size() >= head.size() && list.subList(0, head.size()).equals(head));
    }

    /** Writes what is new in the second state, which goes on from the first. */
    void write(List<TaskRun> before, List<TaskRun> now) throws SQLException {
        for (int task = 0; task < now.size(); task++) {
            collect(task, task < before.size() ? Optional.of(before.get(task)) : Optional.empty(), now.get(task));
        }
        tables.batch(connection, """
                INSERT INTO {task_runs} (task, rule, status, reason, as_of, eligible, population, unknown_age, notices, newest,
                    removed, skipped, failed, unknown_outcome, bytes, dependents, run, ordinal)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", added);
        tables.batch(connection, """
                UPDATE {task_runs} SET status = ?, reason = ?, as_of = ?, eligible = ?, population = ?, unknown_age = ?,
                    notices = ?, newest = ?, removed = ?, skipped = ?, failed = ?, unknown_outcome = ?, bytes = ?, dependents = ?
                WHERE run = ? AND ordinal = ?""", changed);
        tables.batch(connection, """
                INSERT INTO {findings} (run, task, ordinal, id, label, since, tags, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""", findings);
        tables.batch(connection, """
                INSERT INTO {leftovers} (run, task, ordinal, id, failed, reason)
                VALUES (?, ?, ?, ?, ?, ?)""", leftovers);
    }

    private void collect(int task, Optional<TaskRun> before, TaskRun now) {
        if (before.isEmpty()) {
            List<@Nullable Object> row = new ArrayList<>(List.of(Stored.of(now.task()), Stored.of(now.rule())));
            row.addAll(row(task, now));
            added.add(row);
        } else if (!before.get().equals(now)) {
            changed.add(row(task, now));
        }
        int listed = before.map(TaskRun::findings).orElse(List.of()).size();
        for (int ordinal = listed; ordinal < now.findings().size(); ordinal++) {
            findings.add(row(task, ordinal, now.findings().get(ordinal)));
        }
        int left = before.map(TaskRun::leftovers).orElse(List.of()).size();
        for (int ordinal = left; ordinal < now.leftovers().size(); ordinal++) {
            leftovers.add(row(task, ordinal, now.leftovers().get(ordinal)));
        }
    }

    private List<@Nullable Object> row(int task, TaskRun now) {
        Optional<Survey> survey = now.survey();
        OptionalLong population = survey.map(Survey::population).orElseGet(OptionalLong::empty);
        Tally tally = now.tally();
        return Arrays.asList(
                now.status().name(),
                Stored.of(now.reason()),
                Stored.of(survey.map(Survey::asOf)),
                survey.map(Survey::eligible).orElse(null),
                population.isPresent() ? population.getAsLong() : null,
                survey.map(Survey::unknownAge).orElse(null),
                survey.map(seen -> Stored.of(seen.notices())).orElse(null),
                Stored.of(survey.flatMap(Survey::newest)),
                tally.removed(),
                tally.skipped(),
                tally.failed(),
                tally.unknown(),
                tally.bytes(),
                Stored.counts(tally.dependents()),
                run,
                task);
    }

    private List<@Nullable Object> row(int task, int ordinal, Finding finding) {
        return Arrays.asList(
                run,
                task,
                ordinal,
                Stored.of(finding.id()),
                Stored.of(finding.label()),
                Stored.of(finding.since()),
                Stored.of(finding.tags()),
                Stored.of(finding.reason()));
    }

    private List<@Nullable Object> row(int task, int ordinal, Leftover leftover) {
        return Arrays.asList(
                run, task, ordinal, Stored.of(leftover.id()), leftover.failed(), Stored.of(leftover.reason()));
    }
}
