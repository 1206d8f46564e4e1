/** The interfaces, the engine, the in-process scheduler and the in-memory history. */
module dev.cleanup.core {
    requires com.cronutils;
    requires dev.failsafe.core;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports dev.cleanup;
    exports dev.cleanup.history;
    exports dev.cleanup.retention;
    exports dev.cleanup.schedule;
    exports dev.cleanup.throttle;
}
