package dev.cleanup.servlet.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.servlet.query.QueryException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextGateTest {
    @Test
    void one_semicolon_at_the_end_is_taken_off() {
        assertThat(TextGate.pass(" SELECT 1 ; \n")).isEqualTo("SELECT 1 ");
        assertThat(TextGate.pass("SELECT 1")).isEqualTo("SELECT 1");
    }

    @ParameterizedTest
    @CsvSource({
        "SELECT 1; SELECT 2, ';'",
        "SELECT 1;;, ';'",
        "SELECT ''a;b'', ';'",
        "SELECT 1 /* ; */, ';'",
        "; SELECT 1, ';'",
        "'', blank",
        "' ; ', blank",
        "'SELECT {d ''2026-01-01''}', {"
    })
    void everything_else_is_refused_in_words(String text, String word) {
        assertRefused(text, word);
    }

    @Test
    void a_nul_is_refused() {
        assertRefused("SELECT '\0'", "NUL");
    }

    @Test
    void the_length_counts_in_bytes() {
        String ascii = "SELECT '" + "x".repeat(TextGate.MAX_BYTES - 9) + "'";
        assertThat(TextGate.pass(ascii)).isEqualTo(ascii);

        assertRefused(ascii + " ", "longer than 10000 bytes");
        assertRefused("SELECT '" + "é".repeat(5_000) + "'", "longer than 10000 bytes");
    }

    private static void assertRefused(String text, String word) {
        assertThatThrownBy(() -> TextGate.pass(text))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BAD_REQUEST))
                .hasMessageContaining(word);
    }
}
