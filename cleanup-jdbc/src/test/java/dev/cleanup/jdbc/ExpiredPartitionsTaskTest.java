package dev.cleanup.jdbc;

import static dev.cleanup.retention.RetentionPolicy.keepFor;

import dev.cleanup.CleanupTask;
import dev.cleanup.testkit.CleanupTaskContract;
import java.util.Set;

class ExpiredPartitionsTaskTest extends CleanupTaskContract {
    private final TestDatabase db = TestDatabase.postgres();

    @Override
    protected CleanupTask task() {
        return JdbcCleanup.expiredPartitions(db.dataSource)
                .table("events")
                .policy(keepFor("7d"))
                .dropping()
                .build();
    }

    @Override
    protected Set<String> arrange(int removable, int kept) {
        db.execute("CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at)");
        for (int day = 0; day < removable; day++) {
            day("old" + day, 40 - day);
        }
        Set<String> expired = there();
        day("last", -2);
        db.execute("CREATE TABLE elsewhere PARTITION OF events DEFAULT");
        for (int day = 0; day < kept - 2; day++) {
            day("young" + day, 5 - day);
        }
        return expired;
    }

    private void day(String name, int ago) {
        db.execute("CREATE TABLE %s PARTITION OF events FOR VALUES FROM (%s) TO (%s)"
                .formatted(name, bound(ago), bound(ago - 1)));
    }

    private static String bound(int ago) {
        return "date_trunc('day', now() - interval '%d days')".formatted(ago);
    }

    @Override
    protected Set<String> there() {
        return Set.copyOf(
                db.texts(
                        "SELECT '" + db.schema
                                + ".' || relname FROM pg_inherits JOIN pg_class ON oid = inhrelid WHERE inhparent = 'events'::regclass"));
    }

    @Override
    protected void renew(String id) {
        db.execute(
                "ALTER TABLE events DETACH PARTITION " + id,
                "ALTER TABLE events ATTACH PARTITION " + id
                        + " FOR VALUES FROM (now() + interval '1 year') TO (now() + interval '2 years')");
    }

    @Override
    protected boolean obstruct(String id) {
        db.execute("CREATE VIEW holder AS SELECT * FROM " + id);
        return true;
    }
}
