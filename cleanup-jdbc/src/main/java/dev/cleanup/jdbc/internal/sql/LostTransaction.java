package dev.cleanup.jdbc.internal.sql;

import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transaction whose COMMIT was not answered. Over new connections the server is asked what became of it; while it has not ended, or while
 * nobody answers, again, but not for ever.
 */
record LostTransaction(DataSource dataSource, Limits limits, String transaction) {
    private static final Logger LOG = LoggerFactory.getLogger(LostTransaction.class);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(100);

    Outcome outcome() {
        long begun = System.nanoTime();
        Outcome outcome = ask();
        while (outcome == Outcome.UNDER_WAY && System.nanoTime() - begun < LONGEST.toNanos() && pause()) {
            outcome = ask();
        }
        return outcome;
    }

    private Outcome ask() {
        try (Session session = Session.forReading(dataSource, limits)) {
            return session.transaction(connection -> session.dialect().outcome(connection, transaction));
        } catch (SQLException failure) {
            LOG.debug("a lost transaction could not be looked up (SQLState {})", failure.getSQLState());
        } catch (RuntimeException | Error failure) {
            LOG.debug("a lost transaction could not be looked up: {}", failure.getClass());
        }
        return Outcome.UNDER_WAY;
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
