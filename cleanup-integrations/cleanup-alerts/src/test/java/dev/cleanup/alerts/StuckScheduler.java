package dev.cleanup.alerts;

import dev.cleanup.schedule.Schedule;
import dev.cleanup.schedule.Scheduler;
import java.time.Instant;
import java.util.Optional;

/** Says when it would run, and never does. */
final class StuckScheduler implements Scheduler {
    private volatile Optional<Instant> next = Optional.empty();

    void next(Instant instant) {
        next = Optional.of(instant);
    }

    @Override
    public void start(Schedule schedule, Instant from, Runnable job) {}

    @Override
    public Optional<Instant> nextRun() {
        return next;
    }

    @Override
    public void close() {
        next = Optional.empty();
    }
}
