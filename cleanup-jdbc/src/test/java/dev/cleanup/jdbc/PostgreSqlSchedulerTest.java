package dev.cleanup.jdbc;

import dev.cleanup.schedule.Scheduler;
import dev.cleanup.testkit.SchedulerContract;
import java.time.Duration;

/** A node that is alone, held to the contract of every scheduler. */
class PostgreSqlSchedulerTest extends SchedulerContract {
    @Override
    protected Scheduler scheduler() {
        return ClusterScheduler.builder(TestDatabase.postgres().dataSource)
                .createTables()
                .polling(Duration.ofMillis(10))
                .build();
    }

    @Override
    protected Duration interval() {
        return Duration.ofMillis(100);
    }
}
