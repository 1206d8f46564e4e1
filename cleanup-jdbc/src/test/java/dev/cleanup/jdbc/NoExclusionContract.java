package dev.cleanup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.RunRequest;
import dev.cleanup.Tally;
import dev.cleanup.TaskRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Three nodes that know nothing of each other clean the same tables, while the application adds rows and takes deletions back. For ten seconds,
 * or for as many as {@code -Dcleanup.test.soak} says.
 */
@Timeout(900)
abstract class NoExclusionContract {
    private static final Duration SPAN = Duration.ofSeconds(Integer.getInteger("cleanup.test.soak", 10));
    private static final int NODES = 3;
    private static final int SIZE = 5_000;
    private static final int ADDED = 40;

    private final long end = System.nanoTime() + SPAN.toNanos();
    private TestDatabase db;
    private long added;

    abstract TestDatabase database();

    private boolean goesOn() {
        return System.nanoTime() < end;
    }

    /** Adds expired rows, and gives some of them back to their owners: whoever was told so finds them for ever. */
    private List<Long> application() {
        List<Long> rescued = new ArrayList<>();
        long id = 1_000_000;
        while (goesOn()) {
            db.execute("INSERT INTO bots SELECT x, 'new', " + db.ago("9 DAY") + " FROM "
                    + db.series((int) id, (int) id + ADDED - 1));
            added += ADDED;
            long mine = id + ThreadLocalRandom.current().nextInt(ADDED);
            if (!rescue(mine).isEmpty()) {
                rescued.add(mine);
            }
            id += ADDED;
        }
        return rescued;
    }

    private List<String> rescue(long id) {
        String update = "UPDATE bots SET deleted_at = NULL WHERE id = " + id;
        return db.postgres
                ? db.texts(update + " RETURNING id")
                : db.texts("SELECT id FROM FINAL TABLE (" + update + ")");
    }

    private List<CleanupRun> node() {
        List<CleanupRun> runs = new ArrayList<>();
        CleanupTask task = Herd.expired(db.dataSource);
        try (CleanupService service = Herd.service(db.dataSource, task).build()) {
            while (goesOn()) {
                runs.add(service.run(RunRequest.execute()));
            }
        }
        return runs;
    }

    @Test
    void nodes_without_exclusion_waste_time_and_lose_nothing() throws Exception {
        db = database();
        Herd herd = Herd.of(db, SIZE);
        ExecutorService threads = Executors.newFixedThreadPool(NODES + 1);
        try {
            List<Callable<List<CleanupRun>>> nodes = new ArrayList<>();
            for (int node = 0; node < NODES; node++) {
                nodes.add(this::node);
            }
            Future<List<Long>> rescued = threads.submit(this::application);
            long counted = 0;
            long unknown = 0;
            for (Future<List<CleanupRun>> node : threads.invokeAll(nodes)) {
                for (CleanupRun run : node.get()) {
                    Tally tally = run.task("bots").map(TaskRun::tally).orElse(Tally.NONE);
                    counted += tally.removed();
                    unknown += tally.unknown();
                }
            }

            List<Long> mustBeThere = rescued.get();
            assertThat(mustBeThere).isNotEmpty();
            assertThat(db.texts("SELECT id FROM bots WHERE id >= 1000000").stream()
                            .map(Long::valueOf))
                    .containsAll(mustBeThere);
            herd.assertTheLivingAreThere();
            long gone = SIZE + added - db.count("bots");
            assertThat(gone).isGreaterThan(SIZE / 2).isBetween(counted, counted + unknown);
            herd.assertNothingRuns();
        } finally {
            threads.shutdownNow();
        }
    }
}
