package dev.cleanup;

import static dev.cleanup.fixtures.MutableClock.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.Services;
import dev.cleanup.schedule.Schedule;
import dev.cleanup.schedule.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScheduledRunsTest {
    @RegisterExtension
    final Services services = new Services();

    private final FakeTask bots = FakeTask.of("bots", 25);
    private final ByHand scheduler = new ByHand();

    @Test
    void a_scheduled_run_removes_and_says_that_the_schedule_wanted_it() {
        CleanupService service = start(services.builder(bots));

        scheduler.job.run();

        assertThat(service.latest(10)).hasSize(1);
        assertThat(service.latest(10).get(0).requestedBy()).isEqualTo(CleanupService.SCHEDULE);
        assertThat(service.latest(10).get(0).mode()).isEqualTo(RunMode.EXECUTE);
        assertThat(bots.items).isEmpty();
    }

    @Test
    void in_dry_run_mode_scheduled_runs_are_dry_runs() {
        CleanupService service = start(services.builder(bots).dryRun(true));

        scheduler.job.run();

        assertThat(service.latest(10).get(0).mode()).isEqualTo(RunMode.DRY_RUN);
        assertThat(service.latest(10).get(0).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bots.items).hasSize(25);
    }

    @Test
    void the_first_time_counts_from_the_start() {
        start(services.builder(bots));

        assertThat(scheduler.from).isEqualTo(START);
    }

    @Test
    void after_a_restart_the_time_counts_from_the_last_scheduled_run() {
        start(services.builder(bots));
        scheduler.job.run();
        services.clock.advance(Duration.ofHours(2));
        services.of(bots).run(RunRequest.dryRun());

        start(services.builder(bots));

        assertThat(scheduler.from).isEqualTo(START);
    }

    @Test
    void a_scheduled_run_never_throws_at_its_scheduler() {
        start(services.builder(bots));
        services.history.beforeSave(run -> {
            throw new IllegalStateException("database is down, password=hunter2");
        });

        assertThatCode(scheduler.job::run).doesNotThrowAnyException();

        assertThat(services.log()).contains("a scheduled run could not be done").doesNotContain("hunter2");
        assertThat(bots.batches).isEmpty();
    }

    @Test
    void a_scheduled_run_is_left_out_while_another_is_under_way() {
        CleanupService service = start(services.builder(bots));
        bots.surveying(request -> {
            scheduler.job.run();
            return bots.look(request);
        });

        service.run(RunRequest.dryRun());

        assertThat(service.latest(10)).hasSize(1);
        assertThat(bots.surveys).hasSize(1);
    }

    @Test
    void a_service_is_overdue_when_its_next_run_is_more_than_two_minutes_past_and_none_is_under_way() {
        CleanupService service = start(services.builder(bots));
        assertThat(service.status().overdue()).isFalse();
        scheduler.next = Optional.of(START);
        services.clock.advance(Duration.ofMinutes(2));
        assertThat(service.status().overdue()).isFalse();
        services.clock.advance(Duration.ofMillis(1));
        assertThat(service.status().overdue()).isTrue();

        bots.surveying(request -> {
            assertThat(service.status().overdue()).isFalse();
            return bots.look(request);
        });
        assertThat(service.run(RunRequest.dryRun()).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    private CleanupService start(CleanupServiceBuilder builder) {
        CleanupService service = services.open(
                builder.schedule(Schedule.every(Duration.ofHours(6))).scheduler(scheduler));
        service.start();
        return service;
    }

    /** Calls the job when the test does. */
    private static final class ByHand implements Scheduler {
        private Instant from = Instant.MIN;
        private Optional<Instant> next = Optional.empty();
        private Runnable job = () -> {};

        @Override
        public void start(Schedule schedule, Instant counted, Runnable work) {
            from = counted;
            job = work;
        }

        @Override
        public Optional<Instant> nextRun() {
            return next;
        }

        @Override
        public void close() {}
    }
}
