package dev.cleanup.jdbc;

import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static dev.cleanup.retention.RetentionPolicy.keepWhere;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupTask;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of counted rules share: the documents a and b with five versions each, 11 to 15 and 21 to 25, of which two stay. */
abstract class VersionsContract {
    static final List<String> REMOVABLE = List.of("11", "12", "13", "21", "22", "23");

    TestDatabase db;

    abstract TestDatabase database();

    /** The same policy, run in two ways. */
    enum Way {
        SQL {
            @Override
            RetentionPolicy of(RetentionPolicy policy) {
                return policy;
            }
        },
        MEMORY {
            @Override
            RetentionPolicy of(RetentionPolicy policy) {
                return anyOf(policy, keepWhere(version -> false, "nothing"));
            }
        };

        abstract RetentionPolicy of(RetentionPolicy policy);
    }

    @BeforeEach
    void createVersions() {
        db = database();
        db.execute("CREATE TABLE versions (id BIGINT PRIMARY KEY, doc VARCHAR(20), at " + db.timestamptz() + ")");
        for (int id = 11; id <= 15; id++) {
            insert(id, "a", 24 * (16 - id));
            insert(id + 10, "b", 24 * (16 - id) + 12);
        }
    }

    final void insert(long id, String doc, int hoursAgo) {
        db.execute("INSERT INTO versions VALUES (" + id + ", '" + doc + "', " + db.ago(hoursAgo + " HOUR") + ")");
    }

    final CleanupTask versions(Way way) {
        return versions(db.dataSource, way);
    }

    static CleanupTask versions(DataSource dataSource, Way way) {
        return versions(dataSource).policy(way.of(keepLatest(2).per("doc"))).build();
    }

    static ExpiredRowsBuilder versions(DataSource dataSource) {
        return JdbcCleanup.expiredRows(dataSource)
                .table("versions")
                .timestamp("at")
                .tag("doc", "doc");
    }

    /** The next batch as of now. */
    static BatchResult batch(CleanupTask task, Instant asOf, int limit, Optional<String> after) throws Exception {
        return task.removeBatch(new BatchRequest(asOf, limit, after, Optional.empty()));
    }

    final List<String> left() {
        return db.texts("SELECT id FROM versions ORDER BY id");
    }
}
