package dev.cleanup.retention;

import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.CleanupException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class OwnPolicyTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final List<Resource> RESOURCES = List.of(old("a"), Resource.undated("none"), old("b"), old("c"));

    @Test
    void a_policy_that_gives_too_few_verdicts_is_refused() {
        assertThatThrownBy(() ->
                        own(verdicts -> verdicts.subList(1, verdicts.size())).evaluate(RESOURCES, NOW))
                .isInstanceOf(CleanupException.class)
                .hasMessage("the policy 'own' gave 2 verdicts for 3 resources");
    }

    @Test
    void a_policy_that_gives_too_many_verdicts_is_refused() {
        assertThatThrownBy(() -> own(verdicts -> {
                            List<Verdict> more = new ArrayList<>(verdicts);
                            more.add(verdicts.get(0));
                            return more;
                        })
                        .evaluate(RESOURCES, NOW))
                .isInstanceOf(CleanupException.class)
                .hasMessageContaining("gave 4 verdicts for 3");
    }

    @Test
    void a_policy_that_gives_its_verdicts_in_another_order_is_refused_also_inside_of_others() {
        RetentionPolicy shuffled = own(verdicts -> {
            List<Verdict> reversed = new ArrayList<>(verdicts);
            Collections.reverse(reversed);
            return reversed;
        });

        assertThatThrownBy(() -> shuffled.evaluate(RESOURCES, NOW))
                .isInstanceOf(CleanupException.class)
                .hasMessage("the policy 'own' gave its verdicts in another order");
        assertThatThrownBy(() -> anyOf(keepFor("7d"), shuffled).evaluate(RESOURCES, NOW))
                .isInstanceOf(CleanupException.class);
    }

    @Test
    void is_never_asked_about_resources_of_unknown_age() {
        List<Resource> asked = new ArrayList<>();
        RetentionPolicy nosy = new RetentionPolicy() {
            @Override
            public List<Verdict> judge(List<Resource> dated, Instant asOf) {
                asked.addAll(dated);
                return dated.stream()
                        .map(resource -> Verdict.keep(resource, () -> List.of("mine")))
                        .toList();
            }

            @Override
            public String describe() {
                return "keep mine";
            }
        };

        nosy.evaluate(RESOURCES, NOW);

        assertThat(asked).extracting(Resource::id).containsExactly("a", "b", "c");
    }

    @Test
    void stands_in_the_description_of_what_combines_it() {
        assertThat(anyOf(keepFor("7d"), own(UnaryOperator.identity())).describe())
                .isEqualTo("keep 7d, own \"own\"");
    }

    private static Resource old(String id) {
        return Resource.of(id, NOW.minus(Duration.ofDays(30)));
    }

    private static RetentionPolicy own(UnaryOperator<List<Verdict>> twist) {
        return new RetentionPolicy() {
            @Override
            public List<Verdict> judge(List<Resource> dated, Instant asOf) {
                return twist.apply(dated.stream()
                        .map(resource -> Verdict.remove(resource, () -> List.of("mine")))
                        .toList());
            }

            @Override
            public String describe() {
                return "own";
            }
        };
    }
}
