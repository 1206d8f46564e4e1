package dev.cleanup.testkit;

import dev.cleanup.schedule.Scheduler;
import java.time.InstantSource;

/** The in-process scheduler, held to the contract. */
class OwnSchedulerTest extends SchedulerContract {
    @Override
    protected Scheduler scheduler() {
        return Scheduler.inProcess(InstantSource.system());
    }
}
