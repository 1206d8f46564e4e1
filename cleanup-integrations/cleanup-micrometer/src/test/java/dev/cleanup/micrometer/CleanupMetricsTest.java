package dev.cleanup.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cleanup.CleanupRun;
import dev.cleanup.ConfigurationException;
import dev.cleanup.RemovalLimit;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.history.HistoryStore;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What this process does: counters, timers, and gauges after a run. */
class CleanupMetricsTest {
    private final Shelf bots = new Shelf("expired-bots", 3);
    private final Shelf results = new Shelf("orphaned-results", 2);

    private static double seconds(CleanupRun run) {
        return Registration.seconds(run.finishedAt().orElseThrow());
    }

    @Test
    void every_meter_of_every_task_is_there_before_anything_ran() {
        try (Readings readings = Readings.of(bots, results)) {
            for (String task : List.of("expired-bots", "orphaned-results")) {
                for (String flag : List.of("failing", "refused", "breaker.open", "off")) {
                    assertThat(readings.task("cleanup." + flag, task)).isZero();
                }
                assertThat(readings.task("cleanup.last.run.timestamp", task)).isZero();
                assertThat(readings.task("cleanup.last.success.timestamp", task))
                        .isZero();
                assertThat(readings.task("cleanup.eligible", task)).isNaN();
                for (String outcome : List.of("removed", "skipped", "failed", "unknown")) {
                    assertThat(readings.count("cleanup.items", task, outcome)).isZero();
                }
                for (String outcome : List.of("succeeded", "failed", "refused", "stopped")) {
                    assertThat(readings.count("cleanup.task.runs", task, outcome))
                            .isZero();
                }
                assertThat(readings.registry
                                .get("cleanup.batch.duration")
                                .tag("task", task)
                                .timer()
                                .count())
                        .isZero();
            }
            assertThat(readings.service("cleanup.overdue")).isZero();
            assertThat(readings.service("cleanup.next.run.timestamp")).isNaN();
            assertThat(readings.registry.get("cleanup.run.duration").timers()).hasSize(4);
        }
    }

    @Test
    void a_run_is_counted_and_timed_and_its_success_has_a_time() {
        results.stuck.add("orphaned-results-0");
        try (Readings readings = Readings.of(bots, results)) {
            CleanupRun run = readings.service.run(RunRequest.execute());

            assertThat(readings.count("cleanup.items", "expired-bots", "removed"))
                    .isEqualTo(3);
            assertThat(readings.count("cleanup.items", "orphaned-results", "removed"))
                    .isEqualTo(1);
            assertThat(readings.count("cleanup.items", "orphaned-results", "failed"))
                    .isEqualTo(1);
            assertThat(readings.count("cleanup.task.runs", "expired-bots", "succeeded"))
                    .isEqualTo(1);
            assertThat(readings.registry
                            .get("cleanup.run.duration")
                            .tag("outcome", "succeeded")
                            .timer()
                            .count())
                    .isEqualTo(1);
            var batches = readings.registry
                    .get("cleanup.batch.duration")
                    .tag("task", "expired-bots")
                    .timer();
            assertThat(batches.count()).isEqualTo(1);
            assertThat(batches.totalTime(TimeUnit.NANOSECONDS)).isPositive();
            readings.awaitTask("cleanup.last.success.timestamp", "expired-bots", seconds(run));
            readings.awaitTask("cleanup.last.run.timestamp", "expired-bots", seconds(run));
            readings.awaitTask("cleanup.eligible", "expired-bots", 3);
        }
    }

    @Test
    void a_dry_run_is_a_run_and_no_success() {
        try (Readings readings = Readings.of(bots)) {
            CleanupRun run = readings.service.run(RunRequest.dryRun());

            readings.awaitTask("cleanup.last.run.timestamp", "expired-bots", seconds(run));
            assertThat(readings.task("cleanup.last.success.timestamp", "expired-bots"))
                    .isZero();
            assertThat(readings.task("cleanup.eligible", "expired-bots")).isEqualTo(3);
        }
    }

