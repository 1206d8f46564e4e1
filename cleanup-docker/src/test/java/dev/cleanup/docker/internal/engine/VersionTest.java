package dev.cleanup.docker.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleanup.CleanupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

    @Test
    void versions_are_compared_by_numbers_and_not_by_letters() {
        assertThat(new Version(1, 9)).isLessThan(new Version(1, 41));
        assertThat(new Version(1, 100)).isGreaterThan(new Version(1, 44));
        assertThat(new Version(2, 0)).isGreaterThan(new Version(1, 999));
        assertThat(new Version(0, 99)).isLessThan(new Version(1, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.", ".44", "1.44.0", "v1.44", "1,44", "-1.44", "1.-44", "9999.1", "1.44/x", "１.44"})
    void what_is_no_version_is_none(String text) {
        assertThat(Version.parse(text)).isEmpty();
        assertThatThrownBy(() -> Version.negotiate("here", text))
                .isInstanceOf(CleanupException.class)
                .hasMessage("what answers at here is no Docker engine: its API version is '" + text + "'");
    }

    @Test
    void no_version_at_all_may_be_a_proxys_doing() {
        assertThatThrownBy(() -> Version.negotiate("here", ""))
                .isInstanceOf(CleanupException.class)
                .hasMessage(
                        "what answers at here is no Docker engine: its answer to GET /_ping has no Api-Version in its head, which a proxy has to let through");
    }

    @Test
    void text_from_outside_is_written_in_one_line_that_is_not_too_long() {
        assertThatThrownBy(() -> Version.negotiate("here", "1.44\u0007\u2028" + "x".repeat(1_000)))
                .hasMessage(
                        "what answers at here is no Docker engine: its API version is '1.44 " + "x".repeat(295) + "…'");
    }

    @ParameterizedTest
    @CsvSource({
        "20.10, 1.41, 1.41",
        "23.0, 1.42, 1.42",
        "25.0, 1.44, 1.44",
        "29.0, 1.52, 1.44",
        "29.3, 1.55, 1.44",
        "of another world, 2.0, 1.44",
        "Podman, 1.41, 1.41"
    })
    void each_engine_is_spoken_to_in_the_newest_version_that_both_know(String engine, String newest, String spoken) {
        assertThat(Version.negotiate(engine, newest)).hasToString(spoken);
    }

    @Test
    void an_engine_from_before_these_is_refused() {
        assertThatThrownBy(() -> Version.negotiate("here", "1.40"))
                .hasMessage(
                        "the Docker engine at here is too old: it speaks API 1.40; needed is 1.41, which is Docker 20.10");
    }
}
