package dev.cleanup.alerts;

import dev.cleanup.CleanupListener;
import dev.cleanup.CleanupOperations;
import dev.cleanup.CleanupRun;
import dev.cleanup.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells people when one service needs them: a task failed or was refused, a node died, a scheduled run is overdue; once for each problem, and once
 * when it is over. It looks after each run, and each minute for what no run tells, on a thread of its own; each channel sends on another, so that
 * nothing that a mail server does disturbs a run. Safe for use by several threads.
 *
 * <pre>{@code
 * CleanupAlerts alerts = CleanupAlerts.builder()
 *         .page(URI.create("https://bots.example.com/cleanup/"))
 *         .to(MailChannel.builder("smtp.example.com").from("cleanup@example.com").to("ops@example.com").build())
 *         .build();
 * CleanupService cleanup = CleanupService.builder().task(task).listener(alerts).build();
 * cleanup.start();
 * alerts.watch(cleanup);
 * }</pre>
 */
public final class CleanupAlerts implements CleanupListener, AutoCloseable {
    private final Duration checkEvery;
    private final Duration drain;
    private final Ledger ledger;
    private final List<Outbox> outboxes;
    private final ScheduledThreadPoolExecutor looking;
    private volatile @Nullable Watcher watcher;
    private volatile String node = "";

    CleanupAlerts(CleanupAlertsBuilder settings) {
        this.checkEvery = settings.checkEvery;
        this.drain = settings.drain;
        this.ledger = new Ledger(settings, () -> node, this::send);
        this.outboxes = settings.channels.stream()
                .map(channel -> new Outbox(channel, settings.firstPause))
                .toList();
        // What is asked for after the close is nobody's business any more.
        this.looking = new ScheduledThreadPoolExecutor(
                1, Threads.daemons("cleanup-alerts"), new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Begins to set up alerts. */
    public static CleanupAlertsBuilder builder() {
        return new CleanupAlertsBuilder();
    }

    /**
     * Begins to watch this service, which has this as its listener; once. What needs people already is told.
     *
     * @throws ConfigurationException when a service is watched already
     */
    public synchronized void watch(CleanupOperations service) {
        if (watcher != null) {
            throw new ConfigurationException(
                    "service",
                    service.status().service(),
                    "another one is watched already; each has alerts of its own");
        }
        Watcher watching = new Watcher(service, ledger);
        watcher = watching;
        long millis = checkEvery.toMillis();
        var unused = looking.scheduleWithFixedDelay(watching::look, 0, millis, TimeUnit.MILLISECONDS);
    }

    private void send(Alert alert) {
        outboxes.forEach(outbox -> outbox.put(alert));
    }

    @Override
    public void runStarted(CleanupRun run) {
        node = run.node();
    }

    @Override
    public void runEnded(CleanupRun run) {
        Watcher watching = watcher;
        if (watching != null) {
            looking.execute(watching::look);
        }
    }

    /**
     * Looks no more, and waits at most ten seconds until what is to be told has been sent; what is left then is logged. Close the service before.
     */
    @Override
    public void close() {
        long end = System.nanoTime() + drain.toNanos();
        looking.shutdown();
        Threads.await(looking, drain);
        looking.shutdownNow();
        outboxes.forEach(Outbox::finish);
        outboxes.forEach(outbox -> outbox.await(Duration.ofNanos(end - System.nanoTime())));
    }
}
