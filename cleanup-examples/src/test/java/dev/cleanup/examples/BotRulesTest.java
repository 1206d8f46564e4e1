package dev.cleanup.examples;

import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepTagged;
import static dev.cleanup.testkit.CleanupAssertions.assertThat;

import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import dev.cleanup.testkit.Resources;
import org.junit.jupiter.api.Test;

class BotRulesTest {
    private static final String NOW = "2026-03-10T12:00:00Z";
    private static final RetentionPolicy RULES = anyOf(keepFor("7d"), keepTagged("hold"));

    private final Resources bots = Resources.at(NOW);

    @Test
    void deleted_bots_go_after_a_week() {
        assertThat(RULES)
                .at(NOW)
                .on(bots.daysOld("new", 6), bots.daysOld("old", 9), Resource.undated("alive"))
                .removesExactly("old")
                .because("9 d old, kept 7 d");
    }

    @Test
    void bots_on_hold_stay() {
        assertThat(RULES)
                .at(NOW)
                .on(bots.daysOld("old", 9).tagged("hold"))
                .keeps("old")
                .because("tag hold");
    }
}
