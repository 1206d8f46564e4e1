package dev.cleanup.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.RemovalLimit;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.jdbc.RowsBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Ways to remove rows, in turn, on the same server and freshly filled tables, and what concurrent updates of single rows notice of them; beside
 * them a loop in the database that touches no table, since on a small machine the updates wait for whatever keeps a processor busy.
 * {@code -Drows=1000000 -Drounds=3 -Dwork=THIRD_EXPIRED,… -Dload=400 -Dnaive=true -DbatchSize=10000 -DsharedBuffers=128MB}
 */
public final class ScaleBenchmark {
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final int LOAD = Integer.getInteger("load", 400);
    private static final int BATCH_SIZE = Integer.getInteger("batchSize", RowsBuilder.DEFAULT_BATCH_SIZE);
    private static final int WARM_UPS = 20;
    private static final int WARM_UP_ROWS = 100_000;
    private static final long SETTLING_NANOS = 500_000_000L;
    private static final long IDLE_NANOS = 3_000_000_000L;

    /** What is due right before a removal may feel it. */
    private static final long APART_NANOS = 100_000_000L;

    private final HikariDataSource pool;
    private double libraryTook;

    private ScaleBenchmark(HikariDataSource pool) {
        this.pool = pool;
    }

    /** A way to remove rows. */
    private enum Way {
        ONE_DELETE,
        LIBRARY,
        LOOP_OF_IN_LIMIT_1000,
        ROW_BY_ROW,
        NOT_IN,

        /** Removes nothing and touches no table: what the updates notice of a processor that is busy as long as the library took. */
        BUSY_LOOP
    }

    /** Of each round how long a way took, and how long the updates right before it and during it. */
    private record Measured(List<Double> seconds, List<List<Long>> idle, List<List<Long>> during) {
        Measured() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        double median() {
            return median(seconds);
        }

        /** Each round's p99 as a multiple of the seconds right before it, of which a disk that stalls in one round moves only that one's. */
        double medianOfIdle() {
            return median(IntStream.range(0, during.size())
                    .mapToObj(round -> UpdateLoad.p99(during.get(round)) / UpdateLoad.p99(idle.get(round)))
                    .toList());
        }

        private static double median(List<Double> all) {
            List<Double> sorted = all.stream().sorted().toList();
            int size = sorted.size();
            return size == 0 ? Double.NaN : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
        }
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        int rows = Integer.getInteger("rows", 1_000_000);
        try (EmbeddedPostgres postgres = RemovalBenchmark.start();
                HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
            pool.setMaximumPoolSize(20);
            ScaleBenchmark benchmark = new ScaleBenchmark(pool);
            for (String work : System.getProperty("work", "THIRD_EXPIRED,FEW_EXPIRED_INDEXED,FEW_EXPIRED,HALF_ORPHANED")
                    .split(",", 0)) {
                benchmark.compare(Work.valueOf(work), rows, List.of(Way.ONE_DELETE, Way.LIBRARY, Way.BUSY_LOOP));
            }
            if (Boolean.parseBoolean(System.getProperty("naive", "true"))) {
                benchmark.compare(
                        Work.THIRD_EXPIRED,
                        Math.min(rows, 100_000),
                        List.of(Way.ONE_DELETE, Way.LIBRARY, Way.LOOP_OF_IN_LIMIT_1000, Way.ROW_BY_ROW));
                for (int few : List.of(20_000, 50_000)) {
                    benchmark.compare(Work.HALF_ORPHANED, few, List.of(Way.ONE_DELETE, Way.LIBRARY, Way.NOT_IN));
                }
            }
            System.out.printf(
                    "heap: at most %d MB, used %d MB%n",
                    Runtime.getRuntime().maxMemory() >> 20,
                    (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
        }
    }

    private void compare(Work work, int rows, List<Way> ways) throws SQLException {
        Map<Way, Measured> all = new EnumMap<>(Way.class);
        execute(work.fill(1));
        // One that has been running for a while.
        try (CleanupService service = service(work)) {
            for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
                execute(work.fill(Math.min(rows, WARM_UP_ROWS)));
                apply(service, service.run(RunRequest.dryRun()));
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (Way way : ways) {
                    once(service, work, way, rows, all.computeIfAbsent(way, unseen -> new Measured()));
                }
            }
        }
        double byHand = all.get(Way.ONE_DELETE).median();
        // Before each way the same is idle.
        double idle = UpdateLoad.p99(all.values().stream()
                .flatMap(each -> each.idle().stream())
                .flatMap(List::stream)
                .toList());
        System.out.printf("%n%s, %d rows, %d rounds, %d updates/s%n", work, rows, ROUNDS, LOAD);
        System.out.printf(Locale.ROOT, "p99 of the updates when nothing else happens: %.1f ms%n", idle);
        System.out.println(
                "| way | seconds | of one DELETE | rows/s | p99 meanwhile | of idle | median of the rounds |");
        all.forEach((way, measured) -> {
            double during = UpdateLoad.p99(
                    measured.during().stream().flatMap(List::stream).toList());
            String took = way == Way.BUSY_LOOP
                    ? "|"
                    : String.format(
                            Locale.ROOT,
                            "%.2f | %.0f",
                            measured.median() / byHand,
                            work.removedOf(rows) / measured.median());
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %s | %.1f ms | %.2f | %.2f |%n",
                    way,
                    measured.median(),
                    took,
                    during,
                    during / idle,
                    measured.medianOfIdle());
        });
    }

