package dev.cleanup.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.RemovalLimit;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.jdbc.JdbcCleanup;
import dev.cleanup.jdbc.RowsBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * One DELETE by hand against the library's removal, in turn, on the same data. {@code -Dscenario=age|counted -Dkept=100 -Drows=1000000
 * -Drounds=5 -Dkey=bigint|uuid -DbatchSize=10000 -Dhand=true}
 */
public final class RemovalBenchmark {
    private static final Scenario SCENARIO = Scenario.chosen();
    private static final String KEY = System.getProperty("key", "bigint");
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final int BATCH_SIZE = Integer.getInteger("batchSize", RowsBuilder.DEFAULT_BATCH_SIZE);
    private static final boolean BY_HAND = Boolean.parseBoolean(System.getProperty("hand", "true"));

    private final DataSource dataSource;

    private RemovalBenchmark(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        int rows = Integer.getInteger("rows", 1_000_000);
        int few = SCENARIO == Scenario.AGE ? rows / 10 : rows;
        try (EmbeddedPostgres postgres = start();
                HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
            RemovalBenchmark benchmark = new RemovalBenchmark(pool);
            benchmark.byLibrary(few);
            double large = benchmark.measure(rows);
            if (few < rows) {
                double small = benchmark.measure(few);
                System.out.printf(
                        "rows per second at %d over those at %d: %.2f (at least 0.8)%n", rows, few, large / small);
            }
            System.out.printf(
                    "heap: at most %d MB, used %d MB%n",
                    Runtime.getRuntime().maxMemory() >> 20,
                    (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
        }
    }

    /** As durable as a database in production; embedded ones are not by default. */
    static EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_wal_size", "4GB")
                .setServerConfig("shared_buffers", System.getProperty("sharedBuffers", "128MB"))
                .start();
    }

    /** What the library took, in seconds: to look, and to remove. */
    private record Taken(double survey, double removal) {}

    /** The library's rows per second, in the median round. */
    private double measure(int rows) throws SQLException {
        List<Double> byHand = new ArrayList<>();
        List<Double> removals = new ArrayList<>();
        List<Double> runs = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            double hand = BY_HAND ? byHand(rows) : Double.NaN;
            Taken library = byLibrary(rows);
            System.out.printf(
                    "%d rows, round %d: by hand %.2f s; library %.2f s to look, %.2f s to remove%n",
                    rows, round, hand, library.survey(), library.removal());
            byHand.add(hand);
            removals.add(library.removal());
            runs.add(library.survey() + library.removal());
        }
        double hand = median(byHand);
        double rate = SCENARIO.removedOf(rows) / median(removals);
        System.out.printf(
                "%d rows, median: by hand %.2f s, removal %.2f s, ratio %.2f (at most 2); with the survey %.2f s, ratio %.2f; %.0f rows/s%n",
                rows, hand, median(removals), median(removals) / hand, median(runs), median(runs) / hand, rate);
        return rate;
    }

    private static double median(List<Double> seconds) {
        return seconds.stream().sorted().toList().get(seconds.size() / 2);
    }

    private double byHand(int rows) throws SQLException {
        fill(rows);
        long start = System.nanoTime();
        check(rows, execute(SCENARIO.byHand()));
        return since(start);
    }

    /** A dry run, then its plan is applied: together the same as an execute, and timed apart. */
    private Taken byLibrary(int rows) throws SQLException {
        fill(rows);
        try (CleanupService service = service()) {
            long start = System.nanoTime();
            CleanupRun plan = service.run(RunRequest.dryRun());
            double survey = since(start);
            start = System.nanoTime();
            CleanupRun run = service.run(RunRequest.apply(plan.id()));
            double removal = since(start);
            if (run.status() != RunStatus.SUCCEEDED) {
                throw new IllegalStateException(run.toString());
            }
            check(rows, run.tasks().get(0).tally().removed());
            return new Taken(survey, removal);
        }
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void check(int rows, long removed) {
        if (removed != SCENARIO.removedOf(rows)) {
            throw new IllegalStateException("removed " + removed + " of " + SCENARIO.removedOf(rows));
        }
    }

    private void fill(int rows) throws SQLException {
        String id = KEY.equals("uuid") ? "gen_random_uuid()" : "x";
        execute(
                "DROP TABLE IF EXISTS bots",
                "CREATE TABLE bots (id " + KEY
                        + " PRIMARY KEY, name text NOT NULL, bot_type text NOT NULL, deleted_at timestamptz)",
                SCENARIO.fill(id, rows),
                "VACUUM ANALYZE bots",
                "CHECKPOINT");
    }

    private int execute(String... statements) throws SQLException {
        int count = 0;
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                count = statement.execute(sql) ? 0 : statement.getUpdateCount();
            }
        }
        return count;
    }

    private CleanupService service() {
        return CleanupService.builder()
                .task(JdbcCleanup.expiredRows(dataSource)
                        .table("bots")
                        .timestamp("deleted_at")
                        .tag("bot_type", "bot_type")
                        .policy(SCENARIO.policy())
                        .batchSize(BATCH_SIZE)
                        .build())
                .removalLimit(RemovalLimit.items(Long.MAX_VALUE))
                .build();
    }
}
