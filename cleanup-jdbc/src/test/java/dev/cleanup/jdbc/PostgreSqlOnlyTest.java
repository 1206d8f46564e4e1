package dev.cleanup.jdbc;

import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupException;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupTask;
import dev.cleanup.ConfigurationException;
import dev.cleanup.Leftover;
import dev.cleanup.Survey;
import dev.cleanup.Tally;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What only PostgreSQL has: pages, partitions, rules, row-level security, deferred constraints. */
class PostgreSqlOnlyTest extends BotsContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }

    @Test
    void pages_are_walked_to_the_end_whatever_the_key_and_the_batch() {
        for (int batch : new int[] {7, 300, 5_000}) {
            db.execute(
                    "DROP TABLE IF EXISTS many",
                    "CREATE TABLE many (id uuid PRIMARY KEY, at timestamptz)",
                    "INSERT INTO many SELECT gen_random_uuid(), now() - interval '1 day' * (x % 14) FROM "
                            + db.series(1, 7_000));
            CleanupTask task =
                    bots().table("many").timestamp("at").batchSize(batch).build();
            assertThat(execute(task).tasks().get(0).tally()).isEqualTo(new Tally(3_500, 0, 0, 0));
            assertThat(db.count("many")).isEqualTo(3_500);
        }
    }

    @Test
    void partitions_are_walked_by_key() {
        db.execute(
                "CREATE TABLE parts (id bigint, at timestamptz, PRIMARY KEY (id)) PARTITION BY HASH (id)",
                "CREATE TABLE parts0 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                "CREATE TABLE parts1 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
                "INSERT INTO parts SELECT x, now() - interval '9 days' FROM " + db.series(1, 100));
        CleanupRun run =
                execute(bots().table("parts").timestamp("at").batchSize(9).build());
        assertThat(run.tasks().get(0).tally()).isEqualTo(new Tally(100, 0, 0, 0));
    }

    @Test
    void a_trigger_or_rule_is_refused_unless_named_and_its_refusal_concerns_single_rows() throws Exception {
        db.execute("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN IF OLD.id = 1 THEN RAISE EXCEPTION 'row % is precious', OLD; END IF; RETURN OLD; END $$""", "CREATE TRIGGER guard BEFORE DELETE ON bots FOR EACH ROW EXECUTE FUNCTION refuse()");
        assertThatThrownBy(() -> bots().build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the trigger or rule guard acts");

        BatchResult result = batch(bots().allowTriggers("guard").build());

        assertThat(result.removed()).isEqualTo(1);
        assertThat(result.leftovers()).containsExactly(Leftover.failed("1", "a trigger refused it (SQLState P0001)"));
        db.execute("DROP TRIGGER guard ON bots", "CREATE RULE nothing AS ON DELETE TO bots DO INSTEAD NOTHING");
        assertThatThrownBy(() -> bots().build()).hasMessageContaining("the trigger or rule nothing acts");
    }

    /** A trigger that swallows the deletion leaves the row, and the run still ends. */
    @Test
    void what_a_trigger_swallows_is_not_counted() throws Exception {
        db.execute(
                "CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
                "CREATE TRIGGER guard BEFORE DELETE ON bots FOR EACH ROW EXECUTE FUNCTION swallow()");
        CleanupTask task = bots().allowTriggers("guard").build();
        assertThat(execute(task).tasks().get(0).tally().removed()).isZero();
        assertThat(left()).hasSize(4);
    }

    @Test
    void a_constraint_that_is_checked_at_commit_fails_single_rows() throws Exception {
        db.execute(
                "CREATE TABLE jobs (bot bigint CONSTRAINT late REFERENCES bots DEFERRABLE INITIALLY DEFERRED)",
                "INSERT INTO jobs VALUES (1)");
        BatchResult result = batch(bots().build());
        assertThat(result.removed()).isEqualTo(1);
        assertThat(result.leftovers())
                .containsExactly(Leftover.failed("1", "a foreign key still refers to it (constraint late)"));
    }

    @Test
    void a_key_is_the_same_whatever_the_zone_of_the_process_is() throws Exception {
        db.execute(
                "CREATE TABLE events (id bigint, at timestamptz, PRIMARY KEY (id, at))",
                "INSERT INTO events VALUES (1, " + db.ago("9 DAY") + "), (2, " + db.ago("9 DAY") + ")");
        DataSource inTokyo = HookedDataSource.of(db.dataSource, (real, call, sql) -> {
            if (call.equals("getAutoCommit")) {
                TestDatabase.execute(real, "SET TimeZone = 'Asia/Tokyo'");
            }
        });
        Survey here = survey(events(db.dataSource));
        CleanupTask there = events(inTokyo);

        assertThat(survey(there).findings()).isEqualTo(here.findings());
        BatchResult result = batch(there, here.findings().get(0).id());
        assertThat(result.removed()).isEqualTo(1);
        assertThat(result.leftovers()).isEmpty();
    }

    private static CleanupTask events(DataSource source) {
        return JdbcCleanup.expiredRows(source)
                .table("events")
                .timestamp("at")
                .policy(keepFor("7d"))
                .build();
    }

    @Test
    void tables_with_hidden_or_inherited_rows_are_refused() {
        db.execute("CREATE TABLE kid () INHERITS (bots)");
        assertThatThrownBy(() -> bots().build()).hasMessageContaining("other tables inherit from it");
        db.execute(
                "DROP TABLE kid",
                "ALTER TABLE bots ENABLE ROW LEVEL SECURITY",
                "DROP ROLE IF EXISTS reader",
                "CREATE ROLE reader LOGIN",
                "GRANT USAGE ON SCHEMA " + db.schema + " TO reader",
                "GRANT ALL ON bots TO reader");
        String url = db.url.replace("user=postgres", "user=reader");
        assertThatThrownBy(() -> bots(new UrlDataSource(url)).build())
                .hasMessageContaining("row-level security hides rows");
        db.execute("DROP OWNED BY reader", "DROP ROLE reader");
    }

    @Test
    void a_survey_says_which_privileges_a_removal_would_lack() throws Exception {
        db.execute(
                "DROP ROLE IF EXISTS looker",
                "CREATE ROLE looker LOGIN",
                "GRANT USAGE ON SCHEMA " + db.schema + " TO looker",
                "GRANT SELECT ON bots TO looker");
        CleanupTask task = bots(new UrlDataSource(db.url.replace("user=postgres", "user=looker")))
                .build();

        assertThat(survey(task).notices())
                .containsExactly(
                        "the database user looker lacks DELETE and UPDATE, to lock rows, on the table: nothing can be removed");
        assertThatThrownBy(() -> batch(task))
                .hasMessageContaining("takes SELECT, DELETE and, to lock rows, UPDATE on it");
        db.execute("DROP OWNED BY looker", "DROP ROLE looker");
    }

    @Test
    void keys_of_an_enumeration_go_and_keys_that_cannot_be_told_apart_are_refused() {
        db.execute(
                "CREATE TYPE \"Mood\" AS ENUM ('glad', 'sad')",
                "CREATE TABLE moods (id \"Mood\" PRIMARY KEY, at timestamptz)",
                "INSERT INTO moods VALUES ('glad', now() - interval '9 days'), ('sad', now())",
                "CREATE TABLE lists (id text[] PRIMARY KEY, at timestamptz)");

        assertThat(execute(bots().table("moods").timestamp("at").build())
                        .tasks()
                        .get(0)
                        .tally())
                .isEqualTo(new Tally(1, 0, 0, 0));
        assertThatThrownBy(() -> bots().table("lists").timestamp("at").build())
                .isInstanceOf(CleanupException.class)
                .hasMessageContaining("rows cannot be told apart by a key of type _text");
    }

    @Test
    void a_dense_region_behind_a_sparse_one_is_not_deleted_in_one_go() {
        db.execute(
                "CREATE TABLE uneven (id bigint PRIMARY KEY, at timestamptz)",
                "INSERT INTO uneven SELECT x, CASE WHEN x > 180000 THEN now() - interval '9 days' ELSE now() END FROM "
                        + db.series(1, 380_000));
        List<Integer> deleted = new ArrayList<>();
        DataSource watched = HookedDataSource.of(db.dataSource, (real, call, sql) -> {
            if (call.equals("commit") || call.equals("rollback")) {
                deleted.add(deletedInThisTransaction(real));
            }
        });
        CleanupTask task =
                bots(watched).table("uneven").timestamp("at").batchSize(5_000).build();

        assertThat(execute(task).tasks().get(0).tally()).isEqualTo(new Tally(200_000, 0, 0, 0));
        assertThat(deleted).anyMatch(rows -> rows > 0).allMatch(rows -> rows < 60_000);
    }

    private static int deletedInThisTransaction(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT coalesce(sum(n_tup_del), 0) FROM pg_stat_xact_user_tables WHERE relname = 'uneven'")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void a_foreign_key_into_a_partition_is_refused_like_one_into_the_table() {
        db.execute(
                "CREATE TABLE parts (id bigint, at timestamptz, PRIMARY KEY (id)) PARTITION BY HASH (id)",
                "CREATE TABLE parts0 PARTITION OF parts FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
                "CREATE TABLE audit (part bigint REFERENCES parts0 (id) ON DELETE CASCADE)");

        assertThatThrownBy(() -> bots().table("parts").timestamp("at").build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("of table " + db.schema + ".audit removes or changes its rows");
    }

    @Test
    void a_locked_row_that_refers_to_one_does_not_hold_up_the_rest() throws Exception {
        db.execute(
                "CREATE TABLE jobs (bot_id bigint REFERENCES bots (id))",
                "INSERT INTO jobs VALUES (1)",
                "INSERT INTO bots SELECT x, 'many', 'a', now() - interval '9 days' FROM " + db.series(100, 107));
        CleanupTask task = bots().lockTimeout(Duration.ofMillis(50)).build();
        try (Connection other = db.dataSource.getConnection()) {
            other.setAutoCommit(false);
            TestDatabase.execute(other, "DELETE FROM jobs");

            BatchResult result = batch(task);

            assertThat(result.removed()).isEqualTo(9);
            assertThat(result.leftovers()).containsExactly(Leftover.skipped("1", "locked by another session"));
            other.rollback();
        }
    }

    @Test
    void an_empty_tail_is_passed_in_few_batches_whatever_is_left_of_the_count() throws Exception {
        db.execute(
                "CREATE TABLE tail (id bigint PRIMARY KEY, at timestamptz)",
                "INSERT INTO tail SELECT x, now() FROM " + db.series(1, 200_000));
        CleanupTask task = bots().table("tail").timestamp("at").build();
        Optional<String> next = Optional.empty();
        int batches = 0;
        do {
            next = task.removeBatch(new BatchRequest(survey(task).asOf(), 1, next, Optional.empty()))
                    .next();
            batches++;
        } while (next.isPresent());

        assertThat(batches).isLessThan(10);
    }

    @Test
    void a_read_only_database_is_refused() {
        String url = db.url + "&options=-c%20default_transaction_read_only=on";
        assertThatThrownBy(() -> bots(new UrlDataSource(url)).build())
                .isInstanceOf(CleanupException.class)
                .hasMessage(
                        "the database is read-only: default_transaction_read_only is on; accepted is the primary, writable");
    }

    @Test
    void a_database_that_becomes_read_only_stops_a_run_under_way() throws Exception {
        AtomicBoolean readOnly = new AtomicBoolean();
        CleanupTask task = bots(HookedDataSource.of(db.dataSource, (real, call, argument) -> {
                    if (call.equals("setAutoCommit") && argument.equals("false") && readOnly.get()) {
                        TestDatabase.execute(real, "SET default_transaction_read_only = on");
                    }
                }))
                .build();
        BatchRequest first = new BatchRequest(survey(task).asOf(), 1, Optional.empty(), Optional.empty());
        Optional<String> next = task.removeBatch(first).next();
        List<String> left = left();
        readOnly.set(true);

        assertThat(next).isPresent();
        assertThatThrownBy(() -> task.removeBatch(new BatchRequest(first.asOf(), 1, next, Optional.empty())))
                .hasMessage("the database or its transactions are read-only (SQLState 25006)");
        assertThat(left()).isEqualTo(left);
    }

    @Test
    void a_connection_that_the_application_has_made_read_only_is_written_over_and_given_back_as_it_was()
            throws Exception {
        List<Boolean> states = new ArrayList<>();
        CleanupTask task = bots(HookedDataSource.of(db.dataSource, (real, call, argument) -> {
                    if (call.equals("setAutoCommit") && argument.equals("false")) {
                        real.setReadOnly(true);
                    }
                    if (call.equals("close")) {
                        states.add(real.isReadOnly());
                    }
                }))
                .build();

        assertThat(batch(task).removed()).isPositive();
        assertThat(states).isNotEmpty().containsOnly(true);
    }

    @Test
    void a_slow_statement_ends_with_its_timeout() {
        db.execute(
                "CREATE FUNCTION nap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(30); RETURN OLD; END $$",
                "CREATE TRIGGER guard BEFORE DELETE ON bots FOR EACH ROW EXECUTE FUNCTION nap()");
        CleanupTask task = bots().allowTriggers("guard")
                .statementTimeout(Duration.ofMillis(50))
                .build();
        assertThatThrownBy(() -> batch(task)).hasMessage("a statement took longer than its timeout (SQLState 57014)");
        assertThat(left()).hasSize(4);
    }
}
