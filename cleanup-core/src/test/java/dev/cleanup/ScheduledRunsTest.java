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

    private CleanupService start(CleanupServiceBuilder builder) {
        CleanupService service = services.open(
                builder.schedule(Schedule.every(Duration.ofHours(6))).scheduler(scheduler));
        service.start();
        return service;
    }

    /** Calls the job when the test does. */
    private static final class ByHand implements Scheduler {
        private Instant from = Instant.MIN;
        private Runnable job = () -> {};

        @Override
        public void start(Schedule schedule, Instant counted, Runnable work) {
            from = counted;
            job = work;
        }

        @Override
        public Optional<Instant> nextRun() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
