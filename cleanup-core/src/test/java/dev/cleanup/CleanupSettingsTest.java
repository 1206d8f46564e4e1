package dev.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleanupSettingsTest {
    @Test
    void has_defaults() {
        assertThat(CleanupSettings.fromEnvironment(Map.of("PATH", "/bin", "HOME", "/")))
                .isEqualTo(new CleanupSettings(Duration.ofHours(6), Duration.ofDays(7), false, true));
    }

    @Test
    void reads_what_is_set() {
        assertThat(CleanupSettings.fromEnvironment(Map.of(
                        "CLEANUP_INTERVAL_HOURS", " 12 ",
                        "CLEANUP_RETENTION_DAYS", "030",
                        "CLEANUP_DRY_RUN", "true",
                        "CONTAINER_CLEANUP_ENABLED", "false")))
                .isEqualTo(new CleanupSettings(Duration.ofHours(12), Duration.ofDays(30), true, false));
    }

    @ParameterizedTest
    @CsvSource({
        "CLEANUP_INTERVAL_HOURS, 1, 8760",
        "CLEANUP_RETENTION_DAYS, 1, 36500",
    })
    void accepts_the_ends_of_a_range_and_nothing_beyond(String name, String least, String most) {
        assertThat(CleanupSettings.fromEnvironment(Map.of(name, least))).isNotNull();
        assertThat(CleanupSettings.fromEnvironment(Map.of(name, most))).isNotNull();
        assertThatThrownBy(() -> CleanupSettings.fromEnvironment(Map.of(name, most + "0")))
                .isInstanceOf(ConfigurationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "-1",
                "+7",
                "7d",
                "7x",
                "7.0",
                "1e3",
                "0x7",
                "seven",
                "٧",
                "７",
                "36501",
                "2147483648",
                "99999999999999999999",
                "7\u0000",
                "7 8",
                "null",
                "true"
            })
    void refuses_a_retention_and_names_the_variable_the_value_and_what_is_accepted(String value) {
        assertThatThrownBy(() -> CleanupSettings.fromEnvironment(Map.of("CLEANUP_RETENTION_DAYS", value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("CLEANUP_RETENTION_DAYS is '")
                .hasMessageEndingWith("accepted is a whole number of days from 1 to 36500, without a unit")
                .hasMessageContaining(value.replace('\u0000', ' ').strip())
                .extracting(failure -> ((ConfigurationException) failure).setting())
                .isEqualTo("CLEANUP_RETENTION_DAYS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-6", "6h", "8761"})
    void refuses_an_interval(String value) {
        assertThatThrownBy(() -> CleanupSettings.fromEnvironment(Map.of("CLEANUP_INTERVAL_HOURS", value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("CLEANUP_INTERVAL_HOURS is '" + value
                        + "': accepted is a whole number of hours from 1 to 8760, without a unit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "1", "0", "on", "t", "tru", "true false", "trüe"})
    void refuses_what_is_neither_true_nor_false(String value) {
        assertThatThrownBy(() -> CleanupSettings.fromEnvironment(Map.of("CLEANUP_DRY_RUN", value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("CLEANUP_DRY_RUN is '" + value + "': accepted are true and false");
        assertThatThrownBy(() -> CleanupSettings.fromEnvironment(Map.of("CONTAINER_CLEANUP_ENABLED", value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("CONTAINER_CLEANUP_ENABLED is '");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CLEANUP_RETENTION_DAY",
                "CLEANUP_DRYRUN",
                "CLEANUP_",
                "CONTAINER_CLEANUP_ENABLE",
                "CLEANUP_TOKEN"
            })
    void refuses_an_unknown_variable_that_begins_like_ours_and_keeps_its_value_to_itself(String name) {
        assertThatThrownBy(() -> CleanupSettings.fromEnvironment(Map.of(name, "hunter2")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(name + " is '")
                .hasMessageContaining("there is no such setting")
                .hasMessageContaining("CLEANUP_RETENTION_DAYS")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void accepts_a_variable_that_the_application_reads_itself() {
        assertThat(CleanupSettings.fromEnvironment(Map.of("CLEANUP_TOKEN", "x", "TERM", "x"), "CLEANUP_TOKEN"))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "tr-TR", "ar-EG", "th-TH-u-nu-thai"})
    void reads_and_writes_the_same_in_every_locale(String tag) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(tag));
        try {
            assertThat(truth("TRUE")).isTrue();
            assertThat(truth("True")).isTrue();
            assertThat(truth("FALSE")).isFalse();
            assertThatThrownBy(() -> truth("FALSİ")).isInstanceOf(ConfigurationException.class);
            assertThatThrownBy(() -> CleanupSettings.fromEnvironment(Map.of("CLEANUP_RETENTION_DAYS", "0")))
                    .hasMessageContaining("from 1 to 36500");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static boolean truth(String value) {
        return CleanupSettings.fromEnvironment(Map.of("CLEANUP_DRY_RUN", value)).dryRun();
    }
}
