package dev.cleanup.jdbc.internal.history;

import static dev.cleanup.jdbc.internal.tables.OwnTable.flag;
import static dev.cleanup.jdbc.internal.tables.OwnTable.number;
import static dev.cleanup.jdbc.internal.tables.OwnTable.ordinal;
import static dev.cleanup.jdbc.internal.tables.OwnTable.text;
import static dev.cleanup.jdbc.internal.tables.OwnTable.time;

import dev.cleanup.jdbc.internal.tables.Layout;
import dev.cleanup.jdbc.internal.tables.OwnTable;
import java.util.List;

/** The tables of a history. */
public final class HistoryLayout {
    private static final OwnTable RUNS = OwnTable.of(
            "runs",
            number("seq"),
            text("id"),
            text("mode"),
            text("status"),
            text("plan").optional(),
            text("requested_by"),
            text("node"),
            text("reason"),
            time("started_at"),
            time("updated_at"),
            time("finished_at").optional(),
            time("saved_at"),
            number("saves"),
            text("claimed_by").optional(),
            text("stop_reason").optional());

    private static final OwnTable TASK_RUNS = OwnTable.of(
            "task_runs",
            number("run"),
            ordinal("ordinal"),
            text("task"),
            text("rule"),
            text("status"),
            text("reason"),
            time("as_of").optional(),
            number("eligible").optional(),
            number("population").optional(),
            number("unknown_age").optional(),
            text("notices").optional(),
            time("newest").optional(),
            number("removed"),
            number("skipped"),
            number("failed"),
            number("unknown_outcome"),
            number("bytes"),
            text("dependents"));

    private static final OwnTable FINDINGS = OwnTable.of(
            "findings",
            number("run"),
            ordinal("task"),
            ordinal("ordinal"),
            text("id"),
            text("label"),
            time("since").optional(),
            text("tags"),
            text("reason"));

    private static final OwnTable LEFTOVERS = OwnTable.of(
            "leftovers",
            number("run"),
            ordinal("task"),
            ordinal("ordinal"),
            text("id"),
            flag("failed"),
            text("reason"));

    public static final Layout LAYOUT = new Layout("history", List.of(RUNS, TASK_RUNS, FINDINGS, LEFTOVERS));

    private HistoryLayout() {}
}
