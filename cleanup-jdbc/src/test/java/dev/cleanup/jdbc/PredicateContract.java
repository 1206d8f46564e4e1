package dev.cleanup.jdbc;

import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupTask;
import dev.cleanup.Finding;
import dev.cleanup.Survey;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which rows go: the same by SQL as by the policy in memory. */
abstract class PredicateContract extends BotsContract {

    private void insert(long id, String timestamp) {
        db.execute("INSERT INTO bots VALUES (" + id + ", 'x', 'a', " + timestamp + ")");
    }

    private static Set<String> ids(Survey survey) {
        return survey.findings().stream().map(Finding::id).collect(Collectors.toSet());
    }

    @Test
    void rows_of_unknown_age_always_stay_and_are_counted() throws Exception {
        List<String> unknown = new ArrayList<>(List.of(
                "'1970-01-01 00:00:00+00'",
                "'0001-01-01 00:00:00+00'",
                "'1970-01-02 23:59:59+00'",
                "'9999-12-31 00:00:00+00'",
                "CURRENT_TIMESTAMP + INTERVAL '1' HOUR"));
        if (db.postgres) {
            unknown.addAll(List.of("'infinity'", "'-infinity'"));
        }
        for (int i = 0; i < unknown.size(); i++) {
            insert(10 + i, unknown.get(i));
        }
        CleanupTask task = bots().build();

        Survey survey = survey(task);

        assertThat(survey.eligible()).isEqualTo(2);
        assertThat(survey.unknownAge()).isEqualTo(unknown.size() + 1);
        assertThat(survey.notices())
                .containsExactly(unknown.size()
                        + " rows have a date of zero, infinity or in the future: they are never removed");
        execute(task);
        assertThat(db.count("bots")).isEqualTo(unknown.size() + 2);
    }

    @Test
    void the_first_trusted_instant_is_trusted() throws Exception {
        insert(10, "'" + RetentionPolicy.EARLIEST + "'");
        assertThat(ids(survey(bots().build()))).contains("10");
    }

    @Test
    void further_conditions_narrow_what_goes() throws Exception {
        assertThat(ids(survey(bots().where("bot_type", Operator.EQUAL, "a").build())))
                .containsExactly("1");
        assertThat(ids(survey(bots().where("bot_type", Operator.NOT_EQUAL, "a").build())))
                .containsExactly("2");
        assertThat(ids(survey(bots().where("id", Operator.LESS, 2).build()))).containsExactly("1");
        assertThat(ids(survey(bots().where("id", Operator.LESS_OR_EQUAL, 1L).build())))
                .containsExactly("1");
        assertThat(ids(survey(bots().where("id", Operator.GREATER, 1).build()))).containsExactly("2");
        assertThat(ids(survey(bots().where("id", Operator.GREATER_OR_EQUAL, 2).build())))
                .containsExactly("2");
        assertThat(ids(survey(
                        bots().where("bot_type", Operator.IN, List.of("b", "c")).build())))
                .containsExactly("2");
        assertThat(ids(survey(bots().whereNull("bot_type").build()))).isEmpty();
        assertThat(ids(survey(bots().whereNotNull("bot_type").build()))).hasSize(2);
        assertThat(ids(survey(
                        bots().where("bot_type", Operator.EQUAL, "a' OR '1'='1").build())))
                .isEmpty();
        assertThat(bots().where("bot_type", Operator.IN, List.of("a", "b"))
                        .build()
                        .description())
                .containsIgnoringCase("where bot_type IN (a, b)");
    }

    @Test
    void finds_names_as_the_database_spells_them() throws Exception {
        db.execute(
                "CREATE SCHEMA \"Odd_%\"",
                "CREATE TABLE \"Odd_%\".\"we\"\"ird\" (\"Key,1\" UUID, \"select\" VARCHAR(9), \"deleted at\" "
                        + db.timestamptz() + ", PRIMARY KEY (\"Key,1\", \"select\"))",
                "INSERT INTO \"Odd_%\".\"we\"\"ird\" VALUES ('" + new UUID(1, 2) + "', 'a,\\', " + db.ago("9 DAY")
                        + ")");
        CleanupTask task = JdbcCleanup.expiredRows(db.dataSource)
                .name("odd")
                .schema("Odd_%")
                .table("we\"ird")
                .timestamp("deleted at")
                .policy(keepFor("7d"))
                .build();

        assertThat(ids(survey(task))).containsExactly(new UUID(1, 2) + ",a\\,\\\\");
        assertThat(batch(task, new UUID(1, 2) + ",a\\,\\\\").removed()).isEqualTo(1);
        db.execute("DROP SCHEMA \"Odd_%\" CASCADE");
    }

