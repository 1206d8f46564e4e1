package dev.cleanup.jdbc.internal.sql;

import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/** Asks a PostgreSQL server what it does besides. Each question takes a connection and gives it back as it was. */
public final class ServerLoad {
    /** An answer that takes longer tells of load, too. */
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(1), Duration.ofSeconds(2));

    private final DataSource dataSource;

    /**
     * Makes sure that there is a PostgreSQL.
     *
     * @throws ConfigurationException when it is another database
     */
    public ServerLoad(DataSource dataSource) {
        this.dataSource = dataSource;
        ask((connection, dialect) -> {
            if (!(dialect instanceof PostgreSql)) {
                throw new ConfigurationException(
                        "dataSource",
                        connection.getMetaData().getDatabaseProductName(),
                        "load signals are there for PostgreSQL only");
            }
            return true;
        });
    }

    /** What is asked of the server. */
    public interface Question<T> {
        T ask(Connection connection, Dialect dialect) throws SQLException;
    }

    /** Asks it in a transaction that changes nothing. */
    public <T> T ask(Question<T> question) {
        return Session.reading(
                dataSource,
                LIMITS,
                session -> session.transaction(connection -> question.ask(connection, session.dialect())));
    }

    /** A measured value, and of how much the user may not see enough to measure it. */
    private record Seen(long value, long hidden) {}

    private Seen measure(String sql) {
        return ask((connection, dialect) ->
                Statements.one(connection, dialect, Sql.of(sql), row -> new Seen(row.getLong(1), row.getLong(2))));
    }

    private static CleanupException hidden(String what) {
        return new CleanupException(
                "the database user may not see " + what + "; grant it the role pg_monitor or pg_read_all_stats");
    }

    /** How many sessions of clients are active, ours not counted, if they are more than so many. */
    public Optional<Long> activeSessions(long most) {
        Seen seen = measure("""
                SELECT count(*) FILTER (WHERE state = 'active' AND backend_type = 'client backend'
                        AND pid <> pg_backend_pid()),
                    count(*) FILTER (WHERE datid IS NOT NULL AND usesysid IS NOT NULL AND backend_type IS NULL)
                FROM pg_stat_activity""");
        if (seen.value() <= most && seen.hidden() > 0) {
            throw hidden("what the sessions of others do");
        }
        return over(seen.value(), most);
    }

    /** How many milliseconds the slowest standby lags behind, if they are more than so many. */
    public Optional<Long> replicationLag(Duration most) {
        return lag("EXTRACT(EPOCH FROM replay_lag) * 1000", most.toMillis());
    }

    /** How many bytes of the log the slowest standby has not replayed, if they are more than so many. */
    public Optional<Long> replicationBytes(long most) {
        return lag("pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)", most);
    }

    private Optional<Long> lag(String measure, long most) {
        Seen seen =
                measure("SELECT CAST(COALESCE(max(" + measure + ") FILTER (WHERE state IN ('streaming', 'catchup')), 0)"
                        + " AS bigint), count(*) FILTER (WHERE state IS NULL) FROM pg_stat_replication");
        if (seen.hidden() > 0) {
            throw hidden("how far the standbys are");
        }
        return over(seen.value(), most);
    }

    private static Optional<Long> over(long value, long most) {
        return value > most ? Optional.of(value) : Optional.empty();
    }

    /** What a VACUUM of this table, of one of its partitions or of what is stored aside of them does just now. */
    public Optional<String> vacuum(Table table) {
        Sql sql = Sql.of("""
                SELECT phase FROM pg_stat_progress_vacuum
                WHERE datname = current_database() AND (relid IS NULL OR relid IN (
                    SELECT unnest(ARRAY[oid, reltoastrelid]) FROM pg_class
                    WHERE oid IN (SELECT to_regclass(?)::oid UNION SELECT relid::oid FROM pg_partition_tree(to_regclass(?)))))
                ORDER BY relid NULLS LAST""", table.sql(), table.sql());
        return ask((connection, dialect) ->
                        Statements.query(connection, dialect, sql, row -> Optional.ofNullable(row.getString(1))))
                .stream()
                .findFirst()
                .map(phase -> phase.orElseThrow(() -> hidden("which tables are being vacuumed")));
    }
}
