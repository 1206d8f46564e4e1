package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.CleanupException;
import dev.cleanup.ConfigurationException;
import dev.cleanup.Owners;
import dev.cleanup.TransientFailureException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Which bots are still there: 4 is, 1 to 3 are deleted softly. */
abstract class OwnersContract extends BotsContract {
    static final Set<String> SOME = Set.of("1", "4", "5");

    JdbcOwners owners() {
        return owners(db.dataSource);
    }

    static JdbcOwners owners(DataSource dataSource) {
        return JdbcOwners.of(dataSource, "bots", "id");
    }

    static Set<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(String::valueOf)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Does something before each statement that looks owners up, told how many of them there were. */
    DataSource beforePage(PageHook hook) {
        AtomicInteger pages = new AtomicInteger();
        return HookedDataSource.of(db.dataSource, (real, call, sql) -> {
            if (sql.startsWith("SELECT a.n")) {
                hook.before(pages.incrementAndGet());
            }
        });
    }

    interface PageHook {
        void before(int page) throws SQLException;
    }

    static void unknown(Class<? extends CleanupException> type, ThrowingCallable look, String... words) {
        assertThatThrownBy(look).isInstanceOf(type).hasMessageContainingAll(words);
    }

    @Test
    void every_row_is_an_owner_unless_a_condition_says_otherwise() {
        assertThat(owners().active(SOME)).containsExactlyInAnyOrder("1", "4");
        assertThat(owners().activeWhereNull("deleted_at").active(SOME)).containsExactly("4");
        assertThat(owners().activeWhereNotNull("deleted_at").active(SOME)).containsExactly("1");
        assertThat(owners().activeWhere("name", Operator.EQUAL, "alive").active(SOME))
                .containsExactly("4");
        assertThat(owners().activeWhere("name", Operator.IN, List.of("old", "alive"))
                        .active(SOME))
                .containsExactlyInAnyOrder("1", "4");
    }

    @Test
    void all_conditions_must_hold() {
        JdbcOwners both = owners().activeWhereNull("deleted_at").activeWhere("name", Operator.EQUAL, "old");

        assertThat(both.active(SOME)).isEmpty();
        assertThat(both.any()).isFalse();
    }

    @Test
    void where_a_column_is_null_it_equals_nothing_and_otherwise_the_owner_is_there() {
        db.execute("UPDATE bots SET name = NULL WHERE id = 4");

        assertThat(owners().activeWhere("name", Operator.EQUAL, "alive").active(SOME))
                .isEmpty();
        assertThat(owners().activeWhere("name", Operator.IN, List.of("alive", "old"))
                        .active(SOME))
                .containsExactly("1");
        assertThat(owners().activeWhere("name", Operator.NOT_EQUAL, "old").active(SOME))
                .containsExactly("4");
        assertThat(owners().activeWhere("name", Operator.GREATER, "z").active(SOME))
                .containsExactly("4");
        assertThat(owners().activeWhere("name", Operator.NOT_EQUAL, "old")
                        .activeWhereNotNull("name")
                        .active(SOME))
                .isEmpty();
    }

    @Test
    void a_condition_makes_other_owners_and_leaves_these_as_they_are() {
        JdbcOwners all = owners();

        assertThat(all.activeWhereNull("deleted_at").active(SOME)).hasSize(1);
        assertThat(all.statementTimeout(Duration.ofSeconds(1)).active(SOME)).hasSize(2);
        assertThat(all.active(SOME)).hasSize(2);
    }

    @Test
    void there_is_any_owner_when_one_row_meets_the_conditions() {
        JdbcOwners alive = owners().activeWhereNull("deleted_at");
        assertThat(alive.any()).isTrue();

        db.execute("DELETE FROM bots WHERE id = 4");

        assertThat(alive.any()).isFalse();
        assertThat(owners().any()).isTrue();
    }

    @Test
    void an_empty_table_has_no_owner_at_all() {
        db.execute("DELETE FROM bots");

        assertThat(owners().active(SOME)).isEmpty();
        assertThat(owners().any()).isFalse();
    }

    @Test
    void a_row_without_an_id_is_no_owner() {
        db.execute("CREATE TABLE loose (id BIGINT UNIQUE)", "INSERT INTO loose VALUES (NULL)");

        assertThat(JdbcOwners.of(db.dataSource, "loose", "id").any()).isFalse();
    }