    @Test
    void composite_and_text_keys_are_walked_to_the_end() {
        db.execute(
                "CREATE TABLE events (kind VARCHAR(20), no INTEGER, at " + db.timestamptz()
                        + ", PRIMARY KEY (kind, no))",
                "INSERT INTO events SELECT CASE x % 3 WHEN 0 THEN 'a\\,b' WHEN 1 THEN ' ' ELSE '{\"x\"}' END, x, "
                        + db.ago("9 DAY") + " FROM " + db.series(1, 100));
        CleanupTask task = JdbcCleanup.expiredRows(db.dataSource)
                .table("events")
                .timestamp("at")
                .policy(keepFor("7d"))
                .batchSize(7)
                .build();
        assertThat(execute(task).tasks().get(0).tally().removed()).isEqualTo(100);
    }

    @Test
    void a_unique_key_can_stand_in_for_the_primary_key() {
        db.execute(
                "CREATE TABLE loose (code VARCHAR(9) NOT NULL UNIQUE, at " + db.timestamptz() + ")",
                "INSERT INTO loose VALUES ('', " + db.ago("9 DAY") + ")");
        CleanupTask task = JdbcCleanup.expiredRows(db.dataSource)
                .table("loose")
                .key("code")
                .timestamp("at")
                .policy(keepFor("7d"))
                .build();
        assertThat(execute(task).tasks().get(0).tally().removed()).isEqualTo(1);
    }

    /** Values of one hour around each change of the clocks; every verdict by SQL must hold in memory too, and age must count. */
    @Test
    void local_times_and_dates_count_in_their_zone() throws Exception {
        db.execute("CREATE TABLE local (id INTEGER PRIMARY KEY, moment_at TIMESTAMP, on_day DATE)");
        ZoneId zone = ZoneId.of("Europe/Berlin");
        LocalDateTime spring = LocalDateTime.of(2024, 3, 31, 1, 30);
        LocalDateTime autumn = LocalDateTime.of(2024, 10, 27, 1, 30);
        LocalDateTime now = LocalDateTime.now(zone);
        int id = 0;
        for (LocalDateTime base : List.of(spring, autumn, now.minusDays(10), now.minusDays(6))) {
            for (int quarter = 0; quarter < 12; quarter++) {
                LocalDateTime at = base.plusMinutes(15L * quarter);
                db.execute("INSERT INTO local VALUES (" + id++ + ", TIMESTAMP '"
                        + at.toString().replace('T', ' ') + "', DATE '" + at.toLocalDate() + "')");
            }
        }
        for (String column : List.of("moment_at", "on_day")) {
            CleanupTask task = JdbcCleanup.expiredRows(db.dataSource)
                    .table("local")
                    .timestamp(column)
                    .zone(zone)
                    .policy(keepFor("7d"))
                    .build();
            assertThat(survey(task).eligible()).as(column).isEqualTo(36);
            assertThat(task.description()).contains("in Europe/Berlin");
        }
    }

    @Test
    void an_hour_by_the_zone_is_not_an_hour_by_another() throws Exception {
        db.execute("CREATE TABLE local (id INTEGER PRIMARY KEY, moment_at TIMESTAMP)");
        Instant old = Instant.now().minus(Duration.ofDays(7).plusHours(1));
        for (int offset : List.of(-8, 0, 9)) {
            LocalDateTime local = LocalDateTime.ofInstant(old, ZoneOffset.ofHours(offset));
            db.execute("INSERT INTO local VALUES (" + (offset + 100) + ", TIMESTAMP '"
                    + local.toString().replace('T', ' ') + "')");
        }
        for (Map.Entry<Integer, Integer> expected : Map.of(-8, 1, 0, 2, 9, 3).entrySet()) {
            CleanupTask task = JdbcCleanup.expiredRows(db.dataSource)
                    .table("local")
                    .timestamp("moment_at")
                    .zone(ZoneOffset.ofHours(expected.getKey()))
                    .policy(keepFor("7d"))
                    .build();
            assertThat(survey(task).eligible())
                    .as("offset " + expected.getKey())
                    .isEqualTo(expected.getValue().longValue());
        }
    }

    @Test
    void a_date_counts_from_the_end_of_its_day() throws Exception {
        db.execute("CREATE TABLE days (id INTEGER PRIMARY KEY, ended_on DATE)");
        LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
        for (int ago : List.of(0, 6, 7, 8)) {
            db.execute("INSERT INTO days VALUES (" + ago + ", DATE '" + today.minusDays(ago) + "')");
        }
        CleanupTask task = JdbcCleanup.expiredRows(db.dataSource)
                .table("days")
                .timestamp("ended_on")
                .zone(ZoneOffset.UTC)
                .policy(keepFor("7d"))
                .build();
        Survey survey = survey(task);
        assertThat(ids(survey)).containsExactly("8");
        assertThat(survey.unknownAge()).isZero();
        assertThat(survey.findings().get(0).reason()).startsWith("ended 7 d ago");
    }
}
