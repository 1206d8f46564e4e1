package dev.cleanup.retention;

import static dev.cleanup.retention.Judging.at;
import static dev.cleanup.retention.Judging.kept;
import static dev.cleanup.retention.RetentionPolicy.anyOf;
import static dev.cleanup.retention.RetentionPolicy.keepDaily;
import static dev.cleanup.retention.RetentionPolicy.keepLatest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupsTest {
    private static final String NOW = "2026-03-10T12:00Z";

    @Test
    void each_value_of_a_tag_is_a_group() {
        List<Resource> bots =
                List.of(bot("a1", 1, "a", ""), bot("a2", 2, "a", ""), bot("a3", 3, "a", ""), bot("b4", 4, "b", ""));

        assertThat(kept(keepLatest(2).per("type"), NOW, bots)).containsExactly("a1", "a2", "b4");
    }

    @Test
    void without_per_all_are_one_group() {
        List<Resource> bots = List.of(bot("a1", 1, "a", ""), bot("b2", 2, "b", ""), bot("c3", 3, "c", ""));

        assertThat(kept(keepLatest(2), NOW, bots)).containsExactly("a1", "b2");
    }

    @Test
    void several_tags_make_a_group_for_each_of_their_combinations() {
        List<Resource> bots = List.of(
                bot("ax1", 1, "a", "x"),
                bot("ax2", 2, "a", "x"),
                bot("ay3", 3, "a", "y"),
                bot("bx4", 4, "b", "x"),
                bot("bx5", 5, "b", "x"));

        assertThat(kept(keepLatest(1).per("type", "env"), NOW, bots)).containsExactly("ax1", "ay3", "bx4");
        assertThat(kept(keepLatest(1).per("env").per("type"), NOW, bots)).containsExactly("ax1", "ay3", "bx4");
        assertThat(kept(keepLatest(1).per("env"), NOW, bots)).containsExactly("ax1", "ay3");
    }

    /** Values that give the same text when they are put together: a|bc and ab|c. */
    @Test
    void combinations_are_not_mixed_up() {
        List<Resource> bots = List.of(bot("1", 1, "a", "bc"), bot("2", 2, "ab", "c"), bot("3", 3, "a, b", "c"));

        assertThat(kept(keepLatest(1).per("type", "env"), NOW, bots)).containsExactly("1", "2", "3");
    }

    @Test
    void what_has_no_such_tag_is_a_group_of_its_own_beside_the_empty_value() {
        List<Resource> bots = List.of(
                Resource.of("none1", at(NOW).minusSeconds(1)),
                Resource.of("none2", at(NOW).minusSeconds(2)),
                Resource.of("empty3", at(NOW).minusSeconds(3)).tagged("type"),
                Resource.of("empty4", at(NOW).minusSeconds(4)).tagged("type", ""),
                Resource.of("null5", at(NOW).minusSeconds(5)).tagged("type", "null"));

        assertThat(kept(keepLatest(1).per("type"), NOW, bots)).containsExactly("none1", "empty3", "null5");
    }

    @Test
    void one_rule_has_groups_and_another_none() {
        List<Resource> bots = List.of(bot("a1", 1, "a", ""), bot("a2", 2, "a", ""), bot("b3", 3, "b", ""));

        assertThat(kept(anyOf(keepLatest(1).per("type"), keepLatest(2)), NOW, bots))
                .containsExactly("a1", "a2", "b3");
        assertThat(kept(anyOf(keepLatest(1), keepDaily(1).per("type")), NOW, bots))
                .containsExactly("a1", "b3");
    }

    @Test
    void the_order_and_the_repetition_of_tags_mean_nothing() {
        assertThat(keepLatest(1).per("b", "a", "b"))
                .isEqualTo(keepLatest(1).per("a").per("b"));
        assertThat(keepLatest(1).per("b", "a").describe()).isEqualTo("keep latest 1 per a & b");
    }

    @Test
    void refuses_tags_without_a_name() {
        assertThatThrownBy(() -> keepLatest(1).per("a", " "))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("per is '': accepted is the name of a tag");
        assertThatThrownBy(() -> keepDaily(1).per(new String[0]))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("per is '()': accepted are the names of one or more tags");
    }

    private static Resource bot(String id, int secondsOld, String type, String env) {
        return Resource.of(id, at(NOW).minusSeconds(secondsOld))
                .tagged("type", type)
                .tagged("env", env);
    }
}
