package dev.cleanup.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupListener;
import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupStatus.TaskStatus;
import dev.cleanup.CleanupTask;
import dev.cleanup.RunRequest;
import dev.cleanup.history.HistoryStore;
import dev.cleanup.schedule.Schedule;
import dev.cleanup.schedule.Scheduler;
import dev.cleanup.throttle.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

class CleanupAutoConfigurationTest {
    private final ApplicationContextRunner bare =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(CleanupAutoConfiguration.class));
    private final ApplicationContextRunner application =
            bare.withBean("carts", CleanupTask.class, () -> Tasks.idle("carts"));

    @Test
    void a_task_bean_is_all_that_a_service_needs() {
        application.run(context -> {
            CleanupService cleanup = context.getBean(CleanupService.class);
            assertThat(cleanup.status().service()).isEqualTo("cleanup");
            assertThat(cleanup.status().schedule()).isEmpty();
            assertThat(cleanup.run(RunRequest.execute()).tasks()).hasSize(1);
        });
    }

    @Test
    void there_is_none_when_it_is_switched_off() {
        application.withPropertyValues("cleanup.enabled=false").run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(CleanupService.class)
                .doesNotHaveBean(CleanupLifecycle.class));
    }

    @Test
    void without_anything_to_clean_the_application_does_not_start() {
        bare.run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageStartingWith("cleanup.tables is '': accepted is at least one table"));
    }

    @Test
    void properties_set_the_service_up() {
        application
                .withPropertyValues(
                        "cleanup.name=shop",
                        "cleanup.node=shop-1",
                        "cleanup.interval=6h",
                        "cleanup.dry-run=true",
                        "cleanup.plan-expiry=30m",
                        "cleanup.removal-limit.items=5",
                        "cleanup.removal-limit.share=0.1")
                .run(context -> {
                    CleanupService cleanup = context.getBean(CleanupService.class);
                    assertThat(cleanup.status().service()).isEqualTo("shop");
                    assertThat(cleanup.status().schedule()).contains("every 6 h");
                    assertThat(cleanup.status().nextRun()).isPresent();
                    assertThat(cleanup.status().dryRun()).isTrue();
                    assertThat(cleanup.status().planExpiry()).isEqualTo(Duration.ofMinutes(30));
                    assertThat(cleanup.status().tasks().get(0).removalLimit().items())
                            .isEqualTo(5);
                    assertThat(cleanup.run(RunRequest.dryRun()).node()).isEqualTo("shop-1");
                });
    }

    @Test
    void a_run_ends_at_its_deadline() {
        application
                .withPropertyValues("cleanup.run-deadline=1ms")
                .withBean("stuck", CleanupTask.class, () -> Tasks.stuck("stuck", 900))
                .run(context -> assertThat(context.getBean(CleanupService.class)
                                .run(RunRequest.execute())
                                .reason())
                        .contains("deadline"));
    }

    @Test
    void a_cron_expression_goes_by_its_zone() {
        application
                .withPropertyValues("cleanup.cron=30 3 * * *", "cleanup.zone=Europe/Berlin")
                .run(context -> assertThat(
                                context.getBean(CleanupService.class).status().schedule())
                        .hasValueSatisfying(words -> assertThat(words).contains("30 3 * * *", "Europe/Berlin")));
    }

    @Test
    void tasks_run_in_the_order_of_their_beans() {
        bare.withUserConfiguration(TwoTasks.class).run(context -> assertThat(
                        context.getBean(CleanupService.class).status().tasks())
                .extracting(TaskStatus::task)
                .containsExactly("first", "second"));
    }

    @Test
    void beans_take_the_place_of_what_is_there_by_default() {
        HistoryStore history = HistoryStore.inMemory();
        Told told = new Told();
        application
                .withPropertyValues("cleanup.interval=1h")
                .withBean(HistoryStore.class, () -> history)
                .withBean(CleanupListener.class, () -> told)
                .withBean(Scheduler.class, FixedScheduler::new)
                .run(context -> {
                    CleanupService cleanup = context.getBean(CleanupService.class);
                    CleanupRun run = cleanup.run(RunRequest.execute());
                    assertThat(history.latest(1)).extracting(CleanupRun::id).containsExactly(run.id());
                    assertThat(told.ended).containsExactly(run.id());
                    assertThat(cleanup.status().nextRun()).contains(FixedScheduler.NEXT);
                });
    }

    @Test
    void a_throttle_bean_holds_runs_back() {
        Throttle shut =
                Throttle.builder().pauseWhile("gate", () -> Optional.of("shut")).build();
        application
                .withPropertyValues("cleanup.run-deadline=200ms")
                .withBean("stuck", CleanupTask.class, () -> Tasks.stuck("stuck", 1))
                .withBean(Throttle.class, () -> shut)
                .run(context -> assertThat(context.getBean(CleanupService.class)
                                .run(RunRequest.execute())
                                .task("stuck")
                                .orElseThrow()
                                .tally()
                                .failed())
                        .isZero());
    }

    @Test
    void a_customizer_has_the_last_word() {
        bare.withPropertyValues("cleanup.name=shop")
                .withBean(
                        CleanupServiceBuilderCustomizer.class,
                        () -> builder -> builder.name("ours").task(Tasks.idle("added")))
                .run(context -> {
                    var status = context.getBean(CleanupService.class).status();
                    assertThat(status.service()).isEqualTo("ours");
                    assertThat(status.tasks()).extracting(TaskStatus::task).containsExactly("added");
                });
    }

    @Test
    void a_service_of_ones_own_is_started_and_closed_in_its_place() {
        CleanupService own = CleanupService.builder()
                .task(Tasks.idle("own"))
                .schedule(Schedule.every(Duration.ofHours(1)))
                .build();
        bare.withBean(CleanupService.class, () -> own).run(context -> {
            assertThat(context.getBean(CleanupService.class)).isSameAs(own);
            assertThat(own.status().nextRun()).isPresent();
        });
        assertThat(own.status().nextRun()).isEmpty();
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoTasks {
        @Bean
        @Order(2)
        CleanupTask later() {
            return Tasks.idle("second");
        }

        @Bean
        @Order(1)
        CleanupTask earlier() {
            return Tasks.idle("first");
        }
    }

    private static final class Told implements CleanupListener {
        private final List<String> ended = new ArrayList<>();

        @Override
        public void runEnded(CleanupRun run) {
            ended.add(run.id());
        }
    }

    private static final class FixedScheduler implements Scheduler {
        private static final Instant NEXT = Instant.parse("2100-01-01T00:00:00Z");

        @Override
        public void start(Schedule schedule, Instant from, Runnable job) {}

        @Override
        public Optional<Instant> nextRun() {
            return Optional.of(NEXT);
        }

        @Override
        public void close() {}
    }
}
