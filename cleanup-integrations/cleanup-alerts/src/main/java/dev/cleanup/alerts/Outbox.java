package dev.cleanup.alerts;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What waits for one channel, and the thread that sends it. Whatever the channel does, {@link #put} returns at once. */
final class Outbox {
    /** How many alerts wait at most. */
    static final int CAPACITY = 100;

    /** How often one alert is tried. */
    static final int ATTEMPTS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final Duration IDLE = Duration.ofSeconds(10);
    static final int GROWTH = 4;

    private final AlertChannel channel;
    private final Duration firstPause;
    private final ThreadPoolExecutor sender;

    Outbox(AlertChannel channel, Duration firstPause) {
        this.channel = channel;
        this.firstPause = firstPause;
        this.sender = new ThreadPoolExecutor(
                1,
                1,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(CAPACITY),
                Threads.daemons("cleanup-alerts-sender"),
                (rejected, executor) -> ((Sending) rejected).drop("too many alerts wait, or the alerts are closed"));
        sender.allowCoreThreadTimeOut(true);
    }

    /** To be sent as soon as what waits before it is. */
    void put(Alert alert) {
        sender.execute(new Sending(alert));
    }

    /** Takes nothing more. */
    void finish() {
        sender.shutdown();
    }

    /** Waits until all is sent, but not longer than this; the rest is dropped. */
    void await(Duration most) {
        if (!Threads.await(sender, most)) {
            sender.shutdownNow().forEach(waiting -> ((Sending) waiting).drop("the alerts are closed"));
        }
    }

    static Duration bounded(Duration pause) {
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** One alert on its way. */
    private final class Sending implements Runnable {
        private final Alert alert;

        Sending(Alert alert) {
            this.alert = alert;
        }

        @Override
        public void run() {
            Duration pause = firstPause;
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                try {
                    channel.send(alert);
                    return;
                } catch (DeliveryException failure) {
                    LOG.warn("{}: {}: {}", alert.service(), channel, failure.getMessage());
                    if (!failure.isPassing()) {
                        break;
                    }
                    if (!rest(attempt, failure.pause().orElse(pause))) {
                        break;
                    }
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    break;
                } catch (RuntimeException | Error failure) {
                    LOG.warn(
                            "{}: {}: {}",
                            alert.service(),
                            channel,
                            failure.getClass().getName());
                    if (!rest(attempt, pause)) {
                        break;
                    }
                }
                pause = pause.multipliedBy(GROWTH);
            }
            drop("it could not be sent");
        }

        private boolean rest(int attempt, Duration pause) {
            if (attempt == ATTEMPTS) {
                return false;
            }
            try {
                Thread.sleep(bounded(pause).toMillis());
                return true;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        void drop(String why) {
            LOG.error("{}: {}: dropped, {}: {}", alert.service(), channel, why, alert.subject());
        }
    }
}
