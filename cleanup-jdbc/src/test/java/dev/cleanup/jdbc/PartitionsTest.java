package dev.cleanup.jdbc;

import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.Explanation.Answer;
import dev.cleanup.Finding;
import dev.cleanup.Leftover;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.Survey;
import dev.cleanup.Tally;
import dev.cleanup.TransientFailureException;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.retention.Verdict;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Months of events on PostgreSQL: e5 is five months ago, e0 is this month, e_next the one to come; each with ten rows. */
class PartitionsTest {
    private static final String MONTH = "date_trunc('month', now() - interval '%d months')";

    private final TestDatabase db = TestDatabase.postgres();

    @BeforeEach
    void createMonths() {
        db.execute("CREATE TABLE events (id bigint, at timestamptz NOT NULL) PARTITION BY RANGE (at)");
        for (int ago = 5; ago >= 0; ago--) {
            month("e" + ago, ago);
        }
        month("e_next", -1);
        db.execute(
                "CREATE TABLE e_default PARTITION OF events DEFAULT", "INSERT INTO e_default VALUES (1, 'infinity')");
    }

    private void month(String name, int ago) {
        db.execute(
                "CREATE TABLE %s PARTITION OF events FOR VALUES FROM (%s) TO (%s)"
                        .formatted(name, MONTH.formatted(ago), MONTH.formatted(ago - 1)),
                "INSERT INTO events SELECT x, %s + x * interval '1 day' FROM generate_series(1, 10) AS t (x)"
                        .formatted(MONTH.formatted(ago)));
    }

    private ExpiredPartitionsBuilder events() {
        return events(db.dataSource);
    }

    private static ExpiredPartitionsBuilder events(DataSource dataSource) {
        return JdbcCleanup.expiredPartitions(dataSource).table("events").policy(keepFor("70d"));
    }

    /** The months that ended 70 days ago or earlier. */
    private List<String> expired() {
        return db.texts("""
                SELECT '%s.e' || x FROM generate_series(0, 5) AS t (x)
                WHERE date_trunc('month', now() - (x - 1) * interval '1 month') <= now() - interval '70 days' ORDER BY x DESC""".formatted(db.schema));
    }

    private List<String> attached() {
        return db.texts(
                "SELECT '" + db.schema
                        + ".' || relname FROM pg_inherits JOIN pg_class ON oid = inhrelid WHERE inhparent = 'events'::regclass ORDER BY 1");
    }

    private boolean exists(String table) {
        return !db.texts("SELECT 1 WHERE to_regclass('" + table + "') IS NOT NULL")
                .isEmpty();
    }

    private static Survey survey(CleanupTask task) throws Exception {
        return BotsContract.survey(task);
    }

    private static List<String> ids(Survey survey) {
        return survey.findings().stream().map(Finding::id).toList();
    }

    private static Tally tally(CleanupRun run) {
        return run.tasks().get(0).tally();
    }

    private static BatchResult remove(CleanupTask task, Instant asOf, String... ids) throws Exception {
        return task.removeBatch(new BatchRequest(asOf, 10, Optional.empty(), Optional.of(List.of(ids))));
    }

    @Test
    void exactly_the_months_wholly_before_the_cutoff_are_detached_and_stay_as_tables() throws Exception {
        List<String> expired = expired();
        List<String> others = new ArrayList<>(attached());
        others.removeAll(expired);
        assertThat(expired).isNotEmpty().contains(db.schema + ".e5").doesNotContain(db.schema + ".e1");
        Survey survey = survey(events().build());
        assertThat(ids(survey)).isEqualTo(expired);
        assertThat(survey.population()).hasValue(8);
        assertThat(survey.unknownAge()).isEqualTo(1);

        CleanupRun run = BotsContract.execute(events().build());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(tally(run).removed()).isEqualTo(expired.size());
        assertThat(attached()).isEqualTo(others);
        expired.forEach(id -> assertThat(db.count(id)).isEqualTo(10));
        assertThat(db.count("events")).isEqualTo((7 - expired.size()) * 10L + 1);
    }

