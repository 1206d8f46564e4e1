package dev.cleanup.jdbc;

import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.BatchRequest;
import dev.cleanup.CleanupTask;
import dev.cleanup.ConfigurationException;
import dev.cleanup.Finding;
import dev.cleanup.Survey;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a table may be partitioned by, and which instants the bounds stand for. */
class PartitionKeysTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final TestDatabase db = TestDatabase.postgres();

    /** Partitions between these bounds, and a last one. */
    private void create(String type, String... bounds) {
        db.execute("CREATE TABLE events (at " + type + ") PARTITION BY RANGE (at)");
        for (int index = 1; index < bounds.length; index++) {
            db.execute("CREATE TABLE e%d PARTITION OF events FOR VALUES FROM ('%s') TO ('%s')"
                    .formatted(index, bounds[index - 1], bounds[index]));
        }
        db.execute("CREATE TABLE e_last PARTITION OF events FOR VALUES FROM ('2200-01-01') TO ('2200-01-02')");
    }

    private ExpiredPartitionsBuilder events() {
        return JdbcCleanup.expiredPartitions(db.dataSource).table("events").policy(keepFor("1d"));
    }

    private static List<Optional<Instant>> ends(CleanupTask task) throws Exception {
        return BotsContract.survey(task).findings().stream().map(Finding::since).toList();
    }

    private static Optional<Instant> at(String instant) {
        return Optional.of(Instant.parse(instant));
    }

    @Test
    void a_date_stands_for_the_end_of_its_day_in_the_zone() throws Exception {
        create("date", "2024-03-01", "2024-03-31", "2024-04-01", "2024-10-28");
        assertThat(ends(events().zone(BERLIN).build()))
                .containsExactly(at("2024-03-30T23:00:00Z"), at("2024-03-31T22:00:00Z"), at("2024-10-27T23:00:00Z"));
    }

    @Test
    void a_local_time_that_comes_twice_is_the_later_one_and_a_skipped_one_the_change() throws Exception {
        create(
                "timestamp",
                "2024-01-01 00:00",
                "2024-03-31 02:30",
                "2024-03-31 12:00",
                "2024-10-27 02:00",
                "2024-10-27 02:30",
                "2024-10-27 03:00");
        assertThat(ends(events().zone(BERLIN).build()))
                .containsExactly(
                        at("2024-03-31T01:00:00.000001Z"),
                        at("2024-03-31T10:00:00Z"),
                        at("2024-10-27T00:00:00Z"),
                        at("2024-10-27T01:30:00Z"),
                        at("2024-10-27T02:00:00Z"));
    }

    @Test
    void an_instant_is_an_instant_whatever_the_session_shows() throws Exception {
        create("timestamptz", "2024-01-01 00:00+00", "2024-03-31 12:00+05:30", "2024-04-01 00:00-08");
        List<String> zones = new ArrayList<>(List.of("UTC", "UTC", "Asia/Kolkata"));
        CleanupTask task = JdbcCleanup.expiredPartitions(HookedDataSource.of(db.dataSource, (real, call, argument) -> {
                    if (call.equals("getMetaData") && !zones.isEmpty()) {
                        TestDatabase.execute(real, "SET TimeZone = '" + zones.get(0) + "'");
                    } else if (call.equals("close") && !zones.isEmpty()) {
                        zones.remove(0);
                    }
                }))
                .table("events")
                .policy(keepFor("1d"))
                .build();
        Survey survey = BotsContract.survey(task);
        assertThat(survey.findings().stream().map(Finding::since))
                .containsExactly(at("2024-03-31T06:30:00Z"), at("2024-04-01T08:00:00Z"));
        assertThat(zones).containsExactly("Asia/Kolkata");
        assertThat(task.removeBatch(new BatchRequest(survey.asOf(), 5, Optional.empty(), Optional.empty()))
                        .removed())
                .isEqualTo(2);
    }

    /** By the rows' own rules, nothing in the partition is younger than its end. */
    @Test
    void no_row_counts_as_younger_than_the_end_of_its_partition() throws Exception {
        create("timestamp", "2024-10-27 00:00", "2024-10-27 02:30");
        db.execute("INSERT INTO events VALUES ('2024-10-27 02:29:59.999999')");
        db.execute("ALTER TABLE e1 ADD PRIMARY KEY (at)");
        CleanupTask rows = JdbcCleanup.expiredRows(db.dataSource)
                .table("e1")
                .timestamp("at")
                .zone(BERLIN)
                .policy(keepFor("1d"))
                .build();
        assertThat(ends(rows)).containsExactly(at("2024-10-27T01:29:59.999999Z"));
        assertThat(ends(events().zone(BERLIN).build())).containsExactly(at("2024-10-27T01:30:00Z"));
    }

    @Test
    void a_zone_is_asked_for_where_the_key_has_none() {
        create("date", "2024-03-01", "2024-03-31");
        assertRefused(events(), "zone", "without time zone");
        db.execute("DROP TABLE events");
        create("timestamptz", "2024-03-01", "2024-03-31");
        assertRefused(events().zone(BERLIN), "zone", "leave it out");
    }

    @Test
    void only_ranges_of_one_time_are_accepted() {
        for (String by : List.of("LIST (at)", "HASH (at)", "RANGE (at, id)", "RANGE (date_trunc('day', at))")) {
            db.execute("CREATE TABLE events (id bigint, at timestamp) PARTITION BY " + by);
            assertRefused(events(), "table", "accepted are tables with PARTITION BY RANGE of one column");
            db.execute("DROP TABLE events");
        }
        db.execute("CREATE TABLE events (id bigint) PARTITION BY RANGE (id)");
        assertRefused(events(), "table", "partitioned by id of type int8");
        db.execute("DROP TABLE events", "CREATE TABLE events (at date)");
        assertRefused(events(), "table", "not partitioned by ranges");
        assertRefused(events().table("nothing"), "table", "no such table");
    }

    @Test
    void a_table_that_others_refer_to_is_refused() {
        db.execute(
                "CREATE TABLE events (at date PRIMARY KEY) PARTITION BY RANGE (at)",
                "CREATE TABLE notes (of date CONSTRAINT about REFERENCES events)");
        assertRefused(events().zone(BERLIN), "table", "foreign key about of table notes");
    }

    @Test
    void one_that_others_refer_to_stays() throws Exception {
        create("date", "2024-03-01", "2024-03-31", "2024-05-01");
        db.execute(
                "ALTER TABLE e1 ADD PRIMARY KEY (at)", "CREATE TABLE notes (of date CONSTRAINT about REFERENCES e1)");
        CleanupTask task = events().zone(BERLIN).build();
        assertThat(BotsContract.survey(task).findings()).extracting(Finding::id).containsExactly(db.schema + ".e2");
        assertThat(task.explain(db.schema + ".e1", Instant.now())
                        .orElseThrow()
                        .reasons()
                        .get(0))
                .isEqualTo("the foreign key about refers to it");
    }

    @Test
    void a_delete_trigger_of_the_table_is_refused_unless_it_is_named() throws Exception {
        create("date", "2024-03-01", "2024-03-31");
        db.execute(
                "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                "CREATE TRIGGER keeper BEFORE DELETE ON events FOR EACH ROW EXECUTE FUNCTION keep()");
        assertRefused(events().zone(BERLIN), "allowTriggers", "keeper");
        CleanupTask task = events().zone(BERLIN).allowTriggers("keeper").build();
        assertThat(ends(task)).hasSize(1);
        assertThat(task.description()).contains("passing over keeper");
    }

    @Test
    void h2_is_refused() {
        TestDatabase h2 = TestDatabase.h2();
        h2.execute("CREATE TABLE events (at DATE)");
        assertRefused(
                JdbcCleanup.expiredPartitions(h2.dataSource).table("events").policy(keepFor("1d")),
                "dataSource",
                "accepted is PostgreSQL from version 14");
    }

    @Test
    void table_and_policy_are_required() {
        assertRefused(JdbcCleanup.expiredPartitions(db.dataSource), "table", "required");
        assertRefused(JdbcCleanup.expiredPartitions(db.dataSource).table("events"), "policy", "required");
    }

    private static void assertRefused(ExpiredPartitionsBuilder builder, String setting, String why) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(setting)
                .hasMessageContaining(why);
    }
}
