package dev.cleanup.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupTask;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A property that cannot be accepted keeps the application from starting, and says which, what it is and what is accepted. */
@ExtendWith(OutputCaptureExtension.class)
class RefusedPropertiesTest {
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(CleanupAutoConfiguration.class))
            .withBean("carts", CleanupTask.class, () -> Tasks.idle("carts"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cleanup.name=a b          | cleanup.name is 'a b': accepted are 1 to 64 letters",
                "cleanup.node=             | cleanup.node is '': accepted are 1 to 64 letters",
                "cleanup.interval=0s       | cleanup.interval is 'PT0S': accepted is",
                "cleanup.cron=often        | cleanup.zone is '': it is required",
                "cleanup.zone=UTC          | cleanup.zone is 'UTC': it is accepted only with cleanup.cron",
                "cleanup.plan-expiry=8d    | cleanup.plan-expiry is 'PT192H': accepted is more than zero and at most 7 days",
                "cleanup.run-deadline=0s   | cleanup.run-deadline is 'PT0S': accepted is more than zero and at most 7 days",
                "cleanup.removal-limit.items=0 | cleanup.removal-limit.items is '0': accepted is a whole number from 1",
                "cleanup.removal-limit.share=1 | cleanup.removal-limit.share is '1.0': accepted is a number from 0 to below 1",
                "cleanup.history=jdbc      | cleanup.history is 'jdbc': it needs a DataSource bean",
                "cleanup.cluster=true      | cleanup.history is 'jdbc': it needs a DataSource bean",
            })
    void it_names_property_value_and_what_is_accepted(String property, String message) {
        application
                .withPropertyValues(property)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageStartingWith(message));
    }

    @Test
    void an_interval_and_a_cron_expression_are_one_too_many() {
        application
                .withPropertyValues("cleanup.interval=6h", "cleanup.cron=30 3 * * *", "cleanup.zone=UTC")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage(
                                "cleanup.cron is '30 3 * * *': accepted is either cleanup.cron or cleanup.interval, and"
                                        + " both are set"));
    }

    @Test
    void a_cron_expression_that_is_none_is_named() {
        application.withPropertyValues("cleanup.cron=often", "cleanup.zone=UTC").run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageStartingWith("cleanup.cron is 'often': "));
    }

    @ParameterizedTest
    @CsvSource({"6", "soon", "6 fortnights"})
    void a_duration_needs_a_unit(String value) {
        application.withPropertyValues("cleanup.interval=" + value).run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessage(
                        "duration is '%s': accepted is a number with its unit: ms, s, m, h or d, such as 6h", value));
    }

    @ParameterizedTest
    @CsvSource({"cleanup.intervall=6h", "cleanup.page.rolls.viewer=x", "cleanup.tables.bots.keeep=7d"})
    void a_property_that_is_not_known_is_refused(String property) {
        application.withPropertyValues(property).run(context -> assertThat(context)
                .getFailure()
                .hasStackTraceContaining(
                        "The elements [" + property.substring(0, property.indexOf('=')) + "] were left"));
    }

    /** Kubernetes sets such variables for a service that is called cleanup. */
    @Test
    void variables_of_the_environment_that_only_look_like_ours_are_left_alone() {
        application.withSystemProperties("cleanup.service.host=10.0.0.1").run(context -> assertThat(context)
                .hasNotFailed());
    }

    @Test
    void it_is_told_in_two_lines_and_not_by_a_stack_trace(CapturedOutput output) {
        start("--cleanup.name=a b");
        assertThat(output.getAll())
                .contains(
                        "APPLICATION FAILED TO START",
                        "Cleanup cannot start: cleanup.name is 'a b'",
                        "Change cleanup.name")
                .doesNotContain("\tat ");
    }

    @Test
    void where_a_value_cannot_be_read_the_place_where_it_stands_is_told(CapturedOutput output) {
        start("--cleanup.interval=6");
        assertThat(output.getAll())
                .contains(
                        "APPLICATION FAILED TO START", "Property: cleanup.interval", "Value: \"6\"", "commandLineArgs")
                .contains("accepted is a number with its unit");
    }

    private static void start(String property) {
        SpringApplication failing = new SpringApplication(Failing.class);
        failing.setWebApplicationType(WebApplicationType.NONE);
        try (var context = failing.run(property, "--spring.config.name=none", "--spring.main.banner-mode=off")) {
            throw new AssertionError("started: " + Objects.requireNonNull(context));
        } catch (RuntimeException refused) {
            assertThat(refused).isNotNull();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(CleanupAutoConfiguration.class)
    static class Failing {
        @Bean
        CleanupTask carts() {
            return Tasks.idle("carts");
        }
    }
}
