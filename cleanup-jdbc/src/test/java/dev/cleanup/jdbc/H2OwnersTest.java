package dev.cleanup.jdbc;

import dev.cleanup.CleanupException;
import dev.cleanup.TransientFailureException;
import java.sql.Connection;
import java.time.Duration;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class H2OwnersTest extends OwnersContract {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }

    @Test
    void a_permission_that_is_gone_is_an_error_and_nobody_is_gone() {
        db.execute("CREATE USER reader PASSWORD 'x'", "GRANT SELECT ON bots TO reader");
        JdbcOwners owners =
                owners(new UrlDataSource(db.url.replace(";DB_CLOSE_DELAY=-1", "") + ";USER=READER;PASSWORD=x"));

        db.execute("REVOKE SELECT ON bots FROM reader");

        unknown(CleanupException.class, () -> owners.active(SOME), "lacks a permission");
        unknown(CleanupException.class, owners::any, "lacks a permission");
    }

    /** Before the row of an id is looked for, takes the fiftieth part of the timeout. */
    public static final class Slow implements Trigger {
        @Override
        public void fire(Connection connection, Object @Nullable [] before, Object @Nullable [] after) {
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < TIMEOUT.toNanos() / 50) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void a_look_that_takes_too_long_is_a_passing_failure() {
        JdbcOwners owners = owners().statementTimeout(TIMEOUT);
        db.execute("CREATE TRIGGER slow BEFORE SELECT ON bots CALL '" + Slow.class.getName() + "'");

        unknown(TransientFailureException.class, () -> owners.active(numbers(1, 500)), "took longer than its timeout");
    }
}
