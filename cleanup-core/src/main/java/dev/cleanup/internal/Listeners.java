package dev.cleanup.internal;

import dev.cleanup.CleanupListener;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls listeners; what they throw is logged and goes no further. */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final String service;
    private final List<CleanupListener> listeners;

    Listeners(String service, List<CleanupListener> listeners) {
        this.service = service;
        this.listeners = List.copyOf(listeners);
    }

    void tell(Consumer<CleanupListener> event) {
        for (CleanupListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (Exception | Error failure) {
                LOG.warn("{}: listener {} failed", service, listener.getClass().getName(), Failure.forLog(failure));
            }
        }
    }
}
