package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import dev.cleanup.RunStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables are made on request or by a migration, and never guessed at. */
abstract class HistorySetUpContract extends HistoryContract {

    private String file() {
        return "cleanup-history/" + (db.postgres ? "postgresql" : "h2") + ".sql";
    }

    private JdbcHistoryStoreBuilder builder() {
        return JdbcHistoryStore.builder(pool());
    }

    private static void works(JdbcHistoryStore store) {
        store.save(Runs.of("run", RunStatus.RUNNING, Runs.task("bots", Runs.findings(2), 1)));
        store.save(Runs.of("run", RunStatus.SUCCEEDED, Runs.task("bots", Runs.findings(2), 2)));
        assertThat(store.latest(2)).singleElement().satisfies(run -> assertThat(run.status())
                .isEqualTo(RunStatus.SUCCEEDED));
    }

    @Test
    void missing_tables_are_refused_and_the_file_that_makes_them_is_named() {
        assertThatThrownBy(() -> builder().build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("history table is 'cleanup_runs': there is no such table in schema " + db.schema
                        + "; make it with the file " + file() + " of cleanup-jdbc, or say createTables()");
    }

    @Test
    void tables_are_made_on_request_and_used_when_they_are_there() {
        works(builder().createTables().build());

        assertThat(builder().createTables().build().latest(9)).hasSize(1);
        assertThat(builder().build().latest(9)).hasSize(1);
    }

    @Test
    void a_migration_makes_them_with_the_shipped_file() throws IOException {
        db.execute(ddl());

        works(builder().build());
    }

    private String ddl() throws IOException {
        try (InputStream file = getClass().getResourceAsStream("/" + file())) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void another_prefix_is_another_history() {
        works(builder().tablePrefix("Audit_2").createTables().build());

        assertThat(builder().createTables().build().latest(9)).isEmpty();
        assertThat(builder().tablePrefix("audit_2").build().latest(9)).hasSize(1);
    }

    @Test
    void they_stand_in_another_schema_when_one_is_named() {
        db.execute("CREATE SCHEMA IF NOT EXISTS \"Other cleanup_ \"\"schema\"");

        works(builder().schema("Other cleanup_ \"schema").createTables().build());

        assertThatThrownBy(() -> builder().build()).isInstanceOf(ConfigurationException.class);
        db.execute("DROP SCHEMA \"Other cleanup_ \"\"schema\" CASCADE");
    }

    @Test
    void a_schema_that_is_not_there_is_refused() {
        assertThatThrownBy(() -> builder().schema("nowhere").createTables().build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("schema is 'nowhere': there is no such schema");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1a", "a-b", "a\"b", "a.b", "ä", "a23456789012345678901234567890123"})
    void a_prefix_that_is_no_plain_name_is_refused(String prefix) {
        assertThatThrownBy(() -> builder().tablePrefix(prefix))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("accepted are 1 to 32 letters, digits and underscores, a letter first");
    }

    @ParameterizedTest
    @CsvSource({
        "cleanup_runs, stop_reason",
        "cleanup_task_runs, bytes",
        "cleanup_findings, tags",
        "cleanup_leftovers, failed"
    })
    void a_column_that_is_missing_is_refused(String table, String column) {
        store();
        db.execute("ALTER TABLE " + table + " DROP COLUMN " + column);

        assertThatThrownBy(() -> builder().createTables().build())
                .isInstanceOf(ConfigurationException.class)
                .satisfies(failure -> assertThat(failure.getMessage().toLowerCase(Locale.ROOT))
                        .contains(table + "." + column + "': there is no such column; accepted is what")
                        .contains(file()));
    }

    @Test
    void a_column_of_another_type_or_that_must_not_be_null_is_refused() {
        store();
        String type = db.postgres ? "TYPE INTEGER" : "INTEGER";
        db.execute("ALTER TABLE cleanup_runs ALTER COLUMN finished_at SET NOT NULL");

        assertThatThrownBy(() -> builder().build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(" NOT NULL; accepted is what");

        db.execute("ALTER TABLE cleanup_runs ALTER COLUMN finished_at DROP NOT NULL");
        db.execute("ALTER TABLE cleanup_runs ALTER COLUMN saves " + type);
        assertThatThrownBy(() -> builder().build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("saves': its type is ", "; accepted is what");
    }

    @Test
    void several_nodes_may_make_them_at_the_same_moment() throws Exception {
        int nodes = 4;
        CyclicBarrier together = new CyclicBarrier(nodes);
        List<CompletableFuture<JdbcHistoryStore>> stores = IntStream.range(0, nodes)
                .mapToObj(node -> CompletableFuture.supplyAsync(() -> {
                    try {
                        together.await(20, TimeUnit.SECONDS);
                    } catch (Exception alone) {
                        throw new IllegalStateException(alone);
                    }
                    return store();
                }))
                .toList();

        for (CompletableFuture<JdbcHistoryStore> store : stores) {
            assertThat(store.get(60, TimeUnit.SECONDS).latest(1)).isEmpty();
        }
    }

    @Test
    void a_database_that_cannot_be_reached_fails_at_the_start() {
        assertThatThrownBy(() -> JdbcHistoryStore.builder(HookedDataSource.of(pool(), (real, call, argument) -> {
                            throw new SQLException("password=secret", "08001");
                        }))
                        .build())
                .isInstanceOf(CleanupException.class)
                .hasMessageStartingWith("cannot connect to the database")
                .hasMessageNotContaining("secret");
    }

    @Test
    void a_user_who_may_not_write_is_refused_at_the_start() {
        store();
        String url = readerUrl();

        assertThatThrownBy(() -> JdbcHistoryStore.builder(new UrlDataSource(url))
                        .schema(db.schema)
                        .build())
                .isInstanceOf(CleanupException.class)
                .hasMessageContaining("the database user needs SELECT, INSERT, UPDATE and DELETE on the table");
    }

    /** How to connect as a user who may only read. */
    private String readerUrl() {
        if (db.postgres) {
            db.execute(
                    "CREATE ROLE history_reader LOGIN",
                    "GRANT USAGE ON SCHEMA " + db.schema + " TO history_reader",
                    "GRANT SELECT ON ALL TABLES IN SCHEMA " + db.schema + " TO history_reader");
            return db.url.replace("user=postgres", "user=history_reader");
        }
        db.execute("CREATE USER reader PASSWORD ''", "GRANT SELECT ON SCHEMA PUBLIC TO reader");
        return db.url.replace(";DB_CLOSE_DELAY=-1", "") + ";USER=reader";
    }
}
