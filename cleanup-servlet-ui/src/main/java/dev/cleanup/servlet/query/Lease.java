package dev.cleanup.servlet.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time that a piece of work has, and its connection, which another thread may cut when that time is over. Safe for two threads. */
final class Lease {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    private long end;
    private @Nullable Connection connection;
    private boolean cut;

    Lease(Duration limit) {
        this.end = System.nanoTime() + limit.toNanos();
    }

    /** What is left, at least a millisecond. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
    }

    /** Leaves no more than this; only for the thread that does the work. */
    void shorten(Duration limit) {
        end = System.nanoTime() + Math.min(limit.toNanos(), remaining().toNanos());
    }

    /** A connection, to be given back with {@link #giveBack} or {@link #destroy} before the next is opened. */
    Connection open(DataSource dataSource) throws SQLException {
        Connection opened = dataSource.getConnection();
        synchronized (this) {
            connection = opened;
            if (!cut) {
                return opened;
            }
        }
        destroy();
        throw new SQLTimeoutException("opening a connection took too long");
    }

    /** Ends whatever the connection is doing; every later one is refused. */
    synchronized void cut() {
        cut = true;
        if (connection != null) {
            // On a thread of its own, because a driver may wait for the network to close a socket.
            abort(connection, command -> {
                Thread thread = new Thread(command, "cleanup-query-abort");
                thread.setDaemon(true);
                thread.start();
            });
        }
    }

    /** Closes the connection: a pool may lend it again. */
    void giveBack() {
        // After this it may be somebody else's, which must not be cut.
        Connection returned = release();
        if (returned != null) {
            close(returned);
        }
    }

    /**
     * Ends the session on the server, whatever it holds. Closing is not enough, because a pool keeps the session; an aborted one it throws away.
     */
    void destroy() {
        Connection victim = release();
        if (victim != null) {
            abort(victim, Runnable::run);
            close(victim);
        }
    }

    private synchronized @Nullable Connection release() {
        Connection released = connection;
        connection = null;
        return released;
    }

    private static void abort(Connection victim, Executor executor) {
        try {
            victim.abort(executor);
        } catch (SQLException | RuntimeException failure) {
            LOG.warn(
                    "query: a connection could not be aborted ({})",
                    failure.getClass().getName());
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException | RuntimeException failure) {
            LOG.debug(
                    "query: a connection could not be closed ({})",
                    failure.getClass().getName());
        }
    }
}
