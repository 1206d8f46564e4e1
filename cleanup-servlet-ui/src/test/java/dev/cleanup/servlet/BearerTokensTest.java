package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.ADMIN;
import static dev.cleanup.servlet.Role.OPERATOR;
import static dev.cleanup.servlet.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.ConfigurationException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokensTest {
    private static final String SECRET = "correct-horse-battery-staple-0123456789";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "changeme",
                "0123456789012345678901234567890",
                "                                        ",
                "01234567890123456 01234567890123456789",
                "0123456789012345678901234567890123456\n",
                "\t0123456789012345678901234567890123456",
                "01234567890123456\u00000123456789012345678",
                "01234567890123456\u202e0123456789012345678",
                "0123456789012345678901234567890123456é"
            })
    void a_weak_secret_is_refused_by_the_token_s_name_and_length(String secret) {
        BearerTokens.Builder builder = BearerTokens.builder();
        assertThatThrownBy(() -> builder.token("nightly", ADMIN, secret))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("nightly", secret.length() + " characters", "32 to 1024")
                .satisfies(failure -> assertThat(
                                secret.length() > 5 && failure.getMessage().contains(secret))
                        .isFalse());
    }

    @Test
    void secrets_of_32_to_1024_characters_are_accepted() {
        BearerTokens.Builder builder = BearerTokens.builder()
                .token("shortest", VIEWER, "x".repeat(32))
                .token("longest", VIEWER, "x".repeat(1024));
        assertThatThrownBy(() -> builder.token("longer", VIEWER, "x".repeat(1025)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("1025 characters");
    }

    @Test
    void a_secret_or_a_name_is_used_once_and_the_refusal_does_not_say_the_secret() {
        BearerTokens.Builder builder = BearerTokens.builder().token("nightly", OPERATOR, SECRET);
        assertThatThrownBy(() -> builder.token("ada", ADMIN, SECRET))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("ada", "nightly")
                .hasMessageNotContaining(SECRET);
        assertThatThrownBy(() -> builder.token("nightly", ADMIN, "another-" + SECRET))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("nightly")
                .hasMessageNotContaining(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " ada", "ada ", "a\nb", "a\u202eb", "schedule"})
    void a_name_that_could_pass_for_another_is_refused(String name) {
        BearerTokens.Builder builder = BearerTokens.builder();
        assertThatThrownBy(() -> builder.token(name, ADMIN, SECRET))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("caller name")
                .hasMessageNotContaining("\n")
                .hasMessageNotContaining(SECRET);
        assertThatThrownBy(() -> new Caller("x".repeat(101), VIEWER)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void there_is_at_least_one_token() {
        BearerTokens.Builder builder = BearerTokens.builder();
        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("at least one");
    }

    @Test
    void tokens_added_after_the_build_are_not_in_what_was_built() throws Exception {
        BearerTokens.Builder builder = BearerTokens.builder().token("ada", ADMIN, SECRET);
        BearerTokens built = builder.build();
        builder.token("late", ADMIN, "late-" + SECRET);
        assertThat(reachableFrom(built)).noneMatch(value -> value.equals("late"));
    }

    @Test
    void no_secret_is_kept() throws Exception {
        BearerTokens tokens = BearerTokens.builder().token("ada", ADMIN, SECRET).build();
        assertThat(tokens).hasToString("[ada]");
        assertThat(reachableFrom(tokens))
                .anyMatch(value -> value.equals("ada"))
                .anyMatch(value -> value instanceof byte[] bytes && bytes.length == 32)
                .noneMatch(value -> value instanceof String text && text.contains(SECRET))
                .noneMatch(value -> value instanceof char[] text && Arrays.equals(text, SECRET.toCharArray()))
                .noneMatch(value ->
                        value instanceof byte[] bytes && Arrays.equals(bytes, SECRET.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void each_role_covers_itself_and_those_below() {
        assertThat(ADMIN.covers(VIEWER)).isTrue();
        assertThat(ADMIN.covers(ADMIN)).isTrue();
        assertThat(OPERATOR.covers(VIEWER)).isTrue();
        assertThat(OPERATOR.covers(ADMIN)).isFalse();
        assertThat(VIEWER.covers(OPERATOR)).isFalse();
    }

    /** All objects that can be reached through fields of our own classes, lists and records. */
    private static List<Object> reachableFrom(Object root) throws IllegalAccessException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Object> open = new ArrayList<>(List.of(root));
        while (!open.isEmpty()) {
            Object next = open.remove(open.size() - 1);
            if (next == null || !seen.add(next)) {
                continue;
            }
            if (next instanceof List<?> list) {
                open.addAll(list);
            } else if (next.getClass().getName().startsWith("dev.cleanup")) {
                for (Field field : next.getClass().getDeclaredFields()) {
                    field.setAccessible(true);
                    open.add(field.get(next));
                }
            }
        }
        return new ArrayList<>(seen);
    }
}
