package dev.cleanup.schedule;

import java.time.Duration;

/** Calls something after a while; the only part of the scheduler that waits, so that tests need not. */
interface Alarm extends AutoCloseable {

    void ring(Duration delay, Runnable then);

    @Override
    void close();
}