    @Test
    void answers_anew_each_time() {
        Owners alive = owners().activeWhereNull("deleted_at");
        assertThat(unchecked(() -> alive.active(SOME))).containsExactly("4");

        db.execute("UPDATE bots SET deleted_at = NULL WHERE id = 1", "DELETE FROM bots WHERE id = 4");

        assertThat(unchecked(() -> alive.active(SOME))).containsExactly("1");
    }

    @Test
    void ten_thousand_ids_are_looked_up_by_five_hundred_each() {
        db.execute("INSERT INTO bots SELECT x, 'many', 'a', NULL FROM " + db.series(5, 9_999));
        List<Integer> pages = new ArrayList<>();
        JdbcOwners owners = owners(beforePage(pages::add)).activeWhereNull("deleted_at");
        pages.clear();

        assertThat(owners.active(numbers(1, 10_000))).isEqualTo(numbers(4, 9_999));
        assertThat(pages).hasSize(20);
    }

    @Test
    void all_pages_are_of_one_snapshot() {
        db.execute("INSERT INTO bots SELECT x, 'many', 'a', NULL FROM " + db.series(5, 1_000));
        JdbcOwners owners = owners(beforePage(page -> {
            // The first is the check, the second the first page.
            if (page == 3) {
                db.execute("DELETE FROM bots WHERE id > 400", "INSERT INTO bots VALUES (1001, 'late', 'a', NULL)");
            }
        }));

        assertThat(owners.active(numbers(1, 1_100))).isEqualTo(numbers(1, 1_000));
        assertThat(owners.active(numbers(1, 1_100))).contains("400", "1001").doesNotContain("401");
    }

    @Test
    void a_schema_can_be_named_and_odd_names_are_quoted() {
        db.execute(
                "CREATE SCHEMA \"Other " + db.schema + "\"",
                "CREATE TABLE \"Other " + db.schema
                        + "\".\"my \"\"bots\" (\"the id?\" INTEGER UNIQUE, \"gone' at\" DATE)",
                "INSERT INTO \"Other " + db.schema + "\".\"my \"\"bots\" VALUES (1, NULL)");
        JdbcOwners owners = JdbcOwners.of(db.dataSource, "Other " + db.schema, "my \"bots", "the id?")
                .activeWhereNull("gone' at");

        assertThat(owners.active(SOME)).containsExactly("1");
        assertThat(owners).hasToString("rows of Other " + db.schema + ".my \"bots by the id? where gone' at IS NULL");
    }

    @Test
    void a_connection_that_was_left_in_another_schema_does_not_matter() {
        String other = "other_" + db.schema;
        db.execute("CREATE SCHEMA " + other, "CREATE TABLE " + other + ".bots (id INTEGER PRIMARY KEY)");
        AtomicInteger connections = new AtomicInteger();
        JdbcOwners owners = owners(HookedDataSource.of(db.dataSource, (real, call, sql) -> {
            if (call.equals("getAutoCommit") && connections.incrementAndGet() > 1) {
                TestDatabase.execute(real, "SET SCHEMA " + (db.postgres ? "'" + other + "'" : other));
            }
        }));

        assertThat(owners.active(SOME)).containsExactlyInAnyOrder("1", "4");
        assertThat(connections).hasValueGreaterThan(1);
    }

    @Test
    void refuses_names_that_do_not_exist_and_says_what_is_accepted() {
        unknown(
                ConfigurationException.class,
                () -> JdbcOwners.of(db.dataSource, "bot", "id"),
                "table is 'bot'",
                "there is no such table");
        unknown(
                ConfigurationException.class,
                () -> JdbcOwners.of(db.dataSource, "nowhere", "bots", "id"),
                "schema is 'nowhere'");
        unknown(
                ConfigurationException.class,
                () -> JdbcOwners.of(db.dataSource, "bots", "bot_id"),
                "id is 'bot_id'",
                "there is no such column");
        unknown(
                ConfigurationException.class,
                () -> owners().activeWhereNull("deleted"),
                "activeWhere is 'deleted'",
                "there is no such column");
        unknown(ConfigurationException.class, () -> JdbcOwners.of(db.dataSource, "", "id"), "table is ''");
        unknown(
                ConfigurationException.class,
                () -> JdbcOwners.of(db.dataSource, "bots", " "),
                "id is '': it is required");
    }

