package dev.cleanup.jdbc.internal.history;

import dev.cleanup.jdbc.internal.sql.Column;
import java.util.List;
import java.util.Set;

/**
 * A table of the history, as the DDL files make it.
 *
 * @param name without the prefix
 * @param columns those it must have
 */
record HistoryTable(String name, List<Needed> columns) {
    private static final HistoryTable RUNS = of(
            "runs",
            number("seq"),
            text("id"),
            text("mode"),
            text("status"),
            text("plan").optional(),
            text("requested_by"),
            text("reason"),
            time("started_at"),
            time("updated_at"),
            time("finished_at").optional(),
            time("saved_at"),
            number("saves"),
            text("claimed_by").optional(),
            text("stop_reason").optional());

    private static final HistoryTable TASK_RUNS = of(
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
            number("bytes"));

    private static final HistoryTable FINDINGS = of(
            "findings",
            number("run"),
            ordinal("task"),
            ordinal("ordinal"),
            text("id"),
            text("label"),
            time("since").optional(),
            text("tags"),
            text("reason"));

    private static final HistoryTable LEFTOVERS = of(
            "leftovers",
            number("run"),
            ordinal("task"),
            ordinal("ordinal"),
            text("id"),
            new Needed("failed", Set.of("bool", "BOOLEAN"), false),
            text("reason"));

    /** Those that others refer to first. */
    static final List<HistoryTable> ALL = List.of(RUNS, TASK_RUNS, FINDINGS, LEFTOVERS);

    private static HistoryTable of(String name, Needed... columns) {
        return new HistoryTable(name, List.of(columns));
    }

    /**
     * A column that must be there.
     *
     * @param types the names that the databases have for its type
     * @param nullable whether it must take null
     */
    record Needed(String name, Set<String> types, boolean nullable) {
        Needed optional() {
            return new Needed(name, types, true);
        }

        boolean fits(Column column) {
            return types.contains(column.type()) && (column.nullable() || !nullable);
        }
    }

    private static Needed text(String name) {
        return new Needed(name, Set.of("varchar", "text", "CHARACTER VARYING", "CHARACTER LARGE OBJECT"), false);
    }

    private static Needed number(String name) {
        return new Needed(name, Set.of("int8", "bigserial", "BIGINT"), false);
    }

    private static Needed ordinal(String name) {
        return new Needed(name, Set.of("int4", "int8", "INTEGER", "BIGINT"), false);
    }

    private static Needed time(String name) {
        return new Needed(name, Set.of("timestamptz", "TIMESTAMP WITH TIME ZONE"), false);
    }
}
