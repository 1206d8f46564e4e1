package dev.cleanup.jdbc;

import static dev.cleanup.jdbc.BotsContract.execute;
import static dev.cleanup.retention.RetentionPolicy.keepDaily;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.ConfigurationException;
import dev.cleanup.Tally;
import java.time.ZoneId;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PostgreSqlCountedRemovalTest extends CountedRemovalContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }

    @Test
    void counts_across_partitions() {
        db.execute(
                "CREATE TABLE parts (id bigint PRIMARY KEY, doc text, at timestamptz) PARTITION BY HASH (id)",
                "CREATE TABLE parts0 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                "CREATE TABLE parts1 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
                "INSERT INTO parts SELECT x, x % 2, now() - x * interval '1 day' FROM " + db.series(1, 60));

        assertThat(execute(versions(db.dataSource)
                                .table("parts")
                                .policy(keepLatest(3).per("doc"))
                                .batchSize(9)
                                .build())
                        .tasks()
                        .get(0)
                        .tally())
                .isEqualTo(new Tally(54, 0, 0, 0));
        assertThat(db.texts("SELECT id FROM parts ORDER BY id")).containsExactly("1", "2", "3", "4", "5", "6");
    }

    @Test
    void a_zone_that_the_database_does_not_know_is_refused() {
        Set<String> unknown = new TreeSet<>(ZoneId.getAvailableZoneIds());
        unknown.removeAll(Set.copyOf(db.texts("SELECT name FROM pg_timezone_names")));
        unknown.removeIf(id -> ZoneId.of(id).getRules().isFixedOffset());

        assertThat(unknown).isNotEmpty().allSatisfy(id -> assertThatThrownBy(() -> versions(db.dataSource)
                        .policy(keepDaily(3).in(ZoneId.of(id)))
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the database does not know the zone"));
    }

    /** PostgreSQL reads the sign of an offset the other way round. */
    @Test
    void offsets_are_meant_as_in_java() {
        for (String zone : new String[] {"+02:00", "GMT+2", "UTC+02:00", "Etc/GMT-2"}) {
            db.execute(
                    "TRUNCATE versions",
                    "INSERT INTO versions VALUES (1, 'a', '2026-01-01 21:59Z'), (2, 'a', '2026-01-01 22:01Z'),"
                            + " (3, 'a', '2026-01-02 01:00Z'), (4, 'a', '2026-01-02 21:00Z')");

            assertThat(execute(versions(db.dataSource)
                                    .policy(keepDaily(2).in(ZoneId.of(zone)))
                                    .build())
                            .tasks()
                            .get(0)
                            .tally())
                    .isEqualTo(new Tally(2, 0, 0, 0));
            assertThat(left()).as(zone).containsExactly("1", "4");
        }
    }
}
