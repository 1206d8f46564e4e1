package dev.cleanup.jdbc;

import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Between the last look at a partition and its end, nobody gets at the table or at the partition. */
class PartitionLockTest {
    private final TestDatabase db = TestDatabase.postgres();
    private final Set<String> kept = ConcurrentHashMap.newKeySet();

    @Test
    void everybody_is_kept_out_from_the_last_look_until_it_is_gone() {
        db.execute(
                "CREATE TABLE events (at timestamptz) PARTITION BY RANGE (at)",
                "CREATE TABLE e1 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2024-02-01')",
                "CREATE TABLE e2 PARTITION OF events FOR VALUES FROM ('2024-02-01') TO ('2024-03-01')");
        DataSource hooked = HookedDataSource.of(db.dataSource, (real, call, argument) -> {
            if (argument.startsWith("DROP TABLE")) {
                tryToLock("ONLY events");
                tryToLock("e1");
            }
        });

        BotsContract.execute(JdbcCleanup.expiredPartitions(hooked)
                .table("events")
                .policy(keepFor("1d"))
                .dropping()
                .build());

        assertThat(kept).containsExactlyInAnyOrder("ONLY events", "e1");
        assertThat(db.texts("SELECT 1 WHERE to_regclass('e1') IS NOT NULL")).isEmpty();
    }

    private void tryToLock(String table) throws SQLException {
        try (Connection other = db.dataSource.getConnection()) {
            other.setAutoCommit(false);
            TestDatabase.execute(other, "LOCK TABLE " + table + " IN ACCESS SHARE MODE NOWAIT");
            other.rollback();
        } catch (SQLException refused) {
            assertThat(refused.getSQLState()).isEqualTo("55P03");
            kept.add(table);
        }
    }
}
