package dev.cleanup.jdbc;

import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.schema.Catalog;
import dev.cleanup.jdbc.internal.schema.TableName;
import dev.cleanup.jdbc.internal.sql.ServerLoad;
import dev.cleanup.jdbc.internal.sql.Table;
import dev.cleanup.throttle.LoadSignal;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Load signals of a PostgreSQL server, for {@link dev.cleanup.throttle.ThrottleBuilder#pauseWhile}.
 *
 * <pre>{@code
 * PostgreSqlLoad load = PostgreSqlLoad.of(dataSource);
 * Throttle throttle = Throttle.builder()
 *         .pauseWhile("active sessions", load.activeSessions(20))
 *         .pauseWhile("replication lag", load.replicationLag(Duration.ofSeconds(10)))
 *         .pauseWhile("vacuum of bots", load.vacuumOf("bots"))
 *         .build();
 * }</pre>
 *
 * <p>Each question takes a connection of the data source for a moment and gives the server two seconds. Where others' sessions, standbys or
 * vacuums are there and the database user may not look at them, the answer is unknown and removals wait; the reason names the role that is
 * needed, {@code pg_monitor} or {@code pg_read_all_stats}. Safe for use by several threads.
 */
public final class PostgreSqlLoad {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final long EXACT_MILLIS = 10_000;

    private final ServerLoad server;

    private PostgreSqlLoad(ServerLoad server) {
        this.server = server;
    }

    /**
     * The load of the server behind this data source.
     *
     * @throws ConfigurationException when it is not a PostgreSQL
     * @throws CleanupException when it cannot be reached
     */
    public static PostgreSqlLoad of(DataSource dataSource) {
        return new PostgreSqlLoad(new ServerLoad(dataSource));
    }

    /** Busy while more than so many sessions of clients run a statement, in whatever database of the server; the asking one does not count. */
    public LoadSignal activeSessions(int most) {
        check("active sessions", most, most);
        return () -> server.activeSessions(most).map(count -> count + ", at most " + most);
    }

    /**
     * Busy while a standby or subscriber that is connected shows changes later than this, as {@code pg_stat_replication.replay_lag} measures it. Calm
     * without a standby. The server measures what is replayed, so that of one which does not replay at all it knows only {@link
     * #replicationLagBytes}.
     */
    public LoadSignal replicationLag(Duration most) {
        if (most.toMillis() < 1 || most.compareTo(LONGEST) > 0) {
            throw new ConfigurationException("replication lag", most, "accepted is from a millisecond to a day");
        }
        return () -> server.replicationLag(most).map(lag -> words(lag) + ", at most " + words(most.toMillis()));
    }

    /** Busy while a standby or subscriber that is connected has more bytes of the log still to replay than this. Calm without a standby. */
    public LoadSignal replicationLagBytes(long most) {
        check("replication lag, bytes", most, most);
        return () -> server.replicationBytes(most).map(lag -> lag + " bytes, at most " + most);
    }

    /** Busy while a VACUUM works on this table of the connection's current schema, by whomever it was started; see {@link #vacuumOf(String, String)}. */
    public LoadSignal vacuumOf(String table) {
        return vacuumOf(new TableName(Optional.empty(), table));
    }

    /**
     * Busy while a VACUUM works on this table, one of its partitions or their large values, be it autovacuum's or one by hand.
     *
     * @throws ConfigurationException when there is no such table
     */
    public LoadSignal vacuumOf(String schema, String table) {
        return vacuumOf(new TableName(Optional.of(schema), table));
    }

    private LoadSignal vacuumOf(TableName name) {
        Table table = server.ask((connection, dialect) -> new Catalog(connection).table("table", name));
        return () -> server.vacuum(table).map(phase -> "is under way (" + phase + ")");
    }

    private static void check(String setting, Object value, long number) {
        if (number < 1) {
            throw new ConfigurationException(setting, value, "accepted is a whole number from 1");
        }
    }

    private static String words(long millis) {
        return millis < EXACT_MILLIS ? millis + " ms" : millis / 1_000 + " s";
    }
}