    @Test
    void in_a_service_that_removes_nothing_a_dry_run_is_the_success() {
        try (Readings readings =
                Readings.of(builder -> builder.task(bots.task()).dryRun(true))) {
            CleanupRun run = readings.service.run(RunRequest.dryRun());

            readings.awaitTask("cleanup.last.success.timestamp", "expired-bots", seconds(run));
        }
    }

    @Test
    void a_failure_and_its_breaker_are_shown_until_the_task_works_again() {
        bots.broken = true;
        try (Readings readings = Readings.of(bots, results)) {
            readings.service.run(RunRequest.execute());

            readings.awaitTask("cleanup.failing", "expired-bots", 1);
            readings.awaitTask("cleanup.breaker.open", "expired-bots", 1);
            assertThat(readings.task("cleanup.failing", "orphaned-results")).isZero();
            assertThat(readings.count("cleanup.task.runs", "expired-bots", "failed"))
                    .isEqualTo(1);

            bots.broken = false;
            readings.service.run(RunRequest.execute());

            readings.awaitTask("cleanup.failing", "expired-bots", 0);
            readings.awaitTask("cleanup.breaker.open", "expired-bots", 0);
        }
    }

    @Test
    void a_refusal_is_shown_until_somebody_decides() {
        try (Readings readings = Readings.of(builder -> builder.task(bots.task(), RemovalLimit.items(2)))) {
            assertThat(readings.service.run(RunRequest.execute()).status()).isEqualTo(RunStatus.REFUSED);

            readings.awaitTask("cleanup.refused", "expired-bots", 1);
            assertThat(readings.count("cleanup.task.runs", "expired-bots", "refused"))
                    .isEqualTo(1);

            CleanupRun plan = readings.service.run(RunRequest.dryRun());
            readings.service.run(RunRequest.apply(plan.id()));

            readings.awaitTask("cleanup.refused", "expired-bots", 0);
        }
    }

    @Test
    void tags_are_service_task_and_outcome_and_nothing_else() {
        try (Readings readings = Readings.of(bots)) {
            readings.service.run(RunRequest.execute());

            assertThat(readings.registry.getMeters())
                    .hasSizeGreaterThan(15)
                    .flatExtracting(meter -> meter.getId().getTags())
                    .extracting(Tag::getKey)
                    .isSubsetOf(Set.of("service", "task", "outcome"));
        }
    }

    @Test
    void a_close_takes_the_meters_away_and_leaves_those_of_others() {
        Readings readings = Readings.of(bots);
        readings.registry.counter("other");

        readings.close();

        assertThat(readings.registry.getMeters())
                .extracting(Meter::getId)
                .extracting(Meter.Id::getName)
                .containsExactly("other");
    }

    @Test
    void a_run_after_the_close_disturbs_nobody() {
        try (Readings readings = Readings.of(bots)) {
            readings.metrics.close();

            assertThat(readings.service.run(RunRequest.execute()).status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void each_service_has_metrics_of_its_own() {
        try (Readings readings = Readings.of(HistoryStore.inMemory(), bots)) {
            assertThatThrownBy(() -> readings.metrics.bindTo(readings.service))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("bots")
                    .hasMessageContaining("bound already");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.099S", "PT1H0.001S"})
    void a_bad_refresh_is_refused_by_name(String refresh) {
        assertThatThrownBy(() -> new CleanupMetrics(new SimpleMeterRegistry(), Duration.parse(refresh)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("refresh")
                .hasMessageContaining(refresh)
                .hasMessageContaining("100 ms to an hour");
    }

    @Test
    void an_off_task_is_shown_as_off() {
        var off = new OffTask(bots.task());
        try (Readings readings = Readings.of(builder -> builder.task(off))) {
            off.off = true;
            await().untilAsserted(() ->
                    assertThat(readings.task("cleanup.off", "expired-bots")).isEqualTo(1));
        }
    }
}
