package dev.cleanup.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.CleanupRun;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupSettings;
import dev.cleanup.CleanupTask;
import dev.cleanup.ConfigurationException;
import dev.cleanup.RunRequest;
import dev.cleanup.RunStatus;
import dev.cleanup.docker.internal.kind.Surroundings;
import dev.cleanup.docker.wire.AnswersOnly;
import dev.cleanup.retention.RetentionPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When container cleanup is off, and the words that say why. */
class SwitchedOffTest {
    private static final Surroundings INSIDE =
            new Surroundings(List.of("/run/.containerenv", "/.dockerenv"), true, Set.of(), "host");
    private static final String INSIDE_WORDS = "running inside a container (/run/.containerenv, /.dockerenv)";

    private final DockerEngine nowhere = DockerEngine.builder()
            .environment(Map.of())
            .host("unix:///nowhere/docker.sock")
            .build();
    private final DockerEngine byDefault =
            DockerEngine.builder().environment(Map.of()).build();

    private static ContainersBuilder containers(
            DockerEngine engine, Surroundings where, Map<String, String> variables) {
        return DockerCleanup.containers(engine)
                .label("app")
                .policy(RetentionPolicy.keepFor("1h"))
                .within(where, variables);
    }

    private static CleanupSettings settings(String value) {
        return CleanupSettings.fromEnvironment(Map.of("CONTAINER_CLEANUP_ENABLED", value));
    }

    @Test
    void it_is_on_by_default_outside_of_containers_and_asks_nobody() {
        assertThat(containers(nowhere, Surroundings.none(), Map.of()).build().off())
                .isEmpty();
        assertThat(containers(byDefault, Surroundings.none(), Map.of()).build().off())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "FALSE", " False "})
    void the_variable_switches_it_off(String value) {
        assertThat(containers(nowhere, Surroundings.none(), Map.of("CONTAINER_CLEANUP_ENABLED", value))
                        .build()
                        .off())
                .contains("CONTAINER_CLEANUP_ENABLED is false");
    }

    @Test
    void settings_switch_it_off() {
        assertThat(containers(nowhere, Surroundings.none(), Map.of())
                        .settings(settings("false"))
                        .build()
                        .off())
                .contains("CONTAINER_CLEANUP_ENABLED is false");
    }

    @Test
    void settings_do_not_switch_on_what_the_variable_switched_off() {
        assertThat(containers(nowhere, Surroundings.none(), Map.of("CONTAINER_CLEANUP_ENABLED", "false"))
                        .settings(settings("true"))
                        .build()
                        .off())
                .contains("CONTAINER_CLEANUP_ENABLED is false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no", "0", "off", "fasle"})
    void a_variable_that_is_neither_is_refused(String value) {
        ContainersBuilder builder =
                containers(nowhere, Surroundings.none(), Map.of("CONTAINER_CLEANUP_ENABLED", value));

        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("CONTAINER_CLEANUP_ENABLED is '" + value + "': accepted are true and false");
    }

    @Test
    void it_is_off_inside_a_container_without_an_engine_of_its_own() {
        assertThat(containers(byDefault, INSIDE, Map.of()).build().off())
                .contains(INSIDE_WORDS + " without an engine of its own; name one by DOCKER_HOST to switch it on");
    }

    @Test
    void it_is_on_inside_a_container_whose_engine_was_named_and_each_survey_says_that_it_cannot_be_reached() {
        CleanupTask task = containers(nowhere, INSIDE, Map.of()).build();

        assertThat(task.off()).isEmpty();
        try (CleanupService service = CleanupService.builder().task(task).build()) {
            CleanupRun run = service.run(RunRequest.dryRun());

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.reason()).contains("no answer from a Docker engine at unix:///nowhere/docker.sock");
        }
    }

    @Test
    void building_asks_no_engine_inside_a_container_either() {
        AtomicInteger asked = new AtomicInteger();
        DockerEngine engine = DockerEngine.of(
                new Interposed(new AnswersOnly("OK"), request -> asked.incrementAndGet()), "tcp://engine:2375");

        assertThat(containers(engine, INSIDE, Map.of()).build().off()).isEmpty();
        assertThat(asked).hasValue(0);
    }

    @Test
    void false_wins_over_an_engine_that_answers() {
        DockerEngine engine = DockerEngine.of(
                new AnswersOnly("{\"SystemTime\":\"2026-03-10T12:00:00Z\"}"), "unix:///var/run/docker.sock");

        assertThat(containers(engine, INSIDE, Map.of("CONTAINER_CLEANUP_ENABLED", "false"))
                        .build()
                        .off())
                .contains("CONTAINER_CLEANUP_ENABLED is false");
    }

    @Test
    void one_weak_sign_is_no_container() {
        Surroundings weak = new Surroundings(List.of("/.dockerenv"), false, Set.of(), "host");

        assertThat(containers(byDefault, weak, Map.of()).build().off()).isEmpty();
    }

    @Test
    void a_task_that_is_off_asks_the_engine_nothing_and_says_why_in_status_and_history() {
        CleanupTask task = containers(nowhere, Surroundings.none(), Map.of("CONTAINER_CLEANUP_ENABLED", "false"))
                .build();
        try (CleanupService service = CleanupService.builder().task(task).build()) {
            CleanupRun run = service.run(RunRequest.execute());

            assertThat(run.task("containers")
                            .orElseThrow()
                            .survey()
                            .orElseThrow()
                            .notices())
                    .containsExactly("off: CONTAINER_CLEANUP_ENABLED is false");
            assertThat(service.status().tasks().get(0).off()).contains("CONTAINER_CLEANUP_ENABLED is false");
        }
    }

    @Test
    void every_kind_is_switched_off_by_the_same_words() {
        Map<String, String> off = Map.of("CONTAINER_CLEANUP_ENABLED", "false");
        RetentionPolicy policy = RetentionPolicy.keepFor("1h");
        List<DockerBuilder<?>> kinds = List.of(
                DockerCleanup.images(nowhere).policy(policy).within(Surroundings.none(), off),
                DockerCleanup.volumes(nowhere).policy(policy).within(Surroundings.none(), off),
                DockerCleanup.networks(nowhere).policy(policy).within(Surroundings.none(), off),
                DockerCleanup.buildCache(nowhere).policy(policy).within(Surroundings.none(), off));

        assertThat(kinds)
                .allSatisfy(kind -> assertThat(kind.build().off()).contains("CONTAINER_CLEANUP_ENABLED is false"));
    }
}
