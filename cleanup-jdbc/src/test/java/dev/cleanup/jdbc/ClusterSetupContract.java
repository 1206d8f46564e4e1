package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.ConfigurationException;
import dev.cleanup.schedule.Member;
import dev.cleanup.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a cluster is set up, and what is refused. */
abstract class ClusterSetupContract extends ClusterContract {

    @Test
    void a_missing_table_is_refused_with_the_file_that_makes_it() {
        assertThatThrownBy(() -> ClusterScheduler.builder(db.dataSource).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cleanup_schedule")
                .hasMessageContaining("cleanup-cluster/" + (db.postgres ? "postgresql" : "h2") + ".sql")
                .hasMessageContaining("createTables()");
    }

    @Test
    void a_missing_column_is_refused() {
        scheduler();
        db.execute("ALTER TABLE cleanup_holds DROP COLUMN node");

        assertThatThrownBy(() -> ClusterScheduler.builder(db.dataSource).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("node");
    }

    @Test
    void tables_are_made_once_and_found_again() {
        scheduler();
        scheduler();
        opened(ClusterScheduler.builder(db.dataSource).build());

        assertThat(db.count("cleanup_schedule")).isZero();
    }

    @Test
    void tables_may_have_another_prefix_and_stand_in_another_schema() {
        db.execute("CREATE SCHEMA elsewhere_" + db.schema.toLowerCase(Locale.ROOT));
        ClusterScheduler scheduler = opened(builder()
                .schema("elsewhere_" + db.schema.toLowerCase(Locale.ROOT))
                .tablePrefix("nightly_")
                .build());

        join(scheduler, "a", Map.of());
        scheduler.start(Schedule.every(Duration.ofHours(1)), Instant.now(), () -> {});

        assertThat(db.count("elsewhere_" + db.schema.toLowerCase(Locale.ROOT) + ".nightly_schedule"))
                .isEqualTo(1);
    }

    @Test
    void a_scheduler_is_for_one_service() {
        ClusterScheduler scheduler = node("a");

        assertThatThrownBy(() -> scheduler.join(new Member("other", "a", Map::of)))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1x", "a-b", "a\"; DROP TABLE x; --"})
    void a_prefix_that_no_table_can_have_is_refused(String prefix) {
        assertThatThrownBy(() -> builder().tablePrefix(prefix))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("tablePrefix");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.9S", "PT11M"})
    void a_heartbeat_out_of_range_is_refused(String interval) {
        assertThatThrownBy(() -> builder().heartbeat(Duration.parse(interval)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("heartbeat")
                .hasMessageContaining("PT1S to PT10M");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT11M"})
    void a_polling_interval_out_of_range_is_refused(String interval) {
        assertThatThrownBy(() -> builder().polling(Duration.parse(interval)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("polling");
    }
}