    @Test
    void a_finding_says_how_much_goes_and_the_survey_that_it_stays_as_a_table() throws Exception {
        db.execute("ANALYZE events");
        Survey survey = survey(events().build());
        Finding oldest = survey.findings().get(0);
        assertThat(oldest.reason()).contains("ended ", "about 10 rows", " kB");
        assertThat(oldest.tags()).containsEntry("table", db.schema + ".events");
        assertThat(oldest.since()).isEqualTo(instant(MONTH.formatted(4)));
        assertThat(survey.notices()).singleElement().asString().contains("stays as a table of its own");
        assertThat(survey(events().dropping().build()).notices()).isEmpty();
    }

    private Optional<Instant> instant(String expression) {
        return Optional.of(Instant.ofEpochSecond(
                Long.parseLong(db.texts("SELECT CAST(extract(epoch FROM " + expression + ") AS bigint)")
                        .get(0))));
    }

    @Test
    void dropped_partitions_are_gone_and_their_room_is_counted() {
        List<String> expired = expired();
        CleanupRun run = BotsContract.execute(events().dropping().build());
        assertThat(tally(run).removed()).isEqualTo(expired.size());
        assertThat(tally(run).bytes()).isEqualTo(expired.size() * 8_192L);
        expired.forEach(id -> assertThat(exists(id)).isFalse());
        assertThat(db.count("events")).isEqualTo((7 - expired.size()) * 10L + 1);
    }

    @Test
    void the_last_the_default_and_unbounded_partitions_stay_whatever_the_policy() throws Exception {
        db.execute(
                "DROP TABLE e0, e_next, e1, e2, e3",
                "CREATE TABLE e_old PARTITION OF events FOR VALUES FROM (MINVALUE) TO ('2000-01-01+00')",
                "CREATE TABLE e_past PARTITION OF events FOR VALUES FROM ('2001-01-01+00') TO ('2002-01-01+00')");
        CleanupTask task = events().policy(keepFor(Duration.ofMillis(1))).build();
        assertThat(ids(survey(task))).containsExactly(db.schema + ".e_past", db.schema + ".e5");
        assertThat(survey(task).unknownAge()).isEqualTo(2);
        assertKept(task, "e4", "it is the last partition");
        assertKept(task, "e_default", "it is the default partition");
        assertKept(task, "e_old", "its bounds are not both finite");

        BotsContract.execute(task);
        BatchResult result =
                remove(task, survey(task).asOf(), db.schema + ".e4", db.schema + ".e_default", db.schema + ".e_old");

        assertThat(result.removed()).isZero();
        assertThat(result.leftovers()).hasSize(3);
        assertThat(attached()).containsExactly(db.schema + ".e4", db.schema + ".e_default", db.schema + ".e_old");
    }

    private void assertKept(CleanupTask task, String name, String reason) throws Exception {
        assertThat(task.explain(db.schema + "." + name, Instant.now())).hasValueSatisfying(explanation -> {
            assertThat(explanation.answer()).isEqualTo(Answer.KEPT);
            assertThat(explanation.reasons().get(0)).contains(reason);
        });
    }

    @Test
    void one_without_an_upper_bound_is_the_last() throws Exception {
        db.execute(
                "DROP TABLE e0, e_next, e1, e2, e3",
                "DELETE FROM e_default",
                "CREATE TABLE e_rest PARTITION OF events FOR VALUES FROM (%s) TO (MAXVALUE)"
                        .formatted(MONTH.formatted(3)));
        CleanupTask task = events().policy(keepFor("1d")).build();
        assertThat(ids(survey(task))).containsExactly(db.schema + ".e5", db.schema + ".e4");
        assertKept(task, "e_rest", "its bounds are not both finite");
    }

    @Test
    void a_policy_that_lets_everything_go_lets_nothing_go_that_has_not_ended() throws Exception {
        RetentionPolicy everything = new RetentionPolicy() {
            @Override
            public List<Verdict> judge(List<Resource> dated, Instant asOf) {
                return dated.stream()
                        .map(resource -> Verdict.remove(resource, () -> List.of("by my leave")))
                        .toList();
            }

            @Override
            public List<Verdict> evaluate(Collection<Resource> resources, Instant asOf) {
                return judge(List.copyOf(resources), asOf);
            }

            @Override
            public String describe() {
                return "nothing stays";
            }
        };
        CleanupTask task = events().policy(everything).build();
        assertThat(ids(survey(task))).hasSize(5).allMatch(id -> id.matches(".*[.]e[1-5]"));
        assertKept(task, "e0", "it has not ended");
    }

