package dev.cleanup.jdbc;

import static dev.cleanup.retention.RetentionPolicy.keepFor;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.RemovalLimit;
import dev.cleanup.RunRequest;
import dev.cleanup.Survey;
import dev.cleanup.SurveyRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;

/** What the tests share: a table of bots of which 1 and 2 have expired. */
abstract class BotsContract {
    TestDatabase db;

    abstract TestDatabase database();

    @BeforeEach
    void createBots() {
        db = database();
        db.execute(
                "CREATE TABLE bots (id BIGINT PRIMARY KEY, name VARCHAR(100), bot_type VARCHAR(20), deleted_at "
                        + db.timestamptz() + ")",
                "INSERT INTO bots VALUES (1, 'old', 'a', " + db.ago("9 DAY") + ")",
                "INSERT INTO bots VALUES (2, 'older', 'b', " + db.ago("30 DAY") + ")",
                "INSERT INTO bots VALUES (3, 'young', 'a', " + db.ago("6 DAY") + ")",
                "INSERT INTO bots VALUES (4, 'alive', 'a', NULL)");
    }

    ExpiredRowsBuilder bots() {
        return bots(db.dataSource);
    }

    static ExpiredRowsBuilder bots(DataSource dataSource) {
        return JdbcCleanup.expiredRows(dataSource)
                .table("bots")
                .timestamp("deleted_at")
                .policy(keepFor("7d"));
    }

    static Survey survey(CleanupTask task) throws Exception {
        return task.survey(new SurveyRequest(Instant.now(), 1_000));
    }

    static CleanupService service(CleanupTask task) {
        return CleanupService.builder()
                .task(task)
                .removalLimit(RemovalLimit.items(10_000_000))
                .build();
    }

    static CleanupRun execute(CleanupTask task) {
        try (CleanupService service = service(task)) {
            return service.run(RunRequest.execute());
        }
    }

    /** The next batch of rows that may go as of now. */
    static BatchResult batch(CleanupTask task) throws Exception {
        return batch(task, 1_000);
    }

    /** The next batch of so many rows, or for 0 the rows 1 and 2 by their names. */
    static BatchResult batch(CleanupTask task, int limit) throws Exception {
        if (limit == 0) {
            return batch(task, "1", "2");
        }
        return task.removeBatch(new BatchRequest(survey(task).asOf(), limit, Optional.empty(), Optional.empty()));
    }

    /** A batch of exactly these rows. */
    static BatchResult batch(CleanupTask task, String... ids) throws Exception {
        return task.removeBatch(
                new BatchRequest(survey(task).asOf(), ids.length, Optional.empty(), Optional.of(List.of(ids))));
    }

    interface Call<T> {
        T call() throws Exception;
    }

    static <T> T unchecked(Call<T> call) {
        try {
            return call.call();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    List<String> left() {
        return db.texts("SELECT id FROM bots ORDER BY id");
    }
}
