package dev.cleanup.jdbc;

import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static dev.cleanup.retention.RetentionPolicy.keepWhere;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.CleanupException;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.Explanation;
import dev.cleanup.Explanation.Answer;
import dev.cleanup.Finding;
import dev.cleanup.retention.RetentionPolicy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why a row is still there; bots 1, 2 and 3 were deleted 9, 30 and 6 days ago, and bot 4 was not. */
abstract class ExplainContract extends BotsContract {
    private static final RetentionPolicy MINE = keepWhere(bot -> bot.tags().containsValue("b"), "of type b");
    private static final Explanation NOT_FOUND = Explanation.notFound();

    @BeforeEach
    void addBots() {
        db.execute(
                "INSERT INTO bots VALUES (5, 'zero', 'a', '1970-01-01 00:00:00+00')",
                "INSERT INTO bots VALUES (6, 'future', 'a', CURRENT_TIMESTAMP + INTERVAL '1' DAY)");
    }

    @AfterEach
    void nothing_was_changed() {
        assertThat(db.texts("SELECT count(*) FROM bots")).containsExactly("6");
    }

    static Explanation explain(CleanupTask task, String id) {
        return unchecked(() -> task.explain(id, Instant.EPOCH).orElseThrow());
    }

    private static List<String> why(CleanupTask task, String id) {
        Explanation explanation = explain(task, id);
        assertThat(explanation.answer()).as(explanation.toString()).isEqualTo(Answer.KEPT);
        return explanation.reasons();
    }

    @Test
    void a_row_that_may_go_has_the_words_of_its_finding() throws Exception {
        for (RetentionPolicy policy :
                List.of(keepFor("7d"), anyOf(keepFor("7d"), keepLatest(1).per("type")), anyOf(keepFor("7d"), MINE))) {
            CleanupTask task =
                    bots().label("name").tag("type", "bot_type").policy(policy).build();
            Finding finding = survey(task).findings().stream()
                    .filter(found -> found.id().equals("1"))
                    .findFirst()
                    .orElseThrow();

            Explanation explanation = explain(task, "1");

            assertThat(explanation.answer()).isEqualTo(Answer.GOES);
            assertThat(explanation.label()).isEqualTo("old");
            assertThat(explanation.since()).isEqualTo(finding.since());
            assertThat(String.join("; ", explanation.reasons())).isEqualTo(finding.reason());
            assertThat(explanation.removableAt()).isEmpty();
        }
    }

    @Test
    void a_row_that_stays_has_all_reasons_and_the_day_when_it_may_go() {
        CleanupTask task = bots().label("name")
                .tag("type", "bot_type")
                .policy(keepFor("7d"))
                .build();

        Explanation young = explain(task, "3");

        assertThat(young.answer()).isEqualTo(Answer.KEPT);
        assertThat(young.label()).isEqualTo("young");
        assertThat(young.reasons()).containsExactly("23 h left of 7 d");
        assertThat(young.removableAt())
                .isEqualTo(young.since().map(since -> since.plus(Duration.ofDays(7))))
                .isPresent();
    }

    @Test
    void rules_that_count_look_at_the_rows_of_the_group() {
        CleanupTask task = bots().tag("type", "bot_type")
                .policy(anyOf(keepFor("1d"), keepLatest(1).per("type")))
                .build();

        assertThat(why(task, "3")).containsExactly("latest 1 of 1");
        assertThat(why(task, "2")).containsExactly("latest 1 of 1");
        assertThat(explain(task, "1").answer()).isEqualTo(Answer.GOES);
    }

    @Test
    void rules_of_a_users_own_are_asked_in_memory() {
        assertThat(why(
                        bots().tag("type", "bot_type")
                                .policy(anyOf(keepFor("1d"), MINE))
                                .build(),
                        "2"))
                .containsExactly("of type b");
        CleanupTask counted = bots().tag("type", "bot_type")
                .policy(anyOf(keepFor("1d"), keepLatest(1).per("type"), MINE))
                .build();
        assertThat(why(counted, "2")).containsExactly("latest 1 of 1", "of type b");
        assertThat(why(counted, "3")).containsExactly("latest 1 of 1");
        assertThat(explain(counted, "1").answer()).isEqualTo(Answer.GOES);
    }

