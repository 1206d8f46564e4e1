package dev.cleanup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.schedule.Schedule;
import dev.cleanup.schedule.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult.Status;

class BrokenSchedulersTest extends BrokenImplementations {
    BrokenSchedulersTest() {
        super(SchedulerContract.class);
    }

    abstract static class Broken extends SchedulerContract {
        private final Supplier<Scheduler> scheduler;

        Broken(Supplier<Scheduler> scheduler) {
            this.scheduler = scheduler;
        }

        @Override
        protected Scheduler scheduler() {
            return scheduler.get();
        }
    }

    /** For those that never make the call that is waited for. */
    abstract static class Impatient extends Broken {
        Impatient(Supplier<Scheduler> scheduler) {
            super(scheduler);
        }

        @Override
        protected Duration patience() {
            return Duration.ofSeconds(1);
        }
    }

    static class Sound extends Broken {
        Sound() {
            super(ThreadScheduler::new);
        }
    }

    @Test
    void a_sound_scheduler_passes() {
        ContractRun run = ContractRun.of(Sound.class);
        assertThat(run.methods(Status.FAILED)).isEmpty();
        assertThat(run.methods(Status.SUCCESSFUL)).hasSizeGreaterThan(10);
    }

    @Breaks({
        "calls_the_job_again_and_again",
        "never_calls_before_the_time_is_due",
        "makes_up_only_once_for_many_times_that_are_past",
        "never_calls_a_job_that_is_under_way",
        "a_job_that_throws_is_called_again"
    })
    static class CallsOnce extends Impatient {
        CallsOnce() {
            super(() -> new ThreadScheduler() {
                @Override
                void ring(Schedule schedule, Instant due, Runnable job) {
                    call(job);
                }
            });
        }
    }

    @Breaks("never_calls_before_the_time_is_due")
    static class CallsAtTheStart extends Broken {
        CallsAtTheStart() {
            super(() -> new ThreadScheduler() {
                @Override
                void plan(Schedule schedule, Instant due, Runnable job) {
                    boolean begins = next == null;
                    super.plan(schedule, begins ? Instant.now() : due, job);
                    next = due;
                }
            });
        }
    }

    @Breaks({"makes_up_at_once_for_a_time_that_is_past"})
    static class LeavesOutWhatIsPast extends Impatient {
        LeavesOutWhatIsPast() {
            super(() -> new ThreadScheduler() {
                @Override
                Instant firstTime(Schedule schedule, Instant from) {
                    Instant due = schedule.next(from);
                    return due.isBefore(Instant.now()) ? schedule.next(Instant.now()) : due;
                }
            });
        }
    }

    @Breaks("makes_up_only_once_for_many_times_that_are_past")
    static class MakesUpForEachTime extends Broken {
        MakesUpForEachTime() {
            super(() -> new ThreadScheduler() {
                @Override
                Instant following(Schedule schedule, Instant due) {
                    return schedule.next(due);
                }
            });
        }
    }

    @Breaks("never_calls_a_job_that_is_under_way")
    static class CallsOnManyThreads extends Broken {
        CallsOnManyThreads() {
            super(() -> new ThreadScheduler() {
                @Override
                void call(Runnable job) {
                    threads.execute(() -> super.call(job));
                }
            });
        }
    }

    @Breaks("a_job_that_throws_is_called_again")
    static class EndsWithTheFirstFailure extends Impatient {
        EndsWithTheFirstFailure() {
            super(() -> new ThreadScheduler() {
                @Override
                void call(Runnable job) {
                    job.run();
                }
            });
        }
    }

    @Breaks("says_when_the_job_is_due_next")
    static class StaysDueAfterTheClose extends Broken {
        StaysDueAfterTheClose() {
            super(() -> new ThreadScheduler() {
                @Override
                public Optional<Instant> nextRun() {
                    return Optional.ofNullable(next);
                }
            });
        }
    }

    @Breaks("a_job_that_closes_it_is_the_last")
    static class CallsAfterTheClose extends Broken {
        CallsAfterTheClose() {
            super(() -> new ThreadScheduler() {
                @Override
                void ring(Schedule schedule, Instant due, Runnable job) {
                    boolean wasClosed = closed;
                    call(job);
                    if (closed && !wasClosed) {
                        call(job);
                    }
                    plan(schedule, following(schedule, due), job);
                }
            });
        }
    }

    @Breaks("a_close_does_not_wait_for_a_job_that_is_under_way")
    static class WaitsForTheJob extends Impatient {
        WaitsForTheJob() {
            super(() -> new ThreadScheduler() {
                private volatile Thread caller;

                @Override
                void call(Runnable job) {
                    caller = Thread.currentThread();
                    super.call(job);
                }

                @Override
                public void close() {
                    super.close();
                    if (Thread.currentThread() != caller) {
                        waitForTheEnd();
                    }
                }

                private void waitForTheEnd() {
                    try {
                        var unused = threads.awaitTermination(10, TimeUnit.SECONDS);
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                }
            });
        }
    }

    @Breaks({
        "can_be_closed_at_any_time_and_again",
        "says_when_the_job_is_due_next",
        "a_job_that_closes_it_is_the_last",
        "a_close_does_not_wait_for_a_job_that_is_under_way",
        "is_started_once_and_not_after_it_was_closed"
    })
    static class ClosesOnce extends Broken {
        ClosesOnce() {
            super(() -> new ThreadScheduler() {
                @Override
                public void close() {
                    if (closed) {
                        throw new IllegalStateException("closed already");
                    }
                    super.close();
                }
            });
        }
    }

    @Breaks({"is_started_once_and_not_after_it_was_closed", "of_many_threads_exactly_one_starts_it"})
    static class StartsAgain extends Broken {
        StartsAgain() {
            super(() -> new ThreadScheduler() {
                @Override
                boolean claimStart() {
                    return true;
                }
            });
        }
    }
}