    @Test
    void counted_rules_count_partitions_that_have_ended() throws Exception {
        assertThat(ids(survey(events().policy(keepLatest(3)).build())))
                .containsExactly(db.schema + ".e5", db.schema + ".e4");
        assertThat(events().build().preview(List.of(keepLatest(3), keepLatest(4)), Instant.now()))
                .hasValueSatisfying(
                        previews -> assertThat(previews).extracting("removed").containsExactly(2L, 1L));
    }

    @Test
    void one_that_cannot_be_locked_is_left_for_the_next_run() throws Exception {
        CleanupTask task = events().lockTimeout(Duration.ofMillis(50)).build();
        int count = expired().size();
        try (Connection reader = db.dataSource.getConnection()) {
            reader.setAutoCommit(false);
            TestDatabase.execute(reader, "SELECT count(*) FROM events");
            CleanupRun run = BotsContract.execute(task);
            assertThat(tally(run).removed()).isZero();
            assertThat(tally(run).skipped()).isEqualTo(count);
            assertThat(run.tasks().get(0).leftovers())
                    .allSatisfy(leftover -> assertThat(leftover.reason()).contains("the table is in use"));
            reader.rollback();
        }
        assertThat(tally(BotsContract.execute(task)).removed()).isEqualTo(count);
    }

    @Test
    void what_was_put_in_the_place_of_one_meanwhile_stays() throws Exception {
        CleanupTask task = events().dropping().build();
        Survey survey = survey(task);
        db.execute("DROP TABLE e5");
        month("e5", 5);
        assertThat(ids(survey(task))).contains(db.schema + ".e5");

        BatchResult result = remove(task, survey.asOf(), db.schema + ".e5");

        assertThat(result.removed()).isZero();
        assertThat(result.leftovers())
                .singleElement()
                .extracting(Leftover::reason)
                .asString()
                .contains("another table");
        assertThat(db.count("e5")).isEqualTo(10);
    }

    @Test
    void what_was_attached_after_the_survey_stays_also_in_a_walk() throws Exception {
        db.execute("DROP TABLE e5");
        CleanupTask task = events().policy(keepFor("1d")).build();
        Survey survey = survey(task);
        month("e5", 5);
        BatchResult result = task.removeBatch(new BatchRequest(survey.asOf(), 1, Optional.empty(), Optional.empty()));
        assertThat(result.removed()).isZero();
        assertThat(attached()).contains(db.schema + ".e5");
    }

    @Test
    void one_with_other_bounds_stays() throws Exception {
        CleanupTask task = events().build();
        Survey survey = survey(task);
        db.execute(
                "ALTER TABLE events DETACH PARTITION e5",
                "ALTER TABLE events ATTACH PARTITION e5 FOR VALUES FROM (%s - interval '1 day') TO (%s)"
                        .formatted(MONTH.formatted(5), MONTH.formatted(4)));
        assertThat(remove(task, survey.asOf(), db.schema + ".e5").leftovers())
                .singleElement()
                .extracting(Leftover::reason)
                .asString()
                .contains("other bounds");
        assertThat(attached()).contains(db.schema + ".e5");
    }

    @Test
    void what_somebody_else_detached_meanwhile_is_not_touched() throws Exception {
        CleanupTask task = events().dropping().build();
        Survey survey = survey(task);
        db.execute("ALTER TABLE events DETACH PARTITION e5");
        BatchResult result = remove(task, survey.asOf(), db.schema + ".e5", db.schema + ".nothing", "");
        assertThat(result.removed()).isZero();
        assertThat(result.leftovers()).hasSize(3).allSatisfy(left -> assertThat(left.reason())
                .contains("gone meanwhile"));
        assertThat(db.count("e5")).isEqualTo(10);
    }

