package dev.cleanup.spring;

import dev.cleanup.CleanupService;

/** A bean that is told when the service has started. */
@FunctionalInterface
interface OnStart {
    void started(CleanupService cleanup);
}
