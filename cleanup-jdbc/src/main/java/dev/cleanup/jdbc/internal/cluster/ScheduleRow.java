package dev.cleanup.jdbc.internal.cluster;

import dev.cleanup.jdbc.internal.tables.OwnTables;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;

/** When a service runs next: the one row that db-scheduler runs, made and read here. */
final class ScheduleRow {
    /** The name of the execution; the service is its task, in db-scheduler's words. */
    static final String INSTANCE = "schedule";

    private final OwnTables tables;
    private final String service;

    ScheduleRow(OwnTables tables, String service) {
        this.tables = tables;
        this.service = service;
    }

    /**
     * The row.
     *
     * @param due when it runs, or ran when it is running
     * @param running whether some node runs it
     * @param schedule the schedule that named the time, in words
     * @param lastEnd when it ended last
     * @param version one more with each change
     */
    record State(Instant due, boolean running, String schedule, Optional<Instant> lastEnd, long version) {}

    Optional<State> read(Connection connection) throws SQLException {
        return tables
                .query(
                        connection,
                        ScheduleRow::state,
                        "SELECT execution_time, picked, task_data, last_success, last_failure, version FROM {schedule}"
                                + " WHERE task_name = ? AND task_instance = ?",
                        service,
                        INSTANCE)
                .stream()
                .findFirst();
    }

    private static State state(ResultSet row) throws SQLException {
        byte[] schedule = row.getBytes(3);
        return new State(
                instant(row, 1).orElseThrow(),
                row.getBoolean(2),
                schedule == null ? "" : new String(schedule, StandardCharsets.UTF_8),
                Stream.concat(instant(row, 4).stream(), instant(row, 5).stream())
                        .max(Instant::compareTo),
                row.getLong(6));
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    void add(Connection connection, Instant due, String schedule) throws SQLException {
        tables.update(
                connection,
                "INSERT INTO {schedule} (task_name, task_instance, task_data, execution_time, picked, version)"
                        + " VALUES (?, ?, ?, ?, FALSE, 1)",
                service,
                INSTANCE,
                bytes(schedule),
                due.atOffset(ZoneOffset.UTC));
    }

    /** Sets another time, unless it is running or has changed since it was read. */
    boolean change(Connection connection, State before, Instant due, String schedule) throws SQLException {
        int changed = tables.update(
                connection,
                "UPDATE {schedule} SET execution_time = ?, task_data = ?, version = version + 1"
                        + " WHERE task_name = ? AND task_instance = ? AND version = ? AND picked = FALSE",
                due.atOffset(ZoneOffset.UTC),
                bytes(schedule),
                service,
                INSTANCE,
                before.version());
        return changed == 1;
    }

    /** As db-scheduler keeps it. */
    static byte[] bytes(String schedule) {
        return schedule.getBytes(StandardCharsets.UTF_8);
    }
}
