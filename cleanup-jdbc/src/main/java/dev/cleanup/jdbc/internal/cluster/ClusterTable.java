package dev.cleanup.jdbc.internal.cluster;

import java.util.List;

/** A table of the cluster, with the columns that it must have. */
enum ClusterTable {
    SCHEDULE(
            "schedule",
            "task_name, task_instance, task_data, execution_time, picked, picked_by, last_success, last_failure,"
                    + " consecutive_failures, last_heartbeat, version"),
    HOLDS("holds", "service, task, run, node, instance, held_until"),
    NODES("nodes", "service, instance, task, node, rule, alive_until");

    final String named;

    /** As they stand in SQL. */
    final String columns;

    ClusterTable(String named, String columns) {
        this.named = named;
        this.columns = columns;
    }

    List<String> eachColumn() {
        return List.of(columns.split(", "));
    }
}
