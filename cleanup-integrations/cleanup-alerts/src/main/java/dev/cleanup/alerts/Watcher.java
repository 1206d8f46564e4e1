package dev.cleanup.alerts;

import dev.cleanup.Attention;
import dev.cleanup.CleanupOperations;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupStatus;
import dev.cleanup.alerts.Trouble.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a service. One thread calls it. */
final class Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

    /** A history that is away for a moment is nobody's business. */
    private static final int BLIND_LOOKS = 3;

    private final CleanupOperations service;
    private final Ledger ledger;
    private int blind;

    Watcher(CleanupOperations service, Ledger ledger) {
        this.service = service;
        this.ledger = ledger;
    }

    void look() {
        try {
            CleanupStatus status = service.status();
            try {
                List<CleanupRun> runs = service.summaries(Attention.LOOK_BACK);
                blind = 0;
                ledger.seen(status.service(), Trouble.of(status, runs), unclear(status), runs);
            } catch (RuntimeException failure) {
                blind(status, failure);
            }
        } catch (RuntimeException | Error failure) {
            LOG.warn("the service cannot be looked at; the next look tries again", failure);
        }
    }

    /** A schedule that was closed is not overdue, and not well either. */
    private static Set<Subject> unclear(CleanupStatus status) {
        boolean idle = status.schedule().isPresent() && status.nextRun().isEmpty();
        return idle ? Set.of(Subject.SCHEDULE) : Set.of();
    }

    /** Without the history, what runs have shown stays as it was. */
    private void blind(CleanupStatus status, RuntimeException failure) {
        if (blind == 0) {
            LOG.warn("{}: the history cannot be read", status.service(), failure);
        }
        blind++;
        List<Trouble> all = new ArrayList<>(Trouble.of(status, List.of()));
        if (blind >= BLIND_LOOKS) {
            all.add(Trouble.unreadable(String.valueOf(failure.getMessage())));
        }
        ledger.seenWithoutRuns(status.service(), all);
    }
}
