package dev.cleanup;

import static dev.cleanup.fixtures.Services.runAside;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.FakeTicker;
import dev.cleanup.fixtures.Services;
import dev.cleanup.throttle.LoadSignal;
import dev.cleanup.throttle.Throttle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class LoadSignalTest {
    private static final String NAME = "signals-test";

    @RegisterExtension
    final Services services = new Services();

    private final FakeTicker ticker = new FakeTicker(services.clock);
    private final FakeTask bots = FakeTask.of("bots", 35);
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void a_busy_signal_holds_the_run_at_its_cursor_and_it_goes_on_when_calm() {
        AtomicBoolean busy = new AtomicBoolean();
        bots.removing(request -> {
            busy.set(bots.batches.size() == 2);
            ticker.pass(Duration.ofSeconds(2));
            return bots.take(request);
        });
        List<TaskRun> seen = new ArrayList<>();
        CleanupService service = service(Throttle.builder()
                .pauseWhile("queue", () -> busy.get() ? Optional.of("of 130, at most 100") : Optional.empty())
                .build());
        ticker.whileWaiting(() -> {
            seen.add(service.status().current().orElseThrow().task("bots").orElseThrow());
            busy.set(seen.size() < 5);
        });

        CleanupRun run = service.run(RunRequest.execute());

        assertThat(seen).hasSize(5).allSatisfy(task -> {
            assertThat(task.status()).isEqualTo(RunStatus.RUNNING);
            assertThat(task.reason()).isEqualTo("paused: queue of 130, at most 100");
            assertThat(task.tally().removed()).isEqualTo(20);
        });
        assertThat(ticker.waited()).isEqualTo(Duration.ofSeconds(5));
        assertThat(bots.batches)
                .extracting(BatchRequest::after)
                .containsExactly(
                        Optional.empty(), Optional.of("item-0010"), Optional.of("item-0020"), Optional.of("item-0030"));
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.reason()).isEmpty();
        assertThat(bots.items).isEmpty();
    }

    @Test
    void a_signal_is_asked_at_most_once_a_second() {
        bots.batchSize(1);
        bots.removing(request -> {
            ticker.pass(Duration.ofMillis(100));
            return bots.take(request);
        });

        service(pausing(() -> {
                    asked.incrementAndGet();
                    return Optional.empty();
                }))
                .run(RunRequest.execute());

        assertThat(bots.items).isEmpty();
        assertThat(asked).hasValue(4);
    }

    @Test
    void a_signal_that_throws_is_unknown_and_holds_the_run() {
        held(
                () -> {
                    throw new IllegalStateException("no connection, password=geheim");
                },
                "is unknown: IllegalStateException: no connection, password=***");
    }

    @Test
    void an_error_of_a_signal_holds_the_run_too() {
        held(
                () -> {
                    throw new NoClassDefFoundError("gone");
                },
                "is unknown: NoClassDefFoundError: gone");
    }

    @Test
    void a_signal_that_answers_null_is_unknown() {
        held(() -> null, "is unknown: it answered null");
    }

    @Test
    void what_a_signal_says_is_stripped_of_control_characters() {
        held(() -> Optional.of("line\nbreak"), "line break");
    }

    @Test
    void a_signal_that_hangs_is_unknown() {
        CountDownLatch never = new CountDownLatch(1);
        held(
                () -> {
                    never.await();
                    return Optional.empty();
                },
                "is unknown: no answer within 50 ms");
    }

    @Test
    void a_signal_that_heeds_no_interrupt_takes_one_thread_and_no_more() {
        AtomicBoolean ended = new AtomicBoolean();
        try {
            held(
                    () -> {
                        while (!ended.get()) {
                            LockSupport.parkNanos(1_000_000);
                        }
                        return Optional.empty();
                    },
                    "is unknown: no answer within 50 ms");
            assertThat(threads()).hasSize(1);
        } finally {
            ended.set(true);
        }
    }

    @Test
    void a_signal_that_was_unknown_once_lets_the_run_go_on_when_it_answers() {
        CleanupRun run = service(pausing(() -> {
                    if (asked.incrementAndGet() < 4) {
                        throw new IllegalStateException("not now");
                    }
                    return Optional.empty();
                }))
                .run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(ticker.waited()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void one_busy_signal_of_several_is_enough() {
        List<String> shown = new ArrayList<>();
        CleanupService service = service(Throttle.builder()
                .pauseWhile("first", Optional::empty)
                .pauseWhile("second", () -> asked.incrementAndGet() < 3 ? Optional.of("is busy") : Optional.empty())
                .build());
        ticker.whileWaiting(() -> shown.add(service.status()
                .current()
                .orElseThrow()
                .task("bots")
                .orElseThrow()
                .reason()));

        service.run(RunRequest.execute());

        assertThat(shown).containsExactly("paused: second is busy", "paused: second is busy");
    }

    @Test
    void a_stop_ends_a_pause_at_once() {
        CleanupService service = service(pausing(() -> Optional.of("is busy")));
        ticker.whileWaiting(
                () -> service.stop(service.status().current().orElseThrow().id(), "on-call"));

        CleanupRun run = service.run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run.reason()).isEqualTo("bots: stopped by on-call; it was paused: load is busy");
        assertThat(ticker.waits).hasSize(1);
        assertThat(bots.batches).isEmpty();
    }

    @Test
    void close_ends_a_pause_and_nothing_is_removed_after_it() {
        CleanupService service =
                services.open(services.builder(bots).name(NAME).throttle(pausing(() -> Optional.of("is busy"))));
        CompletableFuture<CleanupRun> run = runAside(service, RunRequest.execute());
        Awaitility.await().until(() -> service.status()
                .current()
                .flatMap(current -> current.task("bots"))
                .filter(task -> task.reason().equals("paused: load is busy"))
                .isPresent());

        service.close();

        assertThat(run.join().status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run.join().reason()).isEqualTo("bots: the service was closed; it was paused: load is busy");
        assertThat(bots.batches).isEmpty();
        Awaitility.await().until(() -> threads().isEmpty());
    }

    @Test
    void a_stop_is_heeded_while_a_signal_hangs() {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        CleanupService service = services.open(services.builder(bots)
                .throttle(Throttle.builder()
                        .signalTimeout(Duration.ofMinutes(1))
                        .pauseWhile("load", () -> {
                            hanging.countDown();
                            never.await();
                            return Optional.empty();
                        })
                        .build()));
        CompletableFuture<CleanupRun> run = runAside(service, RunRequest.execute());
        Awaitility.await().until(() -> hanging.getCount() == 0);

        service.stop(service.status().current().orElseThrow().id(), "on-call");

        assertThat(run.join().reason()).isEqualTo("bots: stopped by on-call");
        assertThat(bots.batches).isEmpty();
    }

    @Test
    void the_deadline_ends_a_pause() {
        CleanupRun run = service(pausing(() -> Optional.of("is busy"))).run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run.reason())
                .isEqualTo("bots: the run's deadline came at 2026-03-10T13:00:00Z; it was paused: load is busy");
        assertThat(bots.batches).isEmpty();
    }

    @Test
    void signals_are_asked_on_a_daemon_thread_that_is_there_only_when_there_are_some() {
        List<Thread> asking = new ArrayList<>();
        CleanupService plain = services.open(services.builder(bots).name(NAME));
        plain.run(RunRequest.execute());
        assertThat(threads()).isEmpty();
        bots.items.add("another");

        service(pausing(() -> {
                    asking.add(Thread.currentThread());
                    return Optional.empty();
                }))
                .run(RunRequest.execute());

        assertThat(asking).hasSize(1).allMatch(Thread::isDaemon);
        assertThat(asking.get(0).getName()).isEqualTo(NAME + "-signals");
    }

    @Test
    void a_dry_run_asks_no_signal() {
        service(pausing(() -> {
                    asked.incrementAndGet();
                    return Optional.empty();
                }))
                .run(RunRequest.dryRun());

        assertThat(asked).hasValue(0);
    }

    /** The run waits for this reason until it is stopped, and removes nothing. */
    private void held(LoadSignal signal, String reason) {
        CleanupService service = service(pausing(signal));
        BooleanSupplier third = () -> ticker.waits.size() == 3;
        ticker.whileWaiting(() -> {
            if (third.getAsBoolean()) {
                service.stop(service.status().current().orElseThrow().id(), "test");
            }
        });

        CleanupRun run = service.run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run.reason()).isEqualTo("bots: stopped by test; it was paused: load " + reason);
        assertThat(ticker.waits).hasSize(3);
        assertThat(bots.batches).isEmpty();
    }

    private static Throttle pausing(LoadSignal signal) {
        return Throttle.builder()
                .pauseWhile("load", signal)
                .signalTimeout(Duration.ofMillis(50))
                .build();
    }

    private CleanupService service(Throttle throttle) {
        return services.open(
                services.builder(bots).name(NAME).ticker(ticker).findings(1).throttle(throttle));
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(NAME + "-signals"))
                .toList();
    }
}
