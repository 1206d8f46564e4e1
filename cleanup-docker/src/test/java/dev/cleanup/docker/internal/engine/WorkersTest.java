package dev.cleanup.docker.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.CleanupException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {
    private static final List<Integer> TEN = IntStream.range(0, 10).boxed().toList();

    private final Workers workers = new Workers(3, Duration.ofSeconds(20));
    private final CountDownLatch never = new CountDownLatch(1);

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("cleanup-docker-"))
                .toList();
    }

    /** Waits until the thread has taken notice of its interrupt and waits again. */
    private static void interrupt(Thread thread) {
        thread.interrupt();
        while (thread.isInterrupted() || thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void answers_come_in_the_order_of_the_questions() throws Exception {
        assertThat(workers.askAll(TEN, number -> number * number)).containsExactly(0, 1, 4, 9, 16, 25, 36, 49, 64, 81);
        assertThat(workers.doAll(TEN, number -> -number, () -> {}))
                .startsWith(0, -1, -2)
                .hasSize(10);
    }

    @Test
    void no_more_are_asked_at_once_than_was_said() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        workers.askAll(IntStream.range(0, 1_000).boxed().toList(), number -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            return now.decrementAndGet();
        });

        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void one_failure_is_the_failure_of_all() {
        assertThatThrownBy(() -> workers.askAll(TEN, number -> {
                    if (number == 4) {
                        throw new IOException("no");
                    }
                    return number;
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("no");
    }

    @Test
    void what_is_not_answered_in_time_is_given_up_and_its_threads_are_free_again() throws Exception {
        Workers brief = new Workers(2, Duration.ofMillis(300));

        assertThatThrownBy(() -> brief.askAll(TEN, number -> {
                    if (number > 0) {
                        never.await();
                    }
                    return number;
                }))
                .isInstanceOf(CleanupException.class)
                .hasMessage("only 1 of 10 look-ups were answered within 300 ms");
        assertThat(new Workers(2, Duration.ofSeconds(20)).askAll(TEN, number -> number))
                .hasSize(10);
        Awaitility.await().untilAsserted(() -> assertThat(brief.askAll(List.of(1), number -> number))
                .containsExactly(1));
    }

    @Test
    void an_interrupt_of_who_waits_gives_all_questions_up() throws Exception {
        CountDownLatch asked = new CountDownLatch(3);
        CountDownLatch freed = new CountDownLatch(3);
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread waiting = new Thread(() -> {
            try {
                workers.askAll(TEN, number -> {
                    asked.countDown();
                    try {
                        never.await();
                    } finally {
                        freed.countDown();
                    }
                    return number;
                });
            } catch (InterruptedException expected) {
                interrupted.set(true);
            } catch (Exception unexpected) {
                throw new IllegalStateException(unexpected);
            }
        });
        waiting.start();
        asked.await();

        waiting.interrupt();

        waiting.join();
        assertThat(interrupted).isTrue();
        assertThat(freed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void no_interrupt_of_one_call_is_left_over_for_the_next() throws Exception {
        Workers one = new Workers(1, Duration.ofMillis(50));
        for (int round = 0; round < 20; round++) {
            assertThatThrownBy(() -> one.askAll(List.of(1, 2), number -> {
                        never.await();
                        return number;
                    }))
                    .isInstanceOf(CleanupException.class);
        }
        Workers.Asking<Integer, Boolean> flag = number -> Thread.currentThread().isInterrupted();

        Awaitility.await().ignoreExceptions().untilAsserted(() -> assertThat(one.askAll(List.of(1), flag))
                .containsExactly(false));
    }

    @Test
    void work_is_waited_for_to_its_end_also_after_an_interrupt_which_is_restored() throws Exception {
        CountDownLatch begun = new CountDownLatch(3);
        CountDownLatch open = new CountDownLatch(1);
        AtomicBoolean halted = new AtomicBoolean();
        AtomicInteger done = new AtomicInteger();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                workers.doAll(
                        TEN,
                        number -> {
                            if (halted.get()) {
                                return "halted";
                            }
                            begun.countDown();
                            open.await();
                            assertThat(Thread.currentThread().isInterrupted()).isFalse();
                            return done.incrementAndGet();
                        },
                        () -> halted.set(true));
                flag.complete(Thread.currentThread().isInterrupted());
            } catch (Exception unexpected) {
                flag.completeExceptionally(unexpected);
            }
        });
        waiting.start();
        begun.await();

        interrupt(waiting);
        assertThat(halted).isTrue();
        assertThat(flag).isNotDone();
        open.countDown();

        assertThat(flag.join()).isTrue();
        assertThat(done).hasValue(3);
    }

    @Test
    void work_that_breaks_off_with_an_error_is_told_of_when_all_other_work_has_ended() {
        CountDownLatch open = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();

        assertThatThrownBy(() -> workers.doAll(
                        TEN,
                        number -> {
                            if (number == 0) {
                                open.countDown();
                                throw new StackOverflowError();
                            }
                            open.await();
                            return done.incrementAndGet();
                        },
                        () -> {}))
                .hasRootCauseInstanceOf(StackOverflowError.class);
        assertThat(done).hasValue(9);
    }

    @Test
    void threads_are_daemons_and_end_when_there_is_nothing_to_do() throws Exception {
        List<Thread> before = threads();
        workers.askAll(TEN, number -> number);

        List<Thread> ours =
                threads().stream().filter(thread -> !before.contains(thread)).toList();
        assertThat(ours).hasSizeBetween(1, 3).allMatch(Thread::isDaemon);
        Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> ours.stream()
                .noneMatch(Thread::isAlive));
    }
}
