package dev.cleanup.micrometer;

import dev.cleanup.Attention;
import dev.cleanup.CleanupOperations;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupStatus;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a service's status and history; where they cannot be read, what was read last stays. */
final class Reader {
    private static final Logger LOG = LoggerFactory.getLogger(Reader.class);

    private final CleanupOperations service;
    private volatile Reading latest;
    private boolean away;

    Reader(CleanupOperations service) {
        this.service = service;
        this.latest = Reading.of(service.status());
        read();
    }

    Reading latest() {
        return latest;
    }

    /** Status first: it needs no database, and says what the service is doing while its history is away. */
    void read() {
        try {
            CleanupStatus status = service.status();
            latest = latest.with(status);
            List<CleanupRun> runs = service.summaries(Attention.LOOK_BACK);
            latest = latest.with(runs);
            away = false;
        } catch (RuntimeException | Error failure) {
            // Whatever leaves here ends the reading for ever.
            warn(failure);
        }
    }

    /** Once, until it works again. */
    private void warn(Throwable failure) {
        if (!away) {
            LOG.warn("{}: metrics stay as they were", latest.status().service(), failure);
        }
        away = true;
    }
}
