package dev.cleanup.docker.internal.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cleanup.docker.internal.engine.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    private static final String HEX = "0123456789abcdef".repeat(4);

    private static ObjectNode with(String id) {
        return JsonNodeFactory.instance.objectNode().put("Id", id);
    }

    @Test
    void ids_in_full_are_taken_as_they_are() throws Exception {
        assertThat(Ids.full(with(HEX), "Id")).isEqualTo(HEX);
        assertThat(Ids.digest(with("sha256:" + HEX), "Id")).isEqualTo("sha256:" + HEX);
        assertThat(Ids.volume(with("My_data.1-x"), "Id")).isEqualTo("My_data.1-x");
        assertThat(Ids.cache(with("abcdefgh12345678901234567"), "Id")).isEqualTo("abcdefgh12345678901234567");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "0123456789AB", "bot", "?", "#", "/", "..", "%2e", "\n", " "})
    void nothing_else_is_a_container_an_image_or_a_network(String text) {
        assertThatThrownBy(() -> Ids.full(with(text), "Id")).isInstanceOf(Json.Malformed.class);
        assertThatThrownBy(() -> Ids.digest(with(text), "Id")).isInstanceOf(Json.Malformed.class);
        assertThatThrownBy(() -> Ids.full(with(HEX + text + "x"), "Id")).isInstanceOf(Json.Malformed.class);
        assertThatThrownBy(() -> Ids.digest(with("sha256:" + HEX + text + "x"), "Id"))
                .isInstanceOf(Json.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", ".", "-x", "a/b", "a?force=1", "a b", "ä", "a\n", "a#b", "a%2fb"})
    void nothing_else_is_a_volume(String text) {
        assertThatThrownBy(() -> Ids.volume(with(text), "Id")).isInstanceOf(Json.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "abcdefg.", "abcdefgh,", "abcdefgh|x", "ABCDEFGH", "^abcdefgh$", "abcdefgh\n"})
    void nothing_else_is_a_record_of_the_cache(String text) {
        assertThatThrownBy(() -> Ids.cache(with(text), "Id")).isInstanceOf(Json.Malformed.class);
    }

    @Test
    void an_id_of_another_type_is_none() {
        assertThatThrownBy(() -> Ids.full(JsonNodeFactory.instance.objectNode().put("Id", 5), "Id"))
                .isInstanceOf(Json.Malformed.class)
                .hasMessage("no 'Id'");
        assertThatThrownBy(() -> Ids.full(JsonNodeFactory.instance.objectNode().putNull("Id"), "Id"))
                .isInstanceOf(Json.Malformed.class);
    }
}
