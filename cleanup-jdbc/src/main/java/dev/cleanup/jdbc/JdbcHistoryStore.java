package dev.cleanup.jdbc;

import dev.cleanup.CleanupException;
import dev.cleanup.CleanupRun;
import dev.cleanup.history.HistoryStore;
import dev.cleanup.jdbc.internal.history.Abandonment;
import dev.cleanup.jdbc.internal.history.RunReader;
import dev.cleanup.jdbc.internal.history.RunWriter;
import dev.cleanup.jdbc.internal.history.RunWriter.Written;
import dev.cleanup.jdbc.internal.history.StopRequests;
import dev.cleanup.jdbc.internal.history.Trimming;
import dev.cleanup.jdbc.internal.history.Trimming.Keep;
import dev.cleanup.jdbc.internal.sql.Database;
import dev.cleanup.jdbc.internal.sql.Session;
import dev.cleanup.jdbc.internal.tables.OwnTables;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private static final Logger LOG = LoggerFactory.getLogger(JdbcHistoryStore.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final Database database;
    private final OwnTables tables;

    /** What this node wrote last of each of its runs that is under way, so that the next save writes only what has changed. */
    private final Map<String, Written> written = new ConcurrentHashMap<>();

    private final Duration abandonAfter;
    private final Keep keep;
    private final AtomicLong nextLook = new AtomicLong(System.nanoTime());

    JdbcHistoryStore(Database database, OwnTables tables, Duration abandonAfter, Keep keep) {
        this.database = database;
        this.tables = tables;
        this.abandonAfter = abandonAfter;
        this.keep = keep;
        giveUpTheDead();
    }

    /** Begins to set up a history in this database. */
    public static JdbcHistoryStoreBuilder builder(DataSource dataSource) {
        return new JdbcHistoryStoreBuilder(dataSource);
    }

    @Override
    public void save(CleanupRun run) {
        // Taken out: when this save fails, the next one writes everything.
        Optional<Written> before = Optional.ofNullable(written.remove(run.id()));
        Optional<Written> now = writing(connection -> new RunWriter(connection, tables).write(run, before));
        if (before.isEmpty() && !run.status().ended()) {
            // Behind the save: it may be the first one that came through for long, and the run is alive.
            giveUpTheDead();
        }
        if (run.status().ended()) {
            trim();
        } else {
            now.ifPresent(state -> written.put(run.id(), state));
        }
    }

    @Override
    public Optional<CleanupRun> find(String id) {
        lookForTheDead();
        return reading(connection -> new RunReader(connection, tables).find(id));
    }

    @Override
    public List<CleanupRun> latest(int limit) {
        return newest(limit, true);
    }

    /** Takes two queries, however much was found. */
    @Override
    public List<CleanupRun> summaries(int limit) {
        return newest(limit, false);
    }

    private List<CleanupRun> newest(int limit, boolean whole) {
        lookForTheDead();
        return reading(connection -> new RunReader(connection, tables).newest(limit, whole));
    }

    @Override
    public boolean claimPlan(String planId, String runId) {
        return writing(connection -> new RunWriter(connection, tables).claim(planId, runId));
    }

    @Override
    public boolean requestStop(String runId, String why) {
        return writing(connection -> new StopRequests(connection, tables).add(runId, why));
    }

    @Override
    public Optional<String> stopRequested(String runId) {
        return reading(connection -> new StopRequests(connection, tables).of(runId));
    }

    private void trim() {
        try {
            Trimming.all(() -> writing(connection -> new Trimming(connection, tables).drop(keep)));
        } catch (CleanupException failure) {
            LOG.warn("history: old runs could not be dropped: {}", failure.getMessage());
        }
    }

    /** Whoever reads sees dead runs as what they are; the look for them is a cheap one, and rare. */
    private void lookForTheDead() {
        long due = nextLook.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextLook.compareAndSet(due, now + LOOK_EVERY.toNanos())) {
            giveUpTheDead();
        }
    }

    private void giveUpTheDead() {
        try {
            List<String> given = writing(connection -> new Abandonment(connection, tables).mark(abandonAfter));
            given.forEach(run -> LOG.warn("history: run {} is abandoned, the node that ran it died", run));
        } catch (CleanupException failure) {
            LOG.warn("history: nobody knows whether runs were abandoned: {}", failure.getMessage());
        }
    }

    private <T> T reading(Session.Work<T> work) {
        return database.reading(session -> session.transaction(work));
    }

    private <T> T writing(Session.Work<T> work) {
        return database.writing(session -> session.transaction(work));
    }
}
