package dev.cleanup.schedule;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Calls a job whenever a schedule says so, on one node of however many there are. Safety does not rest on it: two nodes that run at once are
 * a waste and never a danger. Implementations are safe for use by several threads.
 */
public interface Scheduler extends AutoCloseable {

    /**
     * Called by the service when it is built, before anything else and at most once. What comes back is asked before each run, whether it is on
     * schedule or by hand; by default there is no other node.
     */
    default Exclusion join(Member member) {
        return Exclusion.none();
    }

    /**
     * Begins to call the job; once.
     *
     * @param from the instant that the first time is counted from; a time that is already past is made up for once, at once
     * @param job does not throw
     * @throws IllegalStateException when it was started or closed before
     */
    void start(Schedule schedule, Instant from, Runnable job);

    /** When the job is due next; empty before {@link #start} and after {@link #close}. */
    Optional<Instant> nextRun();

    /** Ends the calls; does not wait for a job that is under way or just about to begin. */
    @Override
    void close();

    /** On one daemon thread of this process. */
    static Scheduler inProcess(InstantSource clock) {
        return new InProcessScheduler(clock, new DaemonAlarm());
    }
}
