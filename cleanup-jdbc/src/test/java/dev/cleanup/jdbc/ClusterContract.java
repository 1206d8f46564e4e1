package dev.cleanup.jdbc;

import dev.cleanup.schedule.Exclusion;
import dev.cleanup.schedule.Member;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;

/** Several nodes of one service on one database. */
abstract class ClusterContract {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final Duration HEARTBEAT = Duration.ofSeconds(1);

    final TestDatabase db = database();
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

    abstract TestDatabase database();

    ClusterSchedulerBuilder builder() {
        return ClusterScheduler.builder(db.dataSource)
                .createTables()
                .heartbeat(HEARTBEAT)
                .polling(Duration.ofMillis(20));
    }

    /** A scheduler that the test closes in the end. */
    ClusterScheduler scheduler() {
        return opened(builder().build());
    }

    <T extends AutoCloseable> T opened(T resource) {
        open.add(resource);
        return resource;
    }

    static Exclusion join(ClusterScheduler scheduler, String node, Map<String, String> rules) {
        return scheduler.join(new Member("bots", node, () -> rules));
    }

    /** A scheduler on a node of this name. */
    ClusterScheduler node(String name) {
        ClusterScheduler scheduler = scheduler();
        join(scheduler, name, Map.of());
        return scheduler;
    }

    /** What a node of this name may run. */
    Exclusion exclusion(String name) {
        return join(scheduler(), name, Map.of());
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable resource : open) {
            resource.close();
        }
    }
}
