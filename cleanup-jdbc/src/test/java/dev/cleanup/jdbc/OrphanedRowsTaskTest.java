package dev.cleanup.jdbc;

import dev.cleanup.CleanupTask;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class OrphanedRowsTaskTest {

    @Nested
    class OnH2 extends OrphanedRows {
        OnH2() {
            super(TestDatabase.h2());
        }
    }

    @Nested
    class OnPostgreSql extends OrphanedRows {
        OnPostgreSql() {
            super(TestDatabase.postgres());
        }
    }

    private abstract static class OrphanedRows extends RowsTaskContract {
        OrphanedRows(TestDatabase db) {
            super(db, "results");
            db.execute(
                    "CREATE TABLE bots (id BIGINT PRIMARY KEY)",
                    "CREATE TABLE results (id BIGINT PRIMARY KEY, processed_by BIGINT, processed_at " + db.timestamptz()
                            + ")",
                    "INSERT INTO bots VALUES (1)");
        }

        @Override
        protected CleanupTask task() {
            return JdbcCleanup.orphanedRows(db.dataSource)
                    .table("results")
                    .column("processed_by")
                    .references("bots", "id")
                    .olderThan("processed_at", Duration.ofHours(1))
                    .build();
        }

        @Override
        protected Set<String> arrange(int removable, int kept) {
            for (int i = 0; i < removable; i++) {
                insert(i, 70 + i + ", " + db.ago(9 + i + " DAY"));
            }
            Set<String> orphans = there();
            List<String> stay =
                    List.of("1, " + db.ago("9 DAY"), "NULL, " + db.ago("9 DAY"), "7, CURRENT_TIMESTAMP", "7, NULL");
            for (int i = 0; i < kept; i++) {
                insert(1_000 + i, stay.get(i % stay.size()));
            }
            return orphans;
        }

        private void insert(int id, String parentAndTime) {
            db.execute("INSERT INTO results VALUES (" + id + ", " + parentAndTime + ")");
        }

        /** Its parent appears. */
        @Override
        protected void renew(String id) {
            db.execute("INSERT INTO bots SELECT processed_by FROM results WHERE id = " + id);
        }
    }
}