    @Test
    void a_trigger_made_while_the_rows_are_looked_at_is_seen_before_anything_goes() throws Exception {
        db.execute("CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'");
        AtomicBoolean made = new AtomicBoolean();
        DataSource hooked = HookedDataSource.of(db.dataSource, (real, call, argument) -> {
            if (argument.contains("IN ACCESS EXCLUSIVE MODE") && !made.getAndSet(true)) {
                db.execute("CREATE TRIGGER keeper BEFORE DELETE ON e5 FOR EACH ROW EXECUTE FUNCTION keep()");
            }
        });
        BatchResult result = remove(
                events(hooked).dropping().build(), survey(events().build()).asOf(), db.schema + ".e5");
        assertThat(made).isTrue();
        assertThat(result.leftovers())
                .singleElement()
                .extracting(Leftover::reason)
                .asString()
                .contains("trigger keeper");
        assertThat(db.count("e5")).isEqualTo(10);
        assertThat(ids(survey(events().build()))).doesNotContain(db.schema + ".e5");
        assertThat(ids(survey(events().allowTriggers("keeper").build()))).contains(db.schema + ".e5");
    }

    @Test
    void rows_that_the_bounds_forbid_keep_their_partition() throws Exception {
        db.execute(
                "ALTER TABLE events DETACH PARTITION e5",
                "INSERT INTO e5 VALUES (99, now())",
                "ALTER TABLE e5 ADD CONSTRAINT lie CHECK (at >= '%s' AND at < '%s') NOT VALID"
                        .formatted(text(MONTH.formatted(5)), text(MONTH.formatted(4))),
                "UPDATE pg_constraint SET convalidated = true WHERE conname = 'lie' AND conrelid = 'e5'::regclass",
                "ALTER TABLE events ATTACH PARTITION e5 FOR VALUES FROM (%s) TO (%s)"
                        .formatted(MONTH.formatted(5), MONTH.formatted(4)));
        CleanupTask task = events().dropping().build();
        BatchResult result = remove(task, survey(task).asOf(), db.schema + ".e5", db.schema + ".e4");
        assertThat(result.removed()).isEqualTo(1);
        assertThat(result.leftovers()).singleElement().satisfies(left -> {
            assertThat(left.failed()).isTrue();
            assertThat(left.reason()).contains("rows that its bounds forbid");
        });
        assertThat(db.count("e5")).isEqualTo(11);
    }

    private String text(String expression) {
        return db.texts("SELECT " + expression).get(0);
    }

    @Test
    void one_that_a_view_depends_on_is_not_dropped_and_the_others_are() {
        db.execute("CREATE VIEW of_e5 AS SELECT * FROM e5");
        int count = expired().size();
        CleanupRun run = BotsContract.execute(events().dropping().build());
        assertThat(tally(run).removed()).isEqualTo(count - 1);
        assertThat(run.tasks().get(0).leftovers()).singleElement().satisfies(left -> assertThat(left.reason())
                .contains("depends on it"));
        assertThat(attached()).contains(db.schema + ".e5");
    }

    @Test
    void one_that_somebody_has_half_detached_stays() throws Exception {
        db.execute("DROP TABLE e_default");
        try (Connection reader = db.dataSource.getConnection();
                Connection detacher = db.dataSource.getConnection()) {
            reader.setAutoCommit(false);
            TestDatabase.execute(reader, "SELECT count(*) FROM events");
            try {
                TestDatabase.execute(
                        detacher,
                        "SET statement_timeout = '300ms'",
                        "ALTER TABLE events DETACH PARTITION e5 CONCURRENTLY");
            } catch (SQLException expected) {
                assertThat(expected.getSQLState()).isEqualTo("57014");
            }
            reader.rollback();
        }
        CleanupTask task = events().build();
        assertThat(ids(survey(task))).doesNotContain(db.schema + ".e5").isNotEmpty();
        assertKept(task, "e5", "FINALIZE");
    }

