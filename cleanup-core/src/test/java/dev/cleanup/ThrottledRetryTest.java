package dev.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.FakeTicker;
import dev.cleanup.fixtures.Services;
import dev.cleanup.schedule.MaintenanceWindow;
import dev.cleanup.throttle.Throttle;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a batch waits for that is tried again; the clock stands at 12:00 UTC, and the window is open until a quarter past. */
@Timeout(30)
class ThrottledRetryTest {
    private static final Throttle WINDOW = Throttle.builder()
            .window(MaintenanceWindow.daily(LocalTime.of(11, 0), LocalTime.of(12, 15), ZoneOffset.UTC))
            .build();

    @RegisterExtension
    final Services services = new Services();

    private final FakeTicker ticker = new FakeTicker(services.clock);
    private final FakeTask bots = FakeTask.of("bots", 35);

    private CleanupService service(Throttle throttle) {
        return services.open(services.builder(bots).ticker(ticker).throttle(throttle));
    }

    private static TransientFailureException locked() {
        return new TransientFailureException("lock not granted");
    }

    @Test
    void another_attempt_at_a_batch_rests_as_well() {
        bots.removing(request -> {
            ticker.pass(Duration.ofMillis(100));
            if (bots.batches.size() == 1) {
                throw locked();
            }
            return bots.take(request);
        });

        service(Throttle.builder().dutyCycle(0.5).build()).run(RunRequest.execute());

        assertThat(bots.items).isEmpty();
        assertThat(ticker.waits).hasSize(bots.batches.size() - 1).containsOnly(Duration.ofMillis(100));
    }

    @Test
    void another_attempt_at_a_batch_waits_for_the_window() {
        bots.removing(request -> {
            if (bots.batches.size() == 1) {
                ticker.pass(Duration.ofMinutes(30));
                throw locked();
            }
            return bots.take(request);
        });

        CleanupRun run = service(WINDOW).run(RunRequest.execute());

        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run.reason()).contains("the maintenance window 11:00 to 12:15 (Z) opens at 2026-03-11T11:00:00Z");
        assertThat(bots.batches).hasSize(1);
    }

    @Test
    void an_attempt_that_the_open_breaker_refuses_waits_for_nothing() {
        CleanupService service = service(WINDOW);
        CleanupRun plan = service.run(RunRequest.dryRun());
        bots.removing(request -> {
            throw locked();
        });
        service.run(RunRequest.execute());
        bots.batches.clear();
        bots.removing(request -> {
            ticker.pass(Duration.ofMinutes(30));
            throw locked();
        });

        CleanupRun run = service.run(RunRequest.apply(plan.id()));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).contains("circuit breaker open after lock not granted");
        assertThat(bots.batches).hasSize(1);
    }
}
