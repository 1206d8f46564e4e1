package dev.cleanup.docker.internal.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static Selection labels(Map<String, String> labels) {
        return new Selection(labels, Optional.empty());
    }

    private static Selection named(String regex) {
        return new Selection(Map.of(), Optional.of(Pattern.compile(regex)));
    }

    @Test
    void a_label_with_a_value_is_compared_to_the_letter() {
        Selection bots = labels(Map.of("app", "bot"));

        assertThat(bots.matches("x", Map.of("app", "bot", "other", "y"))).isTrue();
        assertThat(bots.matches("x", Map.of("app", "Bot"))).isFalse();
        assertThat(bots.matches("x", Map.of("app", "bot "))).isFalse();
        assertThat(bots.matches("x", Map.of("app", ""))).isFalse();
        assertThat(bots.matches("x", Map.of("App", "bot"))).isFalse();
        assertThat(bots.matches("x", Map.of())).isFalse();
    }

    @Test
    void a_label_without_a_value_has_to_be_there() {
        Selection any = labels(Map.of("app", ""));

        assertThat(any.matches("x", Map.of("app", "bot"))).isTrue();
        assertThat(any.matches("x", Map.of("app", ""))).isTrue();
        assertThat(any.matches("x", Map.of("ap", "p"))).isFalse();
    }

    @Test
    void several_labels_are_joined_by_and() {
        Selection both = labels(Map.of("app", "bot", "zone", ""));

        assertThat(both.matches("x", Map.of("app", "bot", "zone", "eu"))).isTrue();
        assertThat(both.matches("x", Map.of("app", "bot"))).isFalse();
        assertThat(both.matches("x", Map.of("zone", "eu"))).isFalse();
    }

    @Test
    void a_name_has_to_match_as_a_whole() {
        assertThat(named("bot-[0-9]+").matches("bot-12", Map.of())).isTrue();
        assertThat(named("bot-[0-9]+").matches("robot-12", Map.of())).isFalse();
        assertThat(named("bot-[0-9]+").matches("bot-12-keep", Map.of())).isFalse();
        assertThat(named("bot-[0-9]+").matches("bot-12\n", Map.of())).isFalse();
    }

    @Test
    void the_filter_has_the_labels_in_one_order_and_escapes_them() {
        assertThat(labels(Map.of("b", "2", "a", "", "c", "\"]}")).filters(Map.of()))
                .isEqualTo("{\"label\":[\"a\",\"b=2\",\"c=\\\"]}\"]}");
    }

    @Test
    void without_labels_there_is_no_filter() {
        assertThat(named("bot-.*").filters(Map.of())).isEmpty();
    }

    @Test
    void the_words_are_the_same_in_every_process() {
        assertThat(labels(Map.of("zone", "eu", "app", "bot", "team", "")).describe())
                .isEqualTo("with label app=bot and label team and label zone=eu");
        assertThat(named("bot-.*").describe()).isEqualTo("with a name like bot-.*");
        assertThat(labels(Map.of()).describe()).isEmpty();
    }
}
