package dev.cleanup.retention;

import static dev.cleanup.retention.RetentionPolicy.allOf;
import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepTagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.ConfigurationException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CombinedPoliciesTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Resource OLD =
            Resource.of("old", NOW.minus(Duration.ofDays(9))).event("deleted");
    private static final Resource YOUNG = Resource.of("young", NOW.minus(Duration.ofDays(5)));

    @Test
    void any_of_keeps_what_one_of_its_policies_keeps() {
        RetentionPolicy policy = anyOf(keepFor("7d"), keepTagged("hold"));

        assertThat(judge(policy, OLD, YOUNG, OLD.tagged("hold"))).containsExactly(false, true, true);
    }

    @Test
    void any_of_gives_the_reasons_of_all_that_keep_or_of_all_that_let_go() {
        RetentionPolicy policy = anyOf(keepFor("7d"), keepTagged("hold"));

        assertThat(reason(policy, YOUNG.tagged("hold"))).isEqualTo("2 d left of 7 d; tag hold");
        assertThat(reason(policy, OLD.tagged("hold"))).isEqualTo("tag hold");
        assertThat(reason(policy, OLD)).isEqualTo("deleted 9 d ago, kept 7 d; no tag hold");
    }

    @Test
    void all_of_keeps_only_what_all_of_its_policies_keep() {
        RetentionPolicy policy = allOf(keepTagged("env", "prod"), keepFor("90d"));

        assertThat(judge(policy, OLD, OLD.tagged("env", "prod"), OLD.tagged("env", "dev")))
                .containsExactly(false, true, false);
        assertThat(reason(policy, OLD.tagged("env", "prod"))).isEqualTo("tag env=prod; 81 d left of 90 d");
        assertThat(reason(policy, OLD)).isEqualTo("no tag env=prod");
    }

    @Test
    void a_tag_without_values_counts_whatever_its_value() {
        assertThat(judge(keepTagged("hold"), OLD, OLD.tagged("hold"), OLD.tagged("hold", "no"), OLD.tagged("Hold")))
                .containsExactly(false, true, true, false);
    }

    @Test
    void a_tag_with_values_counts_only_with_one_of_them() {
        assertThat(judge(
                        keepTagged("env", "prod", "stage"),
                        OLD.tagged("env", "stage"),
                        OLD.tagged("env", "Prod"),
                        OLD.tagged("env")))
                .containsExactly(true, false, false);
    }

    @Test
    void says_itself_in_words() {
        RetentionPolicy policy =
                anyOf(keepFor("7d"), keepTagged("hold"), allOf(keepTagged("env", "prod", "stage"), keepFor("90d")));

        assertThat(policy.describe()).isEqualTo("keep 7d, tag hold, (tag env=prod|stage and 90d)");
    }

    @Test
    void an_empty_policy_is_refused() {
        assertThatThrownBy(() -> anyOf())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("anyOf is '()': an empty policy keeps nothing; accepted is at least one policy");
        assertThatThrownBy(() -> allOf())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("allOf is '()'");
        assertThatThrownBy(() -> new AnyOf(List.of())).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void a_tag_without_a_name_is_refused() {
        assertThatThrownBy(() -> keepTagged(" "))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("keepTagged is '")
                .hasMessageContaining("the name of a tag");
    }

    @Test
    void gives_verdicts_in_the_order_of_the_resources() {
        List<Resource> resources = List.of(OLD, Resource.undated("none"), YOUNG);

        assertThat(anyOf(keepFor("7d")).evaluate(resources, NOW))
                .extracting(Verdict::resource)
                .containsExactlyElementsOf(resources);
    }

    @Test
    void judges_nothing_when_there_is_nothing() {
        assertThat(anyOf(keepFor("7d")).evaluate(List.of(), NOW)).isEmpty();
    }

    @Test
    void a_resource_needs_an_id() {
        assertThatThrownBy(() -> Resource.undated(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blank");
    }

    @Test
    void a_verdict_reads_well_in_a_test() {
        assertThat(keepFor("7d").evaluate(List.of(OLD), NOW).get(0))
                .hasToString("remove old: deleted 9 d ago, kept 7 d");
    }

    private static List<Boolean> judge(RetentionPolicy policy, Resource... resources) {
        return policy.evaluate(List.of(resources), NOW).stream()
                .map(Verdict::kept)
                .toList();
    }

    private static String reason(RetentionPolicy policy, Resource resource) {
        return policy.evaluate(List.of(resource), NOW).get(0).reason();
    }
}