    @Test
    void an_age_that_is_not_known_is_a_reason_to_stay() {
        for (RetentionPolicy policy : List.of(keepFor("7d"), keepLatest(1), anyOf(keepFor("7d"), MINE))) {
            CleanupTask task = bots().policy(policy).build();

            assertThat(why(task, "4")).containsExactly("unknown age: no date");
            assertThat(why(task, "5")).containsExactly("unknown age: a zero for a date");
            assertThat(why(task, "6")).containsExactly("unknown age: dated in the future");
            assertThat(explain(task, "6").since()).isEmpty();
        }
    }

    @Test
    void a_row_outside_of_the_conditions_is_not_looked_at() {
        for (RetentionPolicy policy : List.of(keepFor("7d"), keepLatest(1), anyOf(keepFor("7d"), MINE))) {
            CleanupTask task = bots().where("bot_type", Operator.EQUAL, "b")
                    .whereNotNull("name")
                    .policy(policy)
                    .build();

            assertThat(why(task, "1")).containsExactly("not looked at: outside of this task's conditions");
            assertThat(why(task, "4")).containsExactly("not looked at: outside of this task's conditions");
        }
        db.execute("UPDATE bots SET bot_type = NULL WHERE id = 1");
        assertThat(why(bots().where("bot_type", Operator.EQUAL, "a").build(), "1"))
                .containsExactly("not looked at: outside of this task's conditions");
    }

    @Test
    void counted_rules_do_not_count_rows_outside_of_the_conditions() {
        CleanupTask task = bots().where("id", Operator.IN, List.of(1, 2))
                .policy(keepLatest(1))
                .build();

        assertThat(why(task, "1")).containsExactly("latest 1 of 1");
        assertThat(explain(task, "2").answer()).isEqualTo(Answer.GOES);
    }

    @Test
    void what_is_no_id_of_a_row_is_not_found() {
        for (RetentionPolicy policy : List.of(keepFor("7d"), keepLatest(1), anyOf(keepFor("7d"), MINE))) {
            CleanupTask task = bots().policy(policy).build();
            for (String id :
                    List.of("77", "", " ", "x", "1,2", "99999999999999999999", "\\", "\\u0000", "1' OR '1'='1")) {
                assertThat(explain(task, id)).as(id).isEqualTo(NOT_FOUND);
            }
        }
    }

    @Test
    void ids_of_several_columns_and_odd_characters_are_those_of_the_findings() throws Exception {
        db.execute(
                "CREATE TABLE odd (a VARCHAR(20), b INTEGER, at " + db.timestamptz() + ", PRIMARY KEY (a, b))",
                "INSERT INTO odd VALUES ('', 1, " + db.ago("9 DAY") + "), ('x,\\y', 2, " + db.ago("9 DAY")
                        + "), (' ', 3, " + db.ago("9 DAY") + ")");
        for (RetentionPolicy policy : List.of(keepFor("7d"), anyOf(keepFor("7d"), keepLatest(1)))) {
            CleanupTask task = JdbcCleanup.expiredRows(db.dataSource)
                    .table("odd")
                    .timestamp("at")
                    .policy(policy)
                    .build();
            List<Finding> findings = survey(task).findings();

            assertThat(findings).hasSizeGreaterThanOrEqualTo(2);
            assertThat(findings)
                    .allSatisfy(finding ->
                            assertThat(explain(task, finding.id()).answer()).isEqualTo(Answer.GOES));
        }
        db.execute("DROP TABLE odd");
    }

