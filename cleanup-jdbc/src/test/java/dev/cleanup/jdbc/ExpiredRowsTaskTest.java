package dev.cleanup.jdbc;

import static dev.cleanup.retention.RetentionPolicy.keepFor;

import dev.cleanup.CleanupTask;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class ExpiredRowsTaskTest {

    @Nested
    class OnH2 extends ExpiredRows {
        OnH2() {
            super(TestDatabase.h2());
        }
    }

    @Nested
    class OnPostgreSql extends ExpiredRows {
        OnPostgreSql() {
            super(TestDatabase.postgres());
        }
    }

    private abstract static class ExpiredRows extends RowsTaskContract {
        ExpiredRows(TestDatabase db) {
            super(db, "bots");
            db.execute("CREATE TABLE bots (id BIGINT PRIMARY KEY, deleted_at " + db.timestamptz() + ")");
        }

        @Override
        protected CleanupTask task() {
            return JdbcCleanup.expiredRows(db.dataSource)
                    .table("bots")
                    .timestamp("deleted_at")
                    .policy(keepFor("7d"))
                    .build();
        }

        @Override
        protected Set<String> arrange(int removable, int kept) {
            for (int i = 0; i < removable; i++) {
                insert(i, db.ago(9 + i + " DAY"));
            }
            Set<String> expired = there();
            List<String> stay = List.of("NULL", db.ago("6 DAY"), "CURRENT_TIMESTAMP + INTERVAL '9' DAY");
            for (int i = 0; i < kept; i++) {
                insert(1_000 + i, stay.get(i % stay.size()));
            }
            return expired;
        }

        private void insert(int id, String deletedAt) {
            db.execute("INSERT INTO bots VALUES (" + id + ", " + deletedAt + ")");
        }

        @Override
        protected void renew(String id) {
            db.execute("UPDATE bots SET deleted_at = NULL WHERE id = " + id);
        }
    }
}
