package dev.cleanup.jdbc.internal.sql;

import dev.cleanup.TransientFailureException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of the application's for the length of one call. What is changed on it is put back before the application gets it again.
 */
public final class Session implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** What was committed is not known. */
    private static final String NOBODY_KNOWS = "08007";

    private final DataSource dataSource;
    private final Connection connection;
    private final Dialect dialect;
    private final Limits limits;
    private final boolean autoCommit;
    private final boolean reading;

    private Session(DataSource dataSource, Connection connection, Limits limits, boolean reading) throws SQLException {
        this.dataSource = dataSource;
        this.connection = connection;
        this.dialect = Dialect.of(connection);
        this.limits = limits;
        this.reading = reading;
        this.autoCommit = connection.getAutoCommit();
    }

    /** What is done within a transaction. */
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** What is done with a session. */
    public interface Use<T> {
        T run(Session session) throws SQLException;
    }

    /** Uses a session {@linkplain #forReading for reading} and says what fails in our own words. */
    public static <T> T reading(DataSource dataSource, Limits limits, Use<T> use) {
        return using(() -> forReading(dataSource, limits), use);
    }

    /** Uses a session {@linkplain #forWriting for writing} and says what fails in our own words. */
    public static <T> T writing(DataSource dataSource, Limits limits, Use<T> use) {
        return using(() -> forWriting(dataSource, limits), use);
    }

    private interface Opener {
        Session open() throws SQLException;
    }

    private static <T> T using(Opener opener, Use<T> use) {
        try (Session session = opener.open()) {
            return session.use(use);
        } catch (SQLException failure) {
            throw Failures.noConnection(failure);
        }
    }

    private <T> T use(Use<T> use) {
        try {
            return use.run(this);
        } catch (SQLException failure) {
            throw Failures.of(dialect, failure);
        }
    }

    /**
     * For reading: one snapshot for all statements, in transactions that are read-only and always rolled back. H2 has no read-only
     * transactions; there the roll-back holds alone.
     */
    public static Session forReading(DataSource dataSource, Limits limits) throws SQLException {
        return open(dataSource, limits, true);
    }

    /** For writing: each statement sees what is committed when it begins. */
    public static Session forWriting(DataSource dataSource, Limits limits) throws SQLException {
        return open(dataSource, limits, false);
    }

    private static Session open(DataSource dataSource, Limits limits, boolean reading) throws SQLException {
        Connection connection = connect(dataSource);
        try {
            Session session = new Session(dataSource, connection, limits, reading);
            connection.setAutoCommit(false);
            return session;
        } catch (SQLException | RuntimeException failure) {
            quietly("closed", connection::close);
            throw failure;
        }
    }

    private static Connection connect(DataSource dataSource) {
        try {
            return dataSource.getConnection();
        } catch (SQLException failure) {
            throw Failures.noConnection(failure);
        }
    }

    public Dialect dialect() {
        return dialect;
    }

    /**
     * Does the work in a transaction of its own, within the limits.
     *
     * @throws LostCommitException when nobody knows whether it was done
     */
    public <T> T transaction(Work<T> work) throws SQLException {
        return transaction(reading ? Purpose.READ : Purpose.WRITE, begun -> work.run(connection));
    }

    private interface BegunWork<T> {
        T run(Begun begun) throws SQLException;
    }

    private <T> T transaction(Purpose purpose, BegunWork<T> work) throws SQLException {
        Restore restore = Restore.NOTHING;
        try {
            Begun begun = dialect.begin(connection, limits, purpose);
            restore = begun.restore();
            T result = work.run(begun);
            commit();
            return result;
        } catch (SQLException | RuntimeException | Error failure) {
            // Before anything is put back: H2 commits when the isolation changes.
            quietly("rolled back", connection::rollback);
            throw failure;
        } finally {
            quietly("put back as it was", restore);
        }
    }

    /**
     * Does the work in a transaction of its own, within the limits. When the answer to its COMMIT is lost, another connection is asked what
     * became of it; this session is of no use any more then.
     *
     * @throws TransientFailureException when nothing was done
     * @throws LostCommitException when nobody knows whether it was done
     */
    public <T> T lookedUp(Work<T> work) throws SQLException {
        AtomicReference<Optional<Pending<T>>> pending = new AtomicReference<>(Optional.empty());
        try {
            return transaction(Purpose.WRITE_NUMBERED, begun -> {
                T result = work.run(connection);
                pending.set(Optional.of(new Pending<>(result, begun.transaction())));
                return result;
            });
        } catch (LostCommitException lost) {
            return afterwards(pending.get().orElseThrow(), lost);
        }
    }

    /** The result of work that is done if its transaction was committed. */
    private record Pending<T>(T result, Optional<String> transaction) {}

    private <T> T afterwards(Pending<T> pending, LostCommitException lost) throws SQLException {
        // The application may have no other connection than the one that is lost.
        quietly("closed", connection::close);
        Outcome outcome = pending.transaction().isEmpty()
                ? Outcome.UNKNOWN
                : new LostTransaction(dataSource, limits, pending.transaction().get()).outcome();
        return switch (outcome) {
            case COMMITTED -> pending.result();
            case ABORTED ->
                throw new TransientFailureException(
                        "the connection to the database was lost at COMMIT (SQLState " + lost.getSQLState()
                                + "), and nothing was done",
                        Failures.withoutMessage(lost));
            case UNDER_WAY, UNKNOWN -> throw lost;
        };
    }

    /** Lets nobody use the connection again: who knows what it has to say next. */
    private void abort() {
        quietly("aborted", () -> connection.abort(Runnable::run));
        quietly("closed", connection::close);
    }

    private void commit() throws SQLException {
        if (reading) {
            connection.rollback();
            return;
        }
        try {
            connection.commit();
        } catch (SQLException failure) {
            FailureKind kind = dialect.kind(failure);
            boolean answered = kind != FailureKind.LOST && kind != FailureKind.OTHER;
            throw answered ? failure : new LostCommitException(failure);
        } catch (RuntimeException | Error failure) {
            LOG.warn("a COMMIT ended with {}", failure.getClass());
            abort();
            throw new LostCommitException(new SQLException("the driver failed", NOBODY_KNOWS));
        }
    }

    @Override
    public void close() {
        restore();
        quietly("closed", connection::close);
    }

    private void restore() {
        quietly("rolled back", () -> {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        });
        quietly("put back as it was", () -> connection.setAutoCommit(autoCommit));
    }

    private static void quietly(String what, Restore action) {
        try {
            action.run();
        } catch (SQLException failure) {
            LOG.debug("a connection could not be {} (SQLState {})", what, failure.getSQLState());
        } catch (RuntimeException | Error failure) {
            LOG.debug("a connection could not be {}: {}", what, failure.getClass());
        }
    }
}