    private void once(CleanupService service, Work work, Way way, int rows, Measured into) throws SQLException {
        execute(work.fill(rows));
        // The plan looks, the run that applies it removes; only that is timed.
        CleanupRun plan = way == Way.LIBRARY ? service.run(RunRequest.dryRun()) : null;
        UpdateLoad load = LOAD > 0 ? new UpdateLoad(pool, work.update(), rows, LOAD) : null;
        if (load != null) {
            long begin = System.nanoTime() + SETTLING_NANOS + IDLE_NANOS;
            while (System.nanoTime() < begin) {
                LockSupport.parkNanos(begin - System.nanoTime());
            }
        }
        long start = System.nanoTime();
        if (plan == null) {
            remove(work, way);
        } else {
            apply(service, plan);
        }
        long end = System.nanoTime();
        double seconds = (end - start) / 1e9;
        into.seconds().add(seconds);
        libraryTook = way == Way.LIBRARY ? seconds : libraryTook;
        if (load != null) {
            load.end(end);
            into.idle().add(load.between(start - IDLE_NANOS, start - APART_NANOS));
            into.during().add(load.between(start, end));
        }
        if (way != Way.BUSY_LOOP) {
            check(work, rows);
        }
    }

    private static void apply(CleanupService service, CleanupRun plan) {
        CleanupRun run = service.run(RunRequest.apply(plan.id()));
        if (run.status() != RunStatus.SUCCEEDED) {
            throw new IllegalStateException(run.toString());
        }
    }

    private void remove(Work work, Way way) throws SQLException {
        switch (way) {
            case ONE_DELETE -> execute(List.of(work.byHand()));
            case LOOP_OF_IN_LIMIT_1000 -> {
                int last = 1;
                while (last > 0) {
                    last = execute(List.of(work.inBatches()));
                }
            }
            case ROW_BY_ROW -> rowByRow(work);
            case NOT_IN ->
                execute(List.of("DELETE FROM results WHERE processed_by NOT IN (SELECT id FROM bots)"
                        + " AND processed_at <= now() - interval '1 hour'"));
            case BUSY_LOOP -> execute(List.of(busyLoop()));
            case LIBRARY -> throw new IllegalStateException("has a plan");
        }
    }

    private String busyLoop() {
        return "DO $$ DECLARE until timestamptz := clock_timestamp() + interval '" + libraryTook + " s';"
                + " BEGIN WHILE clock_timestamp() < until LOOP END LOOP; END $$";
    }

    private void rowByRow(Work work) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet ids = statement.executeQuery(work.ids());
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM " + work.table() + " WHERE id = ?")) {
            while (ids.next()) {
                delete.setLong(1, ids.getLong(1));
                delete.executeUpdate();
            }
        }
    }

    /** Rows that an update moved to a page already passed stay for the next run. */
    private void check(Work work, int rows) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet left = statement.executeQuery("SELECT count(*) FROM " + work.table())) {
            left.next();
            long missed = left.getLong(1) - (rows - work.removedOf(rows));
            if (missed < 0 || missed > work.removedOf(rows) / 100 + 100) {
                throw new IllegalStateException(missed + " rows are left that should be gone");
            }
        }
    }

    private CleanupService service(Work work) {
        return CleanupService.builder()
                .task(work.task(pool, BATCH_SIZE))
                .removalLimit(RemovalLimit.items(Long.MAX_VALUE))
                .build();
    }

    private int execute(List<String> statements) throws SQLException {
        int count = 0;
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                count = statement.execute(sql) ? 0 : statement.getUpdateCount();
            }
        }
        return count;
    }
}
