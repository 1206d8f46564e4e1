package dev.cleanup.jdbc.internal.sql;

import java.sql.SQLException;
import javax.sql.DataSource;

/** The application's database: a connection for the length of a call, and failures in our own words. */
public record Database(DataSource dataSource, Limits limits) {

    /** What is done with a connection. */
    public interface Work<T> {
        T run(Session session) throws SQLException;
    }

    /** See {@link Session#forReading}. */
    public <T> T reading(Work<T> work) {
        return in(() -> Session.forReading(dataSource, limits), work);
    }

    /** See {@link Session#forWriting}. */
    public <T> T writing(Work<T> work) {
        return in(() -> Session.forWriting(dataSource, limits), work);
    }

    private interface Opener {
        Session open() throws SQLException;
    }

    private static <T> T in(Opener opener, Work<T> work) {
        try (Session session = opener.open()) {
            return inSession(session, work);
        } catch (SQLException failure) {
            throw Failures.noConnection(failure);
        }
    }

    private static <T> T inSession(Session session, Work<T> work) {
        try {
            return work.run(session);
        } catch (SQLException failure) {
            throw Failures.of(session.dialect(), failure);
        }
    }
}
