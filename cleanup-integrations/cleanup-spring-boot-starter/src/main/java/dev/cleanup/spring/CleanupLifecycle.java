package dev.cleanup.spring;

import dev.cleanup.CleanupService;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the service last of all, when the application is up, and closes it first: whoever waits for a run by HTTP still gets an answer, and no
 * run needs a data source that is gone.
 */
final class CleanupLifecycle implements SmartLifecycle {
    private final CleanupService cleanup;
    private final List<OnStart> others;
    private volatile boolean running;

    CleanupLifecycle(CleanupService cleanup, List<OnStart> others) {
        this.cleanup = cleanup;
        this.others = others;
    }

    @Override
    public void start() {
        cleanup.start();
        others.forEach(other -> other.started(cleanup));
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        cleanup.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /**
     * Overrides what Spring 7 has: it pauses the contexts of tests that wait for their turn and goes on with them later, which a closed service
     * could not.
     */
    public boolean isPauseable() {
        return false;
    }
}