    @Test
    void one_with_partitions_of_its_own_goes_as_one() throws Exception {
        db.execute(
                "CREATE TABLE e6 PARTITION OF events FOR VALUES FROM (%s) TO (%s) PARTITION BY HASH (id)"
                        .formatted(MONTH.formatted(6), MONTH.formatted(5)),
                "CREATE TABLE e6a PARTITION OF e6 FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                "CREATE TABLE e6b PARTITION OF e6 FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
                "INSERT INTO events SELECT x, %s FROM generate_series(1, 10) AS t (x)".formatted(MONTH.formatted(6)));
        CleanupTask task = events().dropping().build();
        Survey survey = survey(task);
        assertThat(survey.findings().get(0).reason()).contains("2 partitions of its own");
        assertThat(remove(task, survey.asOf(), db.schema + ".e6").bytes()).isEqualTo(16_384);
        assertThat(exists("e6")).isFalse();
        assertThat(exists("e6a")).isFalse();
        assertThat(exists("e5")).isTrue();
    }

    @Test
    void names_are_names_whatever_they_hold() throws Exception {
        db.execute(
                "CREATE SCHEMA \"s\"\".%s?\"".formatted(db.schema),
                "ALTER TABLE e5 RENAME TO \"x\"\"; DROP TABLE e4; --\"",
                "ALTER TABLE \"x\"\"; DROP TABLE e4; --\" SET SCHEMA \"s\"\".%s?\"".formatted(db.schema));
        CleanupTask task = events().dropping().build();
        Survey survey = survey(task);
        String id = "\"s\"\"." + db.schema + "?\".\"x\"\"; DROP TABLE e4; --\"";
        assertThat(ids(survey)).contains(id);
        assertThat(remove(task, survey.asOf(), id).removed()).isEqualTo(1);
        assertThat(db.count("e4")).isEqualTo(10);
        assertThat(task.stillThere(Set.of(id, db.schema + ".e4"))).contains(Set.of(db.schema + ".e4"));
    }

    private DataSource losing(boolean done) {
        AtomicBoolean lost = new AtomicBoolean();
        return HookedDataSource.of(db.dataSource, (real, call, argument) -> {
            if (call.equals("commit") && hasDropped(real) && !lost.getAndSet(true)) {
                if (done) {
                    real.commit();
                } else {
                    real.rollback();
                }
                throw new SQLException("the answer is lost", "08006");
            }
        });
    }

    private static boolean hasDropped(Connection real) throws SQLException {
        try (Statement statement = real.createStatement();
                ResultSet row = statement.executeQuery("SELECT to_regclass('e5') IS NULL")) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Test
    void a_commit_whose_answer_is_lost_is_looked_up() throws Exception {
        Instant asOf = survey(events().build()).asOf();
        assertThatThrownBy(() -> remove(events(losing(false)).dropping().build(), asOf, db.schema + ".e5"))
                .isInstanceOf(TransientFailureException.class)
                .hasMessageContaining("nothing was done");
        assertThat(exists("e5")).isTrue();

        BatchResult result = remove(events(losing(true)).dropping().build(), asOf, db.schema + ".e5");

        assertThat(result.removed()).isEqualTo(1);
        assertThat(exists("e5")).isFalse();
    }

    @Test
    void a_plan_removes_the_partitions_that_it_showed() {
        try (CleanupService service = BotsContract.service(events().build())) {
            CleanupRun plan = service.run(RunRequest.dryRun());
            assertThat(attached()).hasSize(8);
            CleanupRun done = service.run(RunRequest.apply(plan.id()));
            assertThat(tally(done).removed()).isEqualTo(expired().size());
        }
    }

    @Test
    void a_user_who_does_not_own_the_table_is_told() throws Exception {
        String role = "stranger_" + db.schema;
        db.execute(
                "CREATE ROLE " + role + " LOGIN",
                "GRANT USAGE ON SCHEMA " + db.schema + " TO " + role,
                "GRANT SELECT, DELETE, UPDATE ON ALL TABLES IN SCHEMA " + db.schema + " TO " + role);
        CleanupTask task = events(new UrlDataSource(db.url.replace("user=postgres", "user=" + role)))
                .build();
        Survey survey = survey(task);
        assertThat(survey.notices()).anyMatch(notice -> notice.contains("does not own events"));
        assertThat(remove(task, survey.asOf(), db.schema + ".e5").leftovers())
                .singleElement()
                .extracting(Leftover::reason)
                .isEqualTo("the database user does not own the tables");
    }
}
