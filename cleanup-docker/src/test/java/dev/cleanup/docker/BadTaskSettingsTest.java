package dev.cleanup.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.ConfigurationException;
import dev.cleanup.Owners;
import dev.cleanup.retention.RetentionPolicy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the builders refuse before anything runs, by setting, value and what is accepted. */
class BadTaskSettingsTest {
    private static final Owners NOBODY = ids -> Set.of();

    private final DockerEngine engine =
            DockerEngine.builder().environment(Map.of()).host("unix:///nowhere").build();

    private ContainersBuilder containers() {
        return AsIfOutside.of(DockerCleanup.containers(engine)).policy(RetentionPolicy.keepFor("1h"));
    }

    private static void refused(ThrowingCallable what, String setting, String... words) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(ConfigurationException.class, refusal -> assertThat(refusal.setting())
                        .isEqualTo(setting))
                .satisfies(refusal -> {
                    for (String word : words) {
                        assertThat(refusal).hasMessageContaining(word);
                    }
                });
    }

    @Test
    void containers_need_a_label_or_a_name() {
        refused(
                () -> containers().build(),
                "label",
                "it is required: a label or a name pattern, so that only your containers go");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "app=bot", "=", "app="})
    void a_label_is_a_name(String label) {
        refused(() -> containers().label(label), "label", "label is '" + label.strip(), "without '='");
        refused(() -> containers().label(label, "x"), "label", "without '='");
        refused(() -> DockerCleanup.images(engine).label(label), "label");
        refused(() -> DockerCleanup.volumes(engine).label(label), "label");
        refused(() -> DockerCleanup.networks(engine).label(label), "label");
    }

    @Test
    void an_empty_value_would_mean_any() {
        String accepted = "accepted is a value; for any there is label(name)";
        refused(() -> containers().label("app", ""), "label app", accepted);
        refused(() -> DockerCleanup.images(engine).label("app", ""), "label app", accepted);
        refused(() -> DockerCleanup.volumes(engine).label("app", ""), "label app", accepted);
        refused(() -> DockerCleanup.networks(engine).label("app", ""), "label app", accepted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "*", "bot-{"})
    void a_name_pattern_is_a_regular_expression(String regex) {
        refused(
                () -> containers().nameMatching(regex),
                "nameMatching",
                "nameMatching is '" + regex + "': accepted is a regular expression of java.util.regex");
    }

    @Test
    void an_owner_needs_somebody_who_knows_the_active_ones() {
        refused(
                () -> containers().label("app").ownerLabel("bot.id").build(),
                "activeOwners",
                "owner and activeOwners go together");
        refused(
                () -> containers()
                        .label("app")
                        .owner(container -> Optional.of(container.name()), "its name")
                        .build(),
                "activeOwners");
    }

    @Test
    void active_owners_need_an_owner() {
        refused(
                () -> containers().label("app").activeOwners(NOBODY).build(),
                "owner",
                "owner and activeOwners go together");
    }

    @Test
    void a_policy_is_required_of_every_kind() {
        refused(
                () -> AsIfOutside.of(DockerCleanup.containers(engine))
                        .label("app")
                        .build(),
                "policy",
                "it is required, such as RetentionPolicy.keepFor(\"1h\")");
        refused(() -> AsIfOutside.of(DockerCleanup.images(engine)).build(), "policy");
        refused(() -> AsIfOutside.of(DockerCleanup.volumes(engine)).build(), "policy");
        refused(() -> AsIfOutside.of(DockerCleanup.networks(engine)).build(), "policy");
        refused(() -> AsIfOutside.of(DockerCleanup.buildCache(engine)).build(), "policy");
    }

    @Test
    void a_policy_that_removes_everything_is_refused() {
        assertThatThrownBy(() -> containers()
                        .label("app")
                        .policy(RetentionPolicy.keepTagged("hold"))
                        .build())
                .isInstanceOf(ConfigurationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "my containers", "-x", "a/b"})
    void a_task_needs_a_name_that_the_service_accepts(String name) {
        CleanupTask task = containers().label("app").name(name).build();

        refused(() -> CleanupService.builder().task(task), "task name", "task name is '");
    }

    @Test
    void two_tasks_of_one_kind_need_names_of_their_own() {
        CleanupTask one = containers().label("app").build();
        CleanupTask other = containers().label("job").build();

        refused(() -> CleanupService.builder().task(one).task(other), "task name", "containers");
        assertThat(CleanupService.builder()
                        .task(one)
                        .task(containers().label("job").name("jobs").build()))
                .isNotNull();
    }

    @Test
    void the_rule_in_words_names_everything_that_decides() {
        CleanupTask task = containers()
                .label("zone", "eu")
                .label("app", "bot")
                .nameMatching("bot-[0-9]+")
                .ownerLabel("bot.id")
                .activeOwners(NOBODY)
                .allowNoOwners()
                .removeAnonymousVolumes()
                .build();

        assertThat(task.description())
                .isEqualTo("stopped containers with label app=bot and label zone=eu and a name like bot-[0-9]+"
                        + ", whose owner (label bot.id) is gone, even when there is no owner at all"
                        + ", with their anonymous volumes on unix:///nowhere");
    }
}