    /** Its day has not ended, so no run looks at it yet; it is not of unknown age either. */
    @Test
    void a_row_dated_today_says_so() {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        ZoneOffset noon = ZoneOffset.ofHours(12 - now.getHour());
        LocalDate today = LocalDate.ofInstant(now.toInstant(), noon);
        db.execute(
                "CREATE TABLE notes (id INTEGER PRIMARY KEY, noted_on DATE)",
                "INSERT INTO notes VALUES (1, DATE '" + today + "'), (2, DATE '9999-12-31'), (3, NULL), (4, DATE '"
                        + today.minusDays(2) + "')");
        if (db.postgres) {
            db.execute("INSERT INTO notes VALUES (5, DATE 'infinity')");
        }
        CleanupTask task = JdbcCleanup.expiredRows(db.dataSource)
                .table("notes")
                .timestamp("noted_on")
                .zone(noon)
                .policy(keepFor("1d"))
                .build();

        assertThat(why(task, "1")).containsExactly("dated today: its age begins when the day has ended");
        assertThat(explain(task, "1").since())
                .hasValue(today.plusDays(1).atStartOfDay(noon).toInstant().minusNanos(1_000));
        assertThat(why(task, "2")).containsExactly("unknown age: dated in the future");
        assertThat(why(task, "3")).containsExactly("unknown age: no date");
        assertThat(explain(task, "4").answer()).isEqualTo(Answer.GOES);
        if (db.postgres) {
            assertThat(why(task, "5")).containsExactly("unknown age: dated in the future");
        }
    }

    @Test
    void a_lock_holds_up_no_explanation() throws Exception {
        CleanupTask task = bots().lockTimeout(Duration.ofMinutes(1)).build();
        try (Connection other = db.dataSource.getConnection()) {
            other.setAutoCommit(false);
            TestDatabase.execute(other, "UPDATE bots SET deleted_at = NULL WHERE id = 1");

            Explanation seen =
                    CompletableFuture.supplyAsync(() -> explain(task, "1")).get(20, TimeUnit.SECONDS);

            assertThat(seen.answer()).isEqualTo(Answer.GOES);
            other.rollback();
        }
    }

    @Test
    void looks_in_one_snapshot_that_is_rolled_back() {
        List<String> calls = new ArrayList<>();
        CleanupTask task = bots(HookedDataSource.of(db.dataSource, (real, call, sql) -> calls.add(call + " " + sql)))
                .policy(anyOf(keepFor("7d"), keepLatest(1)))
                .build();
        calls.clear();

        explain(task, "1");

        assertThat(calls)
                .contains("rollback ")
                .anyMatch(call -> call.contains(
                        db.postgres
                                ? "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
                                : "setTransactionIsolation " + Connection.TRANSACTION_REPEATABLE_READ))
                .noneMatch(call -> call.startsWith("commit"))
                .noneMatch(call -> call.contains("DELETE FROM") || call.contains("FOR UPDATE"));
    }

    /** A survey may take minutes; a person waits for this. */
    @Test
    void each_statement_has_the_time_of_a_statement_of_a_batch() {
        String setting = db.postgres
                ? "SHOW statement_timeout"
                : "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'QUERY_TIMEOUT'";
        Set<String> timeouts = new TreeSet<>();
        CleanupTask task = bots(HookedDataSource.of(db.dataSource, (real, call, sql) -> {
                    if (sql.contains("\"bots\"") || sql.contains("\"BOTS\"")) {
                        try (Statement statement = real.createStatement();
                                ResultSet row = statement.executeQuery(setting)) {
                            row.next();
                            timeouts.add(row.getString(1));
                        }
                    }
                }))
                .statementTimeout(Duration.ofSeconds(7))
                .policy(anyOf(keepFor("7d"), keepLatest(1)))
                .build();
        timeouts.clear();

        explain(task, "1");

        assertThat(timeouts).containsExactly(db.postgres ? "7s" : "7000");
    }

