package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.sql.Limits;
import dev.cleanup.jdbc.internal.sql.Session;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only H2 has: triggers as classes, databases that are opened read-only. */
class H2OnlyTest extends BotsContract {
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(1), Duration.ofSeconds(1));

    @TempDir
    Path directory;

    /** Does nothing. */
    public static final class Quiet implements Trigger {
        @Override
        public void fire(Connection connection, Object @Nullable [] before, Object @Nullable [] after) {}
    }

    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }

    @Test
    void a_delete_trigger_is_refused_unless_it_is_named() {
        db.execute("CREATE TRIGGER guard BEFORE DELETE ON bots FOR EACH ROW CALL '" + Quiet.class.getName() + "'");

        assertThatThrownBy(() -> bots().build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the trigger or rule GUARD acts when a row of");
        assertThat(execute(bots().allowTriggers("GUARD").build())
                        .tasks()
                        .get(0)
                        .tally()
                        .removed())
                .isEqualTo(2);
    }

    @Test
    void an_insert_trigger_is_no_matter() {
        db.execute("CREATE TRIGGER guard BEFORE INSERT ON bots FOR EACH ROW CALL '" + Quiet.class.getName() + "'");

        assertThat(bots().build().name()).isEqualTo("bots");
    }

    @Test
    void a_database_that_was_opened_read_only_is_refused() throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("bots");
        try (Connection connection = new UrlDataSource(url).getConnection()) {
            TestDatabase.execute(connection, "CREATE TABLE bots (id INT PRIMARY KEY, deleted_at TIMESTAMP)");
        }

        assertThatThrownBy(() ->
                        bots(new UrlDataSource(url + ";ACCESS_MODE_DATA=r")).build())
                .isInstanceOf(CleanupException.class)
                .hasMessage("the database is read-only: it was opened read-only; accepted is the primary, writable");
    }

    @Test
    void nothing_is_committed_when_the_virtual_machine_fails_in_a_transaction() {
        assertThatThrownBy(() -> Session.writing(
                        serializable((real, call, argument) -> {}),
                        LIMITS,
                        session -> session.transaction(connection -> {
                            TestDatabase.execute(connection, "DELETE FROM bots");
                            throw new StackOverflowError("injected");
                        })))
                .isInstanceOf(StackOverflowError.class);
        assertThat(left()).hasSize(4);
    }

    @Test
    void a_transaction_that_cannot_begin_leaves_the_connection_as_it_was() {
        AtomicBoolean failed = new AtomicBoolean();
        List<Integer> isolations = new ArrayList<>();
        DataSource failing = serializable((real, call, argument) -> {
            if (call.equals("createStatement") && failed.compareAndSet(false, true)) {
                throw new SQLException("injected", "HY000");
            }
            if (call.equals("close")) {
                isolations.add(real.getTransactionIsolation());
            }
        });

        assertThatThrownBy(() -> Session.writing(failing, LIMITS, session -> session.transaction(connection -> "")))
                .isInstanceOf(CleanupException.class);
        assertThat(isolations).containsExactly(Connection.TRANSACTION_SERIALIZABLE);
    }

    /** Connections of an application that has another isolation. */
    private DataSource serializable(HookedDataSource.Hook hook) {
        return HookedDataSource.of(db.dataSource, (real, call, argument) -> {
            if (call.equals("setAutoCommit") && argument.equals("false")) {
                real.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            }
            hook.before(real, call, argument);
        });
    }
}
