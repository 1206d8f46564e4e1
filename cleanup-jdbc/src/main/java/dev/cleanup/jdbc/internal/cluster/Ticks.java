package dev.cleanup.jdbc.internal.cluster;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** db-scheduler, for the one row that says when a service runs next; everything that knows it is in here. */
final class Ticks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ticks.class);

    /** The fewest that db-scheduler takes. */
    private static final int MISSED_HEARTBEATS = 4;

    /** A node that does not know the service of a row, such as one with another service, must never remove it. */
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    /** How long a run may go on after the close; its heartbeats go on with it. */
    private static final Duration LAST_RUN = Duration.ofMinutes(10);

    /** How long the close waits for the last look at the table. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(5);

    /** What a tick does and when the next one is due. */
    interface Tick {
        /** Does what is due; gives the next time, or this one when it is left to another node. Does not throw. */
        Instant run(Instant due);

        /** Whether the node that was last heard of too long ago is alive all the same. */
        boolean isAlive(String instance);

        /** The schedule in words. */
        String schedule();
    }

    private final Here here;
    private final Tick tick;
    private final InstantSource clock;
    private final Scheduler scheduler;

    Ticks(Shared shared, Here here, InstantSource clock, Duration polling, Tick tick) {
        this.here = here;
        this.tick = tick;
        this.clock = clock;
        this.scheduler = Scheduler.create(shared.database().dataSource(), task())
                .schedulerName(new SchedulerName.Fixed(here.instance()))
                .tableName(shared.tables().named("{schedule}"))
                .clock(clock::instant)
                .pollingInterval(polling)
                .heartbeatInterval(here.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .deleteUnresolvedAfter(FOR_EVER)
                .shutdownMaxWait(LAST_RUN)
                .commitWhenAutocommitDisabled(true)
                .jdbcCustomization(new DefaultJdbcCustomization(false))
                .serializer(new Words())
                .threads(1)
                .executorService(one("tick"))
                .dueExecutor(one("poll"))
                .housekeeperExecutor(two("housekeeper"))
                .build();
    }

    /**
     * Looks whether db-scheduler is there.
     *
     * @throws NoClassDefFoundError when it is not
     */
    static void require() {
        LOG.debug("{} is there", Scheduler.class);
    }

    private ExecutorService one(String what) {
        return Executors.newSingleThreadExecutor(Daemons.named(here.service() + "-" + what));
    }

    private ScheduledExecutorService two(String what) {
        return Executors.newScheduledThreadPool(2, Daemons.named(here.service() + "-" + what));
    }

    private CustomTask<String> task() {
        return Tasks.custom(here.service(), String.class)
                .onDeadExecution(this::revive)
                .execute((instance, context) -> run(context.getExecution().getExecutionTime()));
    }

    private CompletionHandler<String> run(Instant due) {
        Instant next = tick.run(due);
        return (complete, operations) -> operations.reschedule(complete, next, tick.schedule());
    }

    /** A heartbeat can be late when a hold is not. */
    private void revive(ExecutionComplete complete, ExecutionOperations<String> operations) {
        String instance = String.valueOf(complete.getExecution().pickedBy);
        if (!tick.isAlive(instance)) {
            operations.reschedule(complete, clock.instant());
        }
    }

    void start() {
        scheduler.start();
    }

    /** Ends the ticks, without waiting for one that is under way; what only looks has ended when this returns. */
    @Override
    public void close() {
        Thread closing = Daemons.named(here.service() + "-closing").newThread(scheduler::stop);
        closing.start();
        if (!scheduler.getCurrentlyExecuting().isEmpty()) {
            return;
        }
        try {
            closing.join(LAST_LOOK.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The words of the schedule, as {@link ScheduleRow} writes them. */
    private static final class Words implements Serializer {

        @Override
        public byte[] serialize(Object data) {
            return ScheduleRow.bytes(String.valueOf(data));
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] data) {
            return type.cast(new String(data, StandardCharsets.UTF_8));
        }
    }
}