    /** Of two rows with the same date, SQL takes another one for the newer than memory does when their keys cannot be seen. */
    @Test
    void where_sql_and_memory_differ_there_is_no_answer() {
        db.execute(
                "CREATE TABLE odd (a VARCHAR(20) PRIMARY KEY, at " + db.timestamptz() + ")",
                "INSERT INTO odd SELECT '\u200b', CURRENT_TIMESTAMP - INTERVAL '9' DAY UNION ALL"
                        + " SELECT 'x', CURRENT_TIMESTAMP - INTERVAL '9' DAY");
        CleanupTask task = JdbcCleanup.expiredRows(db.dataSource)
                .table("odd")
                .timestamp("at")
                .policy(keepLatest(1))
                .build();

        assertThatThrownBy(() -> task.explain("x", Instant.EPOCH))
                .isInstanceOf(CleanupException.class)
                .hasMessageStartingWith("row x may go by SQL and stays in memory: latest 1 of 1")
                .hasMessageEndingWith("the answer cannot be trusted");
        db.execute("DROP TABLE odd");
    }

    @Test
    void a_table_that_is_gone_is_told_in_clear_words() {
        db.execute("CREATE TABLE passing (id INTEGER PRIMARY KEY, at " + db.timestamptz() + ")");
        CleanupTask task = JdbcCleanup.expiredRows(db.dataSource)
                .table("passing")
                .timestamp("at")
                .policy(keepFor("1d"))
                .build();
        db.execute("DROP TABLE passing");

        try (CleanupService service = service(task)) {
            assertThatThrownBy(() -> service.explain("passing", "1"))
                    .isExactlyInstanceOf(CleanupException.class)
                    .hasMessageStartingWith("passing: the task could not look: table is 'passing'");
        }
    }

    private OrphanedRowsBuilder results() {
        db.execute(
                "CREATE TABLE results (id INTEGER PRIMARY KEY, processed_by INTEGER, processed_at " + db.timestamptz()
                        + ")",
                "INSERT INTO results VALUES (1, 70, " + db.ago("9 DAY") + ")",
                "INSERT INTO results VALUES (3, 1, " + db.ago("9 DAY") + ")",
                "INSERT INTO results VALUES (4, NULL, " + db.ago("9 DAY") + ")",
                "INSERT INTO results VALUES (5, 72, CURRENT_TIMESTAMP)",
                "INSERT INTO results VALUES (6, 73, NULL)",
                "INSERT INTO results VALUES (7, 1, CURRENT_TIMESTAMP)");
        return JdbcCleanup.orphanedRows(db.dataSource)
                .table("results")
                .column("processed_by")
                .references("bots", "id")
                .olderThan("processed_at", Duration.ofHours(1));
    }

    @Test
    void orphans_hang_on_their_parents_and_their_age() throws Exception {
        CleanupTask task = results().build();

        Explanation orphan = explain(task, "1");
        assertThat(orphan.answer()).isEqualTo(Answer.GOES);
        assertThat(String.join("; ", orphan.reasons()))
                .isEqualTo(survey(task).findings().get(0).reason());
        assertThat(why(task, "3"))
                .singleElement()
                .asString()
                .isEqualToIgnoringCase("its parent exists: processed_by has a row in bots.id");
        assertThat(why(task, "4"))
                .singleElement()
                .asString()
                .isEqualToIgnoringCase("processed_by is null, so it has no parent to lose");
        Explanation young = explain(task, "5");
        assertThat(young.answer()).isEqualTo(Answer.KEPT);
        assertThat(young.reasons()).singleElement().asString().endsWith("left of 1 h");
        assertThat(young.removableAt())
                .isEqualTo(young.since().map(since -> since.plus(Duration.ofHours(1))))
                .isPresent();
        assertThat(why(task, "6")).containsExactly("unknown age: no date");
        assertThat(why(task, "7")).hasSize(2);
        assertThat(explain(task, "7").removableAt()).isEmpty();
        assertThat(explain(task, "8")).isEqualTo(NOT_FOUND);
    }

    @Test
    void without_any_parent_nothing_is_an_orphan() {
        db.execute("CREATE TABLE nobody (id INTEGER PRIMARY KEY)");
        CleanupTask task = results().references("nobody", "id").build();

        assertThat(why(task, "1")).singleElement().asString().contains("is empty", "allowEmptyParent()");
    }
}
