package dev.cleanup.testkit;

import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepTagged;
import static dev.cleanup.testkit.CleanupAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PolicyAssertTest {
    private static final String NOW = "2026-03-10T12:00:00Z";
    private static final Resources BOTS = Resources.at(NOW);
    private static final Resource YOUNG = BOTS.daysOld("young", 6);
    private static final Resource OLD = BOTS.daysOld("old", 9).event("deleted");
    private static final Resource HELD = BOTS.daysOld("held", 9).tagged("hold");
    private static final Resource UNDATED = Resource.undated("undated");
    private static final RetentionPolicy POLICY = anyOf(keepFor("7d"), keepTagged("hold"));

    private static PolicyAssert bots() {
        return assertThat(POLICY).at(NOW).on(YOUNG, OLD, HELD, UNDATED);
    }

    @Test
    void says_what_stays_and_what_goes_and_why() {
        bots().keeps("young")
                .because("1 d left of 7 d")
                .keeps("held", "undated")
                .removes("old")
                .because("deleted 9 d ago")
                .because("no tag hold")
                .keepsExactly("undated", "held", "young")
                .removesExactly("old")
                .because("kept 7 d; no tag hold");
    }

    @Test
    void says_it_of_all() {
        assertThat(POLICY).at(Instant.parse(NOW)).on(List.of(YOUNG, HELD)).keepsAll();
        assertThat(POLICY).at(Instant.parse(NOW)).on(List.of(OLD)).removesAll().because("deleted");
        assertThat(POLICY)
                .at(NOW)
                .on()
                .keepsExactly()
                .removesExactly()
                .keepsAll()
                .removesAll();
    }

    @Test
    void another_instant_is_another_question() {
        bots().keeps("young").at("2026-03-12T12:00:00Z").removes("young", "old");
        bots().removes("old").on(HELD).keepsAll();
    }

    @Test
    void stands_beside_the_assertions_of_assertj() {
        assertThat(List.of(POLICY)).hasSize(1);
        assertThat(POLICY.describe()).isNotBlank();
        assertThat(POLICY).isInstanceOf(RetentionPolicy.class);
    }

    @Test
    void names_what_is_removed_instead_of_kept() {
        assertFails(() -> bots().keeps("young", "old"), """

                Expecting the policy
                  keep 7d, tag hold
                at 2026-03-10T12:00:00Z to keep
                  ["old", "young"]
                but it
                  removes old, dated 2026-03-01T12:00:00Z: deleted 9 d ago, kept 7 d; no tag hold""");
    }

    @Test
    void names_what_is_kept_instead_of_removed() {
        assertFails(() -> bots().removes("old", "undated", "held"), """

                Expecting the policy
                  keep 7d, tag hold
                at 2026-03-10T12:00:00Z to remove
                  ["held", "old", "undated"]
                but it
                  keeps held, dated 2026-03-01T12:00:00Z: tag hold
                  keeps undated, undated: unknown age: no date""");
    }

    @Test
    void names_both_kinds_of_wrong_verdicts() {
        assertFails(() -> bots().keepsExactly("old", "young", "undated"), """

                Expecting the policy
                  keep 7d, tag hold
                at 2026-03-10T12:00:00Z to keep exactly
                  ["old", "undated", "young"]
                but it
                  removes old, dated 2026-03-01T12:00:00Z: deleted 9 d ago, kept 7 d; no tag hold
                  keeps held, dated 2026-03-01T12:00:00Z: tag hold""");
        assertFails(() -> bots().removesExactly("held"), """

                Expecting the policy
                  keep 7d, tag hold
                at 2026-03-10T12:00:00Z to remove exactly
                  ["held"]
                but it
                  removes old, dated 2026-03-01T12:00:00Z: deleted 9 d ago, kept 7 d; no tag hold
                  keeps held, dated 2026-03-01T12:00:00Z: tag hold""");
    }

    @Test
    void names_what_is_wrong_among_all() {
        assertFails(() -> bots().keepsAll(), "\n  removes old, dated");
        assertFails(() -> bots().removesAll(), "\n  keeps young, dated");
    }

    @Test
    void names_the_reasons_that_are_given_instead() {
        assertFails(() -> bots().keeps("held", "young").because("tag hold"), """

                Expecting the policy
                  keep 7d, tag hold
                at 2026-03-10T12:00:00Z to give the reason
                  "tag hold"
                for
                  ["held", "young"]
                but it
                  keeps young, dated 2026-03-04T12:00:00Z: 1 d left of 7 d""");
    }

    @Test
    void names_a_part_of_many() {
        List<Resource> many = IntStream.range(0, 25)
                .mapToObj(i -> BOTS.daysOld("bot-" + i, 9))
                .toList();

        assertFails(() -> assertThat(POLICY).at(NOW).on(many).keepsAll(), "\n  and 5 more");
    }

    @Test
    void begins_with_the_description_and_takes_percent_signs_as_they_are() {
        RetentionPolicy percent = keepTagged("100%s", "%d");

        assertThatThrownBy(() -> assertThat(percent)
                        .as("rule of %s", "bots")
                        .at(NOW)
                        .on(OLD)
                        .keepsAll())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("[rule of bots] \nExpecting the policy\n  keep tag \"100%s\"=\"%d\"\n");
    }

    @Test
    void names_ids_that_are_not_there() {
        assertFails(() -> bots().keeps("yuong", "old"), """

                Expecting resources with the ids
                  ["yuong"]
                but there are only
                  ["young", "old", "held", "undated"]""");
        assertFails(() -> bots().removesExactly("olt"), "\"olt\"");
    }

    @Test
    void says_what_is_missing_from_the_sentence() {
        assertThatThrownBy(() -> assertThat(POLICY).on(OLD).removes("old"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the instant is missing; say at(instant) before what the policy does");
        assertThatThrownBy(() -> assertThat(POLICY).at(NOW).keepsAll())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the resources are missing; say on(resources) before what the policy does");
        assertThatThrownBy(() -> bots().because("tag hold"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("because(\"tag hold\") speaks of no resource; name some before it, as in keeps(\"a\")");
        assertThatThrownBy(() -> bots().keeps("held").at(NOW).because("tag hold"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refuses_what_says_nothing() {
        assertThatThrownBy(() -> bots().keeps())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("keeps() names no id; accepted is at least one");
        assertThatThrownBy(() -> bots().removes())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("removes() names no id; accepted is at least one");
        assertThatThrownBy(() -> bots().keeps("held").because(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("because(\" \"): accepted is a part of a reason");
    }

    @Test
    void refuses_what_cannot_be_right() {
        assertThatThrownBy(() -> bots().at("yesterday"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'yesterday' is no instant; accepted is one such as 2026-03-10T12:00:00Z");
        assertThatThrownBy(() -> bots().on(OLD, OLD).keepsAll())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two resources have the id 'old'; ids must be unique");
        assertThatThrownBy(
                        () -> assertThat((RetentionPolicy) null).at(NOW).on(OLD).keepsAll())
                .isInstanceOf(AssertionError.class);
    }

    private static void assertFails(ThrowingCallable claim, String message) {
        assertThatThrownBy(claim).isInstanceOf(AssertionError.class).hasMessageContaining(message);
    }
}
