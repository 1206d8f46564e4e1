package dev.cleanup.jdbc;

import dev.cleanup.CleanupRun;
import dev.cleanup.history.HistoryStore;
import dev.cleanup.jdbc.internal.history.HistoryTables;
import dev.cleanup.jdbc.internal.history.RunReader;
import dev.cleanup.jdbc.internal.history.RunWriter;
import dev.cleanup.jdbc.internal.history.RunWriter.Written;
import dev.cleanup.jdbc.internal.sql.Database;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * A history in PostgreSQL or H2 that outlives the process and that several nodes share.
 *
 * <pre>{@code
 * HistoryStore history = JdbcHistoryStore.builder(dataSource).createTables().build();
 * }</pre>
 *
 * <p>Runs come back as they were saved, with instants to the microsecond: what is finer is cut off. The data source is the application's; each
 * call takes one connection for one short transaction and gives it back as it was. Safe for use by several threads.
 */
public final class JdbcHistoryStore implements HistoryStore {
    private final Database database;
    private final HistoryTables tables;

    /** What this node wrote last of each of its runs that is under way, so that the next save writes only what has changed. */
    private final Map<String, Written> written = new ConcurrentHashMap<>();

    JdbcHistoryStore(Database database, HistoryTables tables) {
        this.database = database;
        this.tables = tables;
    }

    /** Begins to set up a history in this database. */
    public static JdbcHistoryStoreBuilder builder(DataSource dataSource) {
        return new JdbcHistoryStoreBuilder(dataSource);
    }

    @Override
    public void save(CleanupRun run) {
        // Taken out: when this save fails, the next one writes everything.
        Optional<Written> before = Optional.ofNullable(written.remove(run.id()));
        Optional<Written> now = database.writing(
                session -> session.transaction(connection -> new RunWriter(connection, tables).write(run, before)));
        if (!run.status().ended()) {
            now.ifPresent(state -> written.put(run.id(), state));
        }
    }

    @Override
    public Optional<CleanupRun> find(String id) {
        return database.reading(
                session -> session.transaction(connection -> new RunReader(connection, tables).find(id)));
    }

    @Override
    public List<CleanupRun> latest(int limit) {
        return database.reading(
                session -> session.transaction(connection -> new RunReader(connection, tables).newest(limit)));
    }

    @Override
    public boolean claimPlan(String planId, String runId) {
        return database.writing(
                session -> session.transaction(connection -> new RunWriter(connection, tables).claim(planId, runId)));
    }
}
