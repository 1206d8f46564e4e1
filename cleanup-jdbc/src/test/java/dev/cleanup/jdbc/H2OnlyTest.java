package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import java.nio.file.Path;
import java.sql.Connection;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only H2 has: triggers as classes, databases that are opened read-only. */
class H2OnlyTest extends BotsContract {
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
}
