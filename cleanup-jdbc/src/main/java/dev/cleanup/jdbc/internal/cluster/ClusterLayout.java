package dev.cleanup.jdbc.internal.cluster;

import static dev.cleanup.jdbc.internal.tables.OwnTable.bytes;
import static dev.cleanup.jdbc.internal.tables.OwnTable.flag;
import static dev.cleanup.jdbc.internal.tables.OwnTable.number;
import static dev.cleanup.jdbc.internal.tables.OwnTable.ordinal;
import static dev.cleanup.jdbc.internal.tables.OwnTable.text;
import static dev.cleanup.jdbc.internal.tables.OwnTable.time;

import dev.cleanup.jdbc.internal.tables.Layout;
import dev.cleanup.jdbc.internal.tables.OwnTable;
import java.util.List;

/** The tables that the nodes of a cluster share. */
public final class ClusterLayout {
    private static final OwnTable SCHEDULE = OwnTable.of(
            "schedule",
            text("task_name"),
            text("task_instance"),
            bytes("task_data").optional(),
            time("execution_time"),
            flag("picked"),
            text("picked_by").optional(),
            time("last_success").optional(),
            time("last_failure").optional(),
            ordinal("consecutive_failures").optional(),
            time("last_heartbeat").optional(),
            number("version"));

    private static final OwnTable HOLDS = OwnTable.of(
            "holds",
            text("service"),
            text("task"),
            text("run").optional(),
            text("node").optional(),
            text("instance").optional(),
            time("held_until").optional());

    private static final OwnTable NODES = OwnTable.of(
            "nodes", text("service"), text("instance"), text("task"), text("node"), text("rule"), time("alive_until"));

    public static final Layout LAYOUT = new Layout("cluster", List.of(SCHEDULE, HOLDS, NODES));

    private ClusterLayout() {}
}