    @Test
    void refuses_an_id_that_rows_may_share() {
        unknown(
                ConfigurationException.class,
                () -> JdbcOwners.of(db.dataSource, "bots", "name"),
                "id is 'name'",
                "primary key, unique constraint or unique index over it alone");
        db.execute("CREATE TABLE pairs (a INTEGER, b INTEGER, PRIMARY KEY (a, b))");
        unknown(ConfigurationException.class, () -> JdbcOwners.of(db.dataSource, "pairs", "a"), "id is 'a'");
        db.execute("CREATE UNIQUE INDEX by_name ON bots (name)");
        assertThat(JdbcOwners.of(db.dataSource, "bots", "name").active(Set.of("old", "Old")))
                .containsExactly("old");
    }

    @Test
    void refuses_ids_of_types_that_owners_are_not_known_by() {
        for (String type :
                List.of("DATE", "TIMESTAMP", "DOUBLE PRECISION", "BOOLEAN", db.postgres ? "BYTEA" : "BINARY(3)")) {
            db.execute("DROP TABLE IF EXISTS odd", "CREATE TABLE odd (id " + type + " PRIMARY KEY)");
            unknown(
                    ConfigurationException.class,
                    () -> JdbcOwners.of(db.dataSource, "odd", "id"),
                    "id is 'id'",
                    "accepted are whole numbers, NUMERIC, text, UUID and enumerations");
        }
    }

    @Test
    void refuses_a_view_and_values_that_cannot_serve() {
        db.execute("CREATE VIEW seen AS SELECT * FROM bots");
        unknown(ConfigurationException.class, () -> JdbcOwners.of(db.dataSource, "seen", "id"), "accepted are tables");
        unknown(
                ConfigurationException.class,
                () -> owners().activeWhere("name", Operator.EQUAL, new Object()),
                "activeWhere name is 'java.lang.Object'");
        unknown(
                ConfigurationException.class,
                () -> owners().statementTimeout(Duration.ZERO),
                "statementTimeout is 'PT0S'");
    }

    @Test
    void a_condition_whose_value_does_not_fit_is_an_error_and_nobody_is_gone() {
        assertThatThrownBy(() ->
                        owners().activeWhere("id", Operator.EQUAL, "secret").active(Set.of("4")))
                .isInstanceOf(CleanupException.class)
                .hasMessageContaining(
                        db.postgres ? "check that the values fit the types of their columns" : "does not fit its type")
                .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("secret"));
    }

    @Test
    void what_is_dropped_meanwhile_is_an_error_and_nobody_is_gone() {
        JdbcOwners alive = owners().activeWhereNull("deleted_at");

        db.execute("ALTER TABLE bots DROP COLUMN deleted_at");
        unknown(ConfigurationException.class, () -> alive.active(SOME), "activeWhere is 'deleted_at'");
        unknown(ConfigurationException.class, alive::any, "activeWhere is 'deleted_at'");

        JdbcOwners all = owners();
        db.execute("ALTER TABLE bots RENAME TO robots");
        unknown(ConfigurationException.class, () -> all.active(SOME), "table is 'bots'");
    }

    @Test
    void what_is_dropped_right_before_the_look_is_an_error() {
        JdbcOwners owners = owners(beforePage(page -> {
            if (page == 2) {
                db.execute("ALTER TABLE bots RENAME COLUMN id TO nr");
            }
        }));

        unknown(CleanupException.class, () -> owners.active(SOME), "the database refused a statement");
    }

    @Test
    void a_pool_that_has_no_connection_is_a_passing_failure() {
        AtomicInteger connections = new AtomicInteger();
        JdbcOwners owners = owners(HookedDataSource.of(db.dataSource, (real, call, sql) -> {
            if (call.equals("getConnection") && connections.incrementAndGet() > 1) {
                throw new SQLTransientConnectionException("pool - Connection is not available, request timed out");
            }
        }));

        unknown(TransientFailureException.class, () -> owners.active(SOME), "cannot connect to the database");
        unknown(TransientFailureException.class, owners::any, "cannot connect to the database");
    }

    @Test
    void an_interrupted_look_up_has_no_answer_and_stays_interrupted() {
        JdbcOwners owners = owners();
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> owners.active(SOME)).isInstanceOf(CleanupException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void several_threads_may_ask_at_once() {
        JdbcOwners alive = owners().activeWhereNull("deleted_at");
        List<CompletableFuture<Set<String>>> answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> alive.active(SOME)))
                .toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).containsExactly("4"));
    }
}
