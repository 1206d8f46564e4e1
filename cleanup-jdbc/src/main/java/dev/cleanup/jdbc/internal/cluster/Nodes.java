package dev.cleanup.jdbc.internal.cluster;

import dev.cleanup.jdbc.internal.tables.OwnTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Under which rules the nodes that are alive run their tasks: one row for each node and task. */
final class Nodes {
    /** The long dead are of no use to anybody. */
    private static final int FORGOTTEN_SECONDS = 3_600;

    private final OwnTables tables;
    private final Here here;

    Nodes(OwnTables tables, Here here) {
        this.tables = tables;
        this.here = here;
    }

    /** A rule of another node. */
    record Other(String task, String node, String rule) {}

    /** Replaces what this node has said. */
    void publish(Connection connection, Map<String, String> rules) throws SQLException {
        leave(connection);
        tables.update(
                connection,
                "DELETE FROM {nodes} WHERE service = ? AND alive_until < " + tables.in(-FORGOTTEN_SECONDS),
                here.service());
        for (Map.Entry<String, String> rule : rules.entrySet()) {
            tables.update(
                    connection,
                    "INSERT INTO {nodes} (service, instance, task, node, rule, alive_until)"
                            + " VALUES (?, ?, ?, ?, ?, " + tables.in(here.lease()) + ")",
                    here.service(),
                    here.instance(),
                    rule.getKey(),
                    here.member().node(),
                    rule.getValue());
        }
    }

    /** Says that this node is alive; how many rules it has there. */
    int alive(Connection connection) throws SQLException {
        return tables.update(
                connection,
                "UPDATE {nodes} SET alive_until = " + tables.in(here.lease()) + " WHERE service = ? AND instance = ?",
                here.service(),
                here.instance());
    }

    void leave(Connection connection) throws SQLException {
        tables.update(
                connection, "DELETE FROM {nodes} WHERE service = ? AND instance = ?", here.service(), here.instance());
    }

    /** The rules of nodes that are alive where this node has another one. */
    List<Other> differing(Connection connection) throws SQLException {
        return tables.query(
                connection,
                row -> new Other(row.getString(1), row.getString(2), row.getString(3)),
                "SELECT theirs.task, theirs.node, theirs.rule FROM {nodes} theirs"
                        + " JOIN {nodes} ours ON ours.service = theirs.service AND ours.task = theirs.task"
                        + " WHERE ours.service = ? AND ours.instance = ? AND theirs.rule <> ours.rule"
                        + " AND theirs.alive_until >= {now} ORDER BY theirs.task, theirs.node",
                here.service(),
                here.instance());
    }
}
