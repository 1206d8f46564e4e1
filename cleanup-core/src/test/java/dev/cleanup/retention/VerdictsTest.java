package dev.cleanup.retention;

import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.cleanup.CleanupException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Resource NEW = Resource.of("new", NOW);
    private static final Resource OLD = Resource.of("old", NOW.minus(Duration.ofDays(30)));
    private static final Resource UNDATED = Resource.undated("undated");

    @Test
    void stay_as_they_were_when_the_resources_change_later() {
        List<Resource> resources = new ArrayList<>(List.of(NEW, OLD));
        List<Verdict> verdicts = keepFor("7d").evaluate(resources, NOW);
        resources.set(0, OLD);
        resources.remove(1);

        assertThat(verdicts)
                .extracting(Verdict::toString)
                .containsExactly("keep new: 7 d left of 7 d", "remove old: 30 d old, kept 7 d");
    }

    @Test
    void cannot_be_changed() {
        for (List<Resource> resources : List.of(List.of(NEW, OLD), List.of(NEW, UNDATED, OLD))) {
            List<Verdict> verdicts = keepLatest(1).evaluate(resources, NOW);

            assertThatThrownBy(() -> verdicts.remove(0)).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> Collections.reverse(verdicts)).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void of_unknown_ages_stand_where_their_resources_stood() {
        assertThat(keepLatest(1).evaluate(List.of(UNDATED, OLD, UNDATED, NEW, UNDATED), NOW))
                .extracting(Verdict::resource, Verdict::kept, Verdict::unknownAge)
                .containsExactly(
                        tuple(UNDATED, true, true),
                        tuple(OLD, false, false),
                        tuple(UNDATED, true, true),
                        tuple(NEW, true, false),
                        tuple(UNDATED, true, true));
    }

    @Test
    void of_a_rule_that_was_asked_about_other_resources_are_refused() {
        assertThatThrownBy(() -> asking(dated -> List.of(NEW)).evaluate(List.of(NEW, OLD), NOW))
                .isInstanceOf(CleanupException.class)
                .hasMessage("the policy 'asking' gave 1 verdicts for 2 resources");
        assertThatThrownBy(() -> asking(dated -> List.of(OLD, NEW)).evaluate(List.of(NEW, OLD), NOW))
                .isInstanceOf(CleanupException.class)
                .hasMessage("the policy 'asking' gave its verdicts in another order");
    }

    @Test
    void of_a_rule_that_was_asked_about_the_same_resources_are_taken() {
        assertThat(asking(dated -> dated).evaluate(List.of(NEW, OLD), NOW))
                .extracting(Verdict::kept)
                .containsExactly(true, false);
    }

    private static RetentionPolicy asking(UnaryOperator<List<Resource>> instead) {
        return new RetentionPolicy() {
            @Override
            public List<Verdict> judge(List<Resource> dated, Instant asOf) {
                return keepFor("7d").judge(instead.apply(dated), asOf);
            }

            @Override
            public String describe() {
                return "asking";
            }
        };
    }
}
