package dev.cleanup.schedule;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One daemon thread. */
final class DaemonAlarm implements Alarm {
    private final ScheduledThreadPoolExecutor executor;

    DaemonAlarm() {
        executor = new ScheduledThreadPoolExecutor(1, job -> {
            Thread thread = new Thread(job, "cleanup-scheduler");
            thread.setDaemon(true);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void ring(Duration delay, Runnable then) {
        var unused = executor.schedule(then, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
